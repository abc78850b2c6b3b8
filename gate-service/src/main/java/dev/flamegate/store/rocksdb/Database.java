package dev.flamegate.store.rocksdb;

import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoreException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The opened RocksDB. Its native objects must not be used after they are closed, which would end the process: every use is inside
 * {@link #whileOpen}, and {@link #close} waits for those that have begun.
 */
final class Database implements AutoCloseable, BatchWriter {
    private final Path folder;
    private final DatabaseOptions options;
    private final RocksDB rocks;
    private final List<ColumnFamilyHandle> handles;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private Database(Path folder, DatabaseOptions options, RocksDB rocks, List<ColumnFamilyHandle> handles) {
        this.folder = folder;
        this.options = options;
        this.rocks = rocks;
        this.handles = handles;
    }

    /**
     * @param folder of the store, for messages
     * @param create whether to create what is missing
     */
    static Database open(Path folder, RocksSettings settings, boolean create) {
        RocksDB.loadLibrary();
        Path path = folder.resolve(FormatFile.DATABASE);
        DatabaseOptions options = new DatabaseOptions(settings, create);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB rocks = RocksDB.open(options.database(), path.toString(), options.families(), handles);
            return new Database(folder, options, rocks, handles);
        } catch (RocksDBException e) {
            options.close();
            throw notOpened(folder, path, e);
        }
    }

    /** Does something that uses the database. */
    <T> T whileOpen(Supplier<T> action) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new StoreException(Reason.CLOSED, "store " + folder + " is closed");
            }
            return action.get();
        } finally {
            use.readLock().unlock();
        }
    }

    /** Does something that nobody may be in the middle of anything for; everybody else waits. */
    <T> T whileAlone(Supplier<T> action) {
        use.writeLock().lock();
        try {
            return whileOpen(action);
        } finally {
            use.writeLock().unlock();
        }
    }

    byte @Nullable [] get(Family family, byte[] key, Supplier<String> place) {
        try {
            return rocks.get(handle(family), key);
        } catch (RocksDBException e) {
            throw failed("reading " + place.get(), e);
        }
    }

    /** To be closed before the action that {@link #whileOpen} was given returns. */
    Rows rows(Family family) {
        RocksIterator rows = rocks.newIterator(handle(family));
        return new Rows(this, rows);
    }

    /** Everything as it is now, whatever is written later. To be closed before the action that {@link #whileOpen} was given returns. */
    View view() {
        return new View(this, rocks);
    }

    /**
     * Gives the room back that deleted rows take, beside all that reads and writes. {@code end} is excluded.
     *
     * @throws StoreException if the storage fails; the rows are deleted all the same
     */
    void compact(Family family, byte[] first, byte[] end) {
        try (CompactRangeOptions options = new CompactRangeOptions().setExclusiveManualCompaction(false)) {
            rocks.compactRange(handle(family), first, end, options);
        } catch (RocksDBException e) {
            throw failed("giving back room of " + family.inWords(), e);
        }
    }

    /** Of all tables that are in use; the logs and what is in memory only are not counted. */
    long bytesOnDisk() {
        try {
            long bytes = 0;
            for (ColumnFamilyHandle handle : handles) {
                bytes += rocks.getLongProperty(handle, "rocksdb.live-sst-files-size");
            }
            return bytes;
        } catch (RocksDBException e) {
            throw failed("asking for the size", e);
        }
    }

    ColumnFamilyHandle handle(Family family) {
        return handles.get(family.ordinal());
    }

    @Override
    public void write(WriteBatch batch) throws RocksDBException {
        rocks.write(synced, batch);
    }

    void compact() {
        try (FlushOptions wait = new FlushOptions();
                CompactRangeOptions all =
                        new CompactRangeOptions().setBottommostLevelCompaction(BottommostLevelCompaction.kForce)) {
            rocks.flush(wait, handles);
            for (ColumnFamilyHandle family : handles) {
                rocks.compactRange(family, null, null, all);
            }
        } catch (RocksDBException e) {
            throw failed("compaction", e);
        }
    }

    Map<String, Long> tableBytes() {
        Map<String, Long> bytes = new TreeMap<>();
        try {
            for (Family family : Family.values()) {
                bytes.put(family.inWords(), rocks.getLongProperty(handle(family), "rocksdb.total-sst-files-size"));
            }
        } catch (RocksDBException e) {
            throw failed("asking for sizes", e);
        }
        return bytes;
    }

    Path folder() {
        return folder;
    }

    StoreException failed(String doing, RocksDBException e) {
        String message = "store " + folder + ": " + doing + " failed: " + e.getMessage();
        return new StoreException(reason(e), message, e);
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            synced.close();
            handles.forEach(ColumnFamilyHandle::close);
            rocks.close();
            options.close();
        } finally {
            use.writeLock().unlock();
        }
    }

    private static StoreException notOpened(Path folder, Path path, RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        Reason reason = reason(e);
        if (message.contains(path.resolve("LOCK").toString())) {
            return new StoreException(
                    Reason.IN_USE,
                    "store " + folder
                            + " is already open: stop the other Flamegate, or give this one a folder of its own ("
                            + message + ")",
                    e);
        }
        if (reason == Reason.DAMAGED) {
            return new StoreException(
                    reason,
                    "store " + folder + " cannot be opened, its log or tables are damaged: " + message
                            + "; restore it from a backup, or open it with " + DamagedLog.KEEP_WHAT_IS_BEFORE
                            + " to give up what was stored after the damage",
                    e);
        }
        return new StoreException(reason, "store " + folder + " cannot be opened: " + message, e);
    }

    private static Reason reason(RocksDBException e) {
        Status status = e.getStatus();
        if (status == null) {
            return Reason.FAILED;
        }
        if (status.getSubCode() == Status.SubCode.NoSpace) {
            return Reason.FULL;
        }
        return status.getCode() == Status.Code.Corruption ? Reason.DAMAGED : Reason.FAILED;
    }
}
