package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.Labels;
import dev.flamegate.store.Damage;
import dev.flamegate.store.DocumentStore;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Retention;
import dev.flamegate.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one folder, for one process. Safe for use by many threads; {@link #close} waits for calls in progress, and calls
 * after it fail with {@link StoreException.Reason#CLOSED}.
 */
public final class RocksStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);

    private final Database database;
    private final List<TornTail> recovery;
    private final List<Damage> damage;
    private final RocksProfileStore profiles;
    private final DocumentStore documents;

    private RocksStore(Database database, BatchWriter writer, List<TornTail> recovery) {
        this.database = database;
        this.recovery = List.copyOf(recovery);
        this.profiles = new RocksProfileStore(database, writer);
        this.damage = profiles.damage();
        this.documents = new RocksDocumentStore(database, writer);
    }

    /** With the default limits. */
    public static RocksStore open(Path folder) {
        return open(folder, RocksSettings.DEFAULT);
    }

    /**
     * Opens the store in {@code folder}, or creates one if the folder is empty or does not exist.
     *
     * @throws StoreException with reason {@code IN_USE} if it is open already, {@code UNKNOWN_FORMAT} if another format or something
     *     else is there, {@code DAMAGED} if so much fails its checks that going on could lose more
     */
    public static RocksStore open(Path folder, RocksSettings settings) {
        return open(folder, settings, writer -> writer);
    }

    /**
     * @param seam around the call that makes a batch durable
     */
    static RocksStore open(Path folder, RocksSettings settings, UnaryOperator<BatchWriter> seam) {
        try {
            FormatFile format = new FormatFile(folder);
            boolean exists = format.exists();
            Files.createDirectories(folder);
            List<TornTail> tails = LogTail.inFolder(folder.resolve(FormatFile.DATABASE));
            boolean isCurrent = exists && format.isCurrent();
            Database database = Database.open(folder, settings, !isCurrent);
            try {
                if (!isCurrent) {
                    format.write();
                }
                tails.forEach(tail -> report(folder, tail));
                RocksStore store = new RocksStore(database, seam.apply(database), tails);
                store.damage.forEach(found -> LOG.error("damage found at opening, left out: {}", found));
                return store;
            } catch (IOException | RuntimeException | Error e) {
                database.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException("store " + folder + " cannot be opened: " + e, e);
        }
    }

    public ProfileStore profiles() {
        return profiles;
    }

    /** What writing profiles took so far. */
    public WriteFigures writes() {
        return profiles.figures();
    }

    public DocumentStore documents() {
        return documents;
    }

    /**
     * Adds up hours and days of series that ended ten minutes ago or earlier, a few at a time: to be called again until nothing is left.
     * Whatever is stored is answered rightly whether this is ever called or not; it only makes long times quick to read.
     *
     * @return how many were added up; 0 if there was none left
     * @throws StoreException if the storage fails; the same call may be tried again
     */
    public int rollUp(Instant now) {
        return profiles.rollUp(ChronoUnit.NANOS.between(Instant.EPOCH, now));
    }

    /**
     * Drops what is too old, then, if the store is too large, the oldest of the rest, but nothing of the last two days. Hours that
     * are still to be added up keep the profiles of their day: call {@link #rollUp} before.
     *
     * @param pinned labels of series that lose nothing
     * @return how many days lost something
     * @throws StoreException if the storage fails; the same call may be tried again
     */
    public int drop(Retention retention, Predicate<Labels> pinned, Instant now) {
        return new DayRetention(profiles, retention, pinned).apply(now);
    }

    /** Size of the tables in use; logs are not counted. */
    public long bytesOnDisk() {
        return profiles.bytesOnDisk();
    }

    /**
     * Deletes the dictionaries of which no profile is left.
     *
     * @return how many
     * @throws StoreException if the storage fails; the same call may be tried again
     */
    public int dropUnusedDictionaries() {
        return profiles.dropUnusedDictionaries();
    }

    /**
     * Rewrites all tables into as few as there need be, which takes a while and is never needed: RocksDB does a part of it all the time.
     *
     * @throws StoreException if the storage fails
     */
    public void compact() {
        database.whileOpen(() -> {
            database.compact();
            return true;
        });
    }

    /** Bytes of the tables of each column family, by its name in the documentation. */
    public Map<String, Long> tableBytes() {
        return database.whileOpen(database::tableBytes);
    }

    /** What opening dropped because a crash had cut it off; empty after a clean end. Nothing in it was ever acknowledged. */
    public List<TornTail> recovery() {
        return recovery;
    }

    /**
     * What opening left out or made anew because it fails its checks, and what compaction came upon since; reads that need it are refused.
     */
    public List<Damage> damage() {
        Damage table = database.damagedTable();
        return table == null
                ? damage
                : Stream.concat(damage.stream(), Stream.of(table)).toList();
    }

    /**
     * Copies everything that was acknowledged before this call into a new folder, while others read and write. Tables on the same file
     * system are linked, not copied: a link is no protection against a broken disk.
     *
     * @param to does not exist yet; its parent does
     */
    public void backUp(Path to) {
        try {
            Path unfinished = to.resolveSibling("." + to.getFileName() + ".unfinished");
            Folders.delete(unfinished);
            Files.createDirectory(unfinished);
            database.whileOpen(() -> {
                database.checkpoint(unfinished.resolve(FormatFile.DATABASE));
                return true;
            });
            new FormatFile(unfinished).write();
            Folders.sync(unfinished);
            Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(to.resolveSibling("."));
        } catch (IOException e) {
            throw new StoreException("store " + database.folder() + ": backup to " + to + " failed: " + e, e);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    private static void report(Path folder, TornTail tail) {
        LOG.warn(
                "store {}: a crash cut off the end of {}: dropped {} bytes from offset {}, which were never acknowledged",
                folder,
                tail.file(),
                tail.bytesDropped(),
                tail.offset());
    }
}
