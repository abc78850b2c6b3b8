package dev.flamegate.store.rocksdb;

import dev.flamegate.store.Backup;
import dev.flamegate.store.BackupRefusedException;
import dev.flamegate.store.Damage;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoreOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Backups of a running store under names, in one folder: whoever asks for one cannot say where on the disk it goes. */
public final class NamedBackups implements StoreOperations {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final RocksStore store;
    private final Path folder;
    private final int countMax;
    private final Clock clock;
    private final ReentrantLock making = new ReentrantLock();

    /**
     * @param store stays the caller's to close
     * @param folder made when the first backup is
     * @param countMax how many may be there; each keeps tables on the disk that the store has done with
     */
    public NamedBackups(RocksStore store, Path folder, int countMax, Clock clock) {
        this.store = store;
        this.folder = folder;
        this.countMax = countMax;
        this.clock = clock;
    }

    @Override
    public List<Damage> damage() {
        return store.damage();
    }

    @Override
    public Map<String, Long> tableBytes() {
        return store.tableBytes();
    }

    @Override
    public Backup backUp(String name) {
        String wanted = name.isEmpty() ? TIME.format(clock.instant()) : name;
        if (!NAME.matcher(wanted).matches()) {
            throw new IllegalArgumentException(
                    "'" + name
                            + "' is no name of a backup: up to 64 letters, digits, '.', '_' and '-', the first a letter or a digit");
        }
        if (!making.tryLock()) {
            throw new BackupRefusedException("a backup is being made; ask again when it is done");
        }
        try {
            return make(wanted);
        } catch (IOException e) {
            throw new StoreException("backup " + folder.resolve(wanted) + " failed: " + e, e);
        } finally {
            making.unlock();
        }
    }

    private Backup make(String name) throws IOException {
        Files.createDirectories(folder);
        Path target = folder.resolve(name);
        if (Files.exists(target)) {
            throw new BackupRefusedException("there is a backup '" + name + "' already");
        }
        long there;
        try (Stream<Path> entries = Files.list(folder)) {
            there = entries.filter(entry ->
                            NAME.matcher(String.valueOf(entry.getFileName())).matches())
                    .count();
        }
        if (there >= countMax) {
            throw new BackupRefusedException("there are " + there + " backups in " + folder
                    + ", as many as may be kept; remove one, or raise store.backups_max");
        }
        store.backUp(target);
        long bytes = 0;
        List<Path> files = Folders.filesIn(target.resolve(FormatFile.DATABASE));
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return new Backup(name, target, files.size() + 1, bytes);
    }
}
