package dev.flamegate.store.rocksdb;

import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoreException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * RocksDB's own lock, held while files are read that must not change. A backup has no lock file and nobody who writes. The lock is the
 * process's: never take it for a store that is open in this very process, closing it would free that one's as well.
 */
final class FolderLock implements AutoCloseable {
    private final @Nullable FileChannel channel;

    private FolderLock(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws StoreException with reason {@code IN_USE} if another process has the store open
     */
    static FolderLock hold(Path folder) throws IOException {
        Path file = folder.resolve(FormatFile.DATABASE).resolve("LOCK");
        if (!Files.isWritable(file)) {
            return new FolderLock(null);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            FileLock lock = channel.tryLock();
            held = lock != null;
        } catch (OverlappingFileLockException e) {
            held = false;
        } finally {
            if (!held) {
                channel.close();
            }
        }
        if (!held) {
            throw new StoreException(
                    Reason.IN_USE,
                    "store " + folder + " is open in a running service: stop it, or make a backup of it with"
                            + " 'flamegate backup' and use that");
        }
        return new FolderLock(channel);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
