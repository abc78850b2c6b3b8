package dev.flamegate.store.rocksdb;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The one call that makes a batch durable. */
@FunctionalInterface
interface BatchWriter {

    /** All of the batch is on the disk when this returns; if it throws, all or nothing may be. */
    void write(WriteBatch batch) throws RocksDBException;
}
