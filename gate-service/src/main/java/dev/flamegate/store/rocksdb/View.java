package dev.flamegate.store.rocksdb;

import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/** The rows of all families as they were at one moment. Safe for use by many threads. */
final class View implements AutoCloseable {
    private final Database database;
    private final RocksDB rocks;
    private final Snapshot snapshot;
    private final ReadOptions options;

    View(Database database, RocksDB rocks) {
        this.database = database;
        this.rocks = rocks;
        this.snapshot = rocks.getSnapshot();
        this.options = new ReadOptions().setSnapshot(snapshot);
    }

    /** To be closed before the view. */
    Rows rows(Family family) {
        return new Rows(database, rocks.newIterator(database.handle(family), options));
    }

    /** For messages. */
    Database database() {
        return database;
    }

    @Override
    public void close() {
        options.close();
        rocks.releaseSnapshot(snapshot);
        snapshot.close();
    }
}
