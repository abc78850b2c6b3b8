package dev.flamegate.store.rocksdb;

import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes a store of another: copied byte by byte and synced, with the line that makes it a store written last. */
public final class Restoration {
    private static final int DAMAGE_NAMED_MAX = 5;

    private Restoration() {}

    /**
     * @param to does not exist, or is empty
     * @return what verifying found in the backup, which is whole
     * @throws StoreException with reason {@code DAMAGED} naming what is damaged, {@code UNKNOWN_FORMAT} if there is no backup or
     *     something else in the way, {@code IN_USE} if {@code from} is the folder of a service that runs
     */
    public static Verification.Result restore(Path from, Path to, Verification.Progress progress) {
        try {
            refuseUnlessEmpty(to);
            Verification.Result verified = Verification.of(from, progress);
            if (!verified.isWhole()) {
                throw damaged(from, verified);
            }
            copy(from, to, progress);
            return verified;
        } catch (IOException e) {
            throw new StoreException(to + ": restoring " + from + " failed: " + e, e);
        }
    }

    /**
     * Takes what can be read of a damaged store, which is left as it is. A log that is damaged before its end counts up to there; damaged
     * blocks come along, and stay damaged.
     *
     * @param to does not exist, or is empty
     * @return what verifying found in the new store
     * @throws StoreException with reason {@code DAMAGED} if even that cannot be opened, and else as {@link #restore}
     */
    public static Verification.Result salvage(Path from, Path to, Verification.Progress progress) {
        try {
            refuseUnlessEmpty(to);
            if (!new FormatFile(from).exists()) {
                throw new StoreException(
                        Reason.UNKNOWN_FORMAT, "there is no store in " + from + ": it has no " + FormatFile.NAME);
            }
            FolderLock lock = FolderLock.hold(from);
            try {
                copy(from, to, progress);
            } finally {
                lock.close();
            }
            RocksStore.open(to, RocksSettings.DEFAULT.withDamagedLog(DamagedLog.KEEP_WHAT_IS_BEFORE))
                    .close();
            return Verification.of(to, progress);
        } catch (IOException e) {
            throw new StoreException(to + ": taking what can be read of " + from + " failed: " + e, e);
        }
    }

    private static void refuseUnlessEmpty(Path to) throws IOException {
        if (!Folders.isEmptyOrAbsent(to)) {
            throw new StoreException(
                    Reason.UNKNOWN_FORMAT,
                    to + " is not empty: name an empty folder, or one that does not exist; nothing was changed");
        }
    }

    private static StoreException damaged(Path from, Verification.Result verified) {
        StringBuilder message = new StringBuilder("backup " + from + " is damaged, nothing was restored:");
        verified.findings().stream()
                .limit(DAMAGE_NAMED_MAX)
                .forEach(found -> message.append("\n  ").append(found));
        int more = verified.findings().size() - DAMAGE_NAMED_MAX;
        return new StoreException(
                Reason.DAMAGED, more <= 0 ? message.toString() : message + "\n  and " + more + " more");
    }

    /** Of a store that was stopped its lock and its own messages stay behind. */
    private static void copy(Path from, Path to, Verification.Progress progress) throws IOException {
        Path database = Files.createDirectories(to).resolve(FormatFile.DATABASE);
        Files.createDirectory(database);
        List<Path> files = Folders.filesIn(from.resolve(FormatFile.DATABASE)).stream()
                .filter(file -> !String.valueOf(file.getFileName()).startsWith("LO"))
                .toList();
        for (int i = 0; i < files.size(); i++) {
            Path name = files.get(i).getFileName();
            Folders.copySynced(files.get(i), database.resolve(String.valueOf(name)));
            progress.at("copied files", i + 1, files.size());
        }
        Folders.sync(database);
        new FormatFile(to).writeLike(new FormatFile(from));
        Folders.sync(to);
    }
}
