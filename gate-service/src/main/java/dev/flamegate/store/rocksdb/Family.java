package dev.flamegate.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The column families, in the order in which they are opened, the latest format's last. {@link #DEFAULT} is RocksDB's own and stays empty. */
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
    DOCUMENTS,
    ROLLUP_1D;

    /** As messages and the documentation call it. */
    String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    byte[] bytes() {
        return inWords().getBytes(StandardCharsets.US_ASCII);
    }
}
