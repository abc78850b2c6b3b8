/** The store on an embedded RocksDB. The format of every byte is in {@code gate-service/docs/store.md}. */
@NullMarked
package dev.flamegate.store.rocksdb;

import org.jspecify.annotations.NullMarked;
