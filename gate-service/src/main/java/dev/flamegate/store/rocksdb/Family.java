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
    DOCUMENTS;

    byte[] bytes() {
        return name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }
}
