package dev.flamegate.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** The database of a closed store, opened behind its back. */
final class RawDatabase implements AutoCloseable {
    private final DatabaseOptions options = new DatabaseOptions(RocksSettings.DEFAULT, false);
    private final List<ColumnFamilyHandle> handles = new ArrayList<>();
    private final RocksDB rocks;

    RawDatabase(Path folder) throws RocksDBException {
        rocks = RocksDB.open(
                options.database(), folder.resolve(FormatFile.DATABASE).toString(), options.families(), handles);
    }

    RocksDB rocks() {
        return rocks;
    }

    ColumnFamilyHandle handle(Family family) {
        return handles.get(family.ordinal());
    }

    /** Flips one bit of the value of the first row of a family, unseen by RocksDB. */
    void flipBitInFirstValue(Family family, int offset) throws RocksDBException {
        try (RocksIterator rows = rocks.newIterator(handle(family))) {
            rows.seekToFirst();
            byte[] value = rows.value();
            value[offset] ^= 0x10;
            rocks.put(handle(family), rows.key(), value);
        }
    }

    void flipBit(Family family, byte[] key, int offset) throws RocksDBException {
        byte[] value = rocks.get(handle(family), key);
        value[offset] ^= 0x10;
        rocks.put(handle(family), key, value);
    }

    /** The first table file of a family. */
    LiveFileMetaData table(String family) {
        return rocks.getLiveFilesMetaData().stream()
                .filter(file -> new String(file.columnFamilyName(), StandardCharsets.UTF_8).equals(family))
                .findFirst()
                .orElseThrow();
    }

    /** Moves everything from the log into tables. */
    void flush() throws RocksDBException {
        try (FlushOptions wait = new FlushOptions()) {
            rocks.flush(wait, handles);
        }
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        rocks.close();
        options.close();
    }
}
