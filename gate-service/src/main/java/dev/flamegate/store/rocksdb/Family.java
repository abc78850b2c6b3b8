package dev.flamegate.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The column families, in the order in which they are opened. {@link #DEFAULT} is RocksDB's own and stays empty. */
enum Family {
    DEFAULT,
    SERVICES,
    SERIES,
    FUNCTIONS,
    NODES,
    DAYS,
    PROFILES,
    ROLLUP_5M,
    ROLLUP_1H,
    DOCUMENTS;

    /** As messages and the documentation call it. */
    String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    byte[] bytes() {
        return inWords().getBytes(StandardCharsets.US_ASCII);
    }
}
