package dev.flamegate.store.rocksdb;

import dev.flamegate.store.Damage;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opened RocksDB. Its native objects must not be used after they are closed, which would end the process: every use is inside
 * {@link #whileOpen}, and {@link #close} waits for those that have begun.
 */
final class Database implements AutoCloseable, BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Path folder;
    private final RocksSettings settings;
    private DatabaseOptions options;
    private RocksDB rocks;
    private List<ColumnFamilyHandle> handles;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;
    private volatile boolean mustReopen;
    private volatile @Nullable Damage damagedTable;

    private Database(
            Path folder,
            RocksSettings settings,
            DatabaseOptions options,
            RocksDB rocks,
            List<ColumnFamilyHandle> handles) {
        this.folder = folder;
        this.settings = settings;
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
            return new Database(folder, settings, options, rocks, handles);
        } catch (RocksDBException e) {
            options.close();
            throw notOpened(folder, path, e);
        }
    }

    /**
     * Changes nothing on the disk, and does not keep others from doing so.
     *
     * @throws StoreException if its log or its list of files is damaged
     */
    static Database openReadOnly(Path folder, RocksSettings settings) throws IOException {
        RocksDB.loadLibrary();
        Path path = folder.resolve(FormatFile.DATABASE);
        DatabaseOptions options = new DatabaseOptions(settings, false);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB rocks = RocksDB.openReadOnly(
                    options.database(),
                    path.toString(),
                    new FormatFile(folder).isCurrent()
                            ? options.families()
                            : options.families().subList(0, Family.ROLLUP_1D.ordinal()),
                    handles);
            return new Database(folder, settings, options, rocks, handles);
        } catch (RocksDBException e) {
            options.close();
            throw notOpened(folder, path, e);
        }
    }

    /** A copy of everything that was written before this call, in a new folder; what cannot be linked is copied and synced. */
    void checkpoint(Path to) {
        try (Checkpoint checkpoint = Checkpoint.create(rocks)) {
            checkpoint.createCheckpoint(to.toString());
        } catch (RocksDBException e) {
            throw failed("copying it to " + to, e);
        }
    }

    /** The table files that belong to it now. */
    List<LiveFileMetaData> tables() {
        return rocks.getLiveFilesMetaData();
    }

    /** An estimate, for showing progress. */
    long rowsAbout(Family family) {
        try {
            return rocks.getLongProperty(handle(family), "rocksdb.estimate-num-keys");
        } catch (RocksDBException e) {
            throw failed("counting rows", e);
        }
    }

    /** Does something that uses the database. */
    <T> T whileOpen(Supplier<T> action) {
        if (mustReopen && use.getReadHoldCount() == 0) {
            reopenWithoutCompaction();
        }
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

    /**
     * When compaction meets a damaged block, RocksDB refuses every write from then on, of every family, until it is opened again. So it
     * is, but with tables left as they are: damage costs its own block, and reads become slower by and by.
     */
    private void reopenWithoutCompaction() {
        use.writeLock().lock();
        try {
            if (!mustReopen || closed) {
                return;
            }
            mustReopen = false;
            closed = true;
            closeNative();
            DatabaseOptions again = new DatabaseOptions(settings, false, false);
            List<ColumnFamilyHandle> opened = new ArrayList<>();
            Path path = folder.resolve(FormatFile.DATABASE);
            try {
                rocks = RocksDB.open(again.database(), path.toString(), again.families(), opened);
            } catch (RocksDBException e) {
                again.close();
                throw notOpened(folder, path, e);
            }
            options = again;
            handles = opened;
            closed = false;
        } finally {
            use.writeLock().unlock();
        }
    }

    /** A damaged table that compaction came upon since the store was opened; null if there was none. */
    @Nullable
    Damage damagedTable() {
        return damagedTable;
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

    /** What an older format has not got is as empty as RocksDB's own family. */
    ColumnFamilyHandle handle(Family family) {
        boolean isThere = family.ordinal() < handles.size();
        return handles.get(isThere ? family.ordinal() : Family.DEFAULT.ordinal());
    }

    @Override
    public void write(WriteBatch batch) throws RocksDBException {
        try {
            rocks.write(synced, batch);
        } catch (RocksDBException e) {
            if (reason(e) != Reason.DAMAGED || damagedTable != null) {
                throw e;
            }
            Damage found = new Damage(
                    "store " + folder,
                    "compaction came upon a damaged table: " + e.getMessage()
                            + "; tables are left as they are from now on, and reads become slower by and by:"
                            + " 'flamegate verify' says what is lost, a backup brings it back");
            damagedTable = found;
            mustReopen = true;
            LOG.error("{}", found);
            throw new RocksDBException(found.what(), new Status(Status.Code.TryAgain, Status.SubCode.None, ""));
        }
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
            closeNative();
        } finally {
            use.writeLock().unlock();
        }
    }

    private void closeNative() {
        handles.forEach(ColumnFamilyHandle::close);
        rocks.close();
        options.close();
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
                            + "; restore it from a backup, or take what can be read: flamegate restore " + folder
                            + " --to FOLDER --salvage",
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
