package dev.flamegate.store.rocksdb;

import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** The rows of a family as they are at one moment, in order of their keys. */
final class Rows implements AutoCloseable {
    private final Database database;
    private final RocksIterator rows;

    Rows(Database database, RocksIterator rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * Moves to the first row at or behind {@code key}.
     *
     * @param place what is being read, in words, for messages
     * @return whether there is one
     * @throws dev.flamegate.store.StoreException if the block it would be in fails its checksum
     */
    boolean seek(byte[] key, Supplier<String> place) {
        rows.seek(key);
        return isAtRow(place);
    }

    boolean seekToLast(Supplier<String> place) {
        rows.seekToLast();
        return isAtRow(place);
    }

    boolean next(Supplier<String> place) {
        rows.next();
        return isAtRow(place);
    }

    byte[] key() {
        return rows.key();
    }

    byte[] value() {
        return rows.value();
    }

    private boolean isAtRow(Supplier<String> place) {
        if (rows.isValid()) {
            return true;
        }
        try {
            rows.status();
            return false;
        } catch (RocksDBException e) {
            throw database.failed("reading " + place.get(), e);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
