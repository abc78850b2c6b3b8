package dev.flamegate.store.rocksdb;

import dev.flamegate.store.Damage;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads every byte of a store that nobody has open, or of a backup, and changes none: checksums of tables, every row of every family with
 * its key, its checksum and its decoding, and whether what rows refer to is there.
 */
public final class Verification {

    /** Hears how far it has come. */
    public interface Progress {
        /**
         * @param rowsAbout an estimate, which {@code rows} may pass
         */
        void at(String what, long rows, long rowsAbout);
    }

    /** What a family holds: bytes of keys and values, before compression. */
    public record FamilySize(long rows, long bytes) {}

    /**
     * What was found.
     *
     * @param families by name, in the order of the documentation
     * @param tables files that were read whole
     * @param tableBytes their size on the disk
     * @param remarks what is no damage but worth knowing
     */
    public record Result(
            Path folder,
            Map<String, FamilySize> families,
            int tables,
            long tableBytes,
            List<Damage> findings,
            List<String> remarks) {
        public Result {
            families = new LinkedHashMap<>(families);
            findings = List.copyOf(findings);
            remarks = List.copyOf(remarks);
        }

        public boolean isWhole() {
            return findings.isEmpty();
        }
    }

    private static final int ROWS_A_REPORT = 4096;

    private final Database database;
    private final Progress progress;
    private final List<Damage> findings = new ArrayList<>();
    private final Map<String, FamilySize> families = new LinkedHashMap<>();

    private Verification(Database database, Progress progress) {
        this.database = database;
        this.progress = progress;
    }

    /**
     * @throws StoreException with reason {@code IN_USE} if another process has it open, {@code UNKNOWN_FORMAT} if it is no store or of
     *     another format; damage is in the result
     */
    public static Result of(Path folder, Progress progress) {
        try {
            if (!new FormatFile(folder).exists()) {
                throw new StoreException(
                        Reason.UNKNOWN_FORMAT, "there is no store in " + folder + ": it has no " + FormatFile.NAME);
            }
            FolderLock lock = FolderLock.hold(folder);
            try {
                return ofLocked(folder, progress);
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new StoreException("store " + folder + " cannot be read: " + e, e);
        }
    }

    private static Result ofLocked(Path folder, Progress progress) throws IOException {
        List<String> remarks = new ArrayList<>();
        LogTail.inFolder(folder.resolve(FormatFile.DATABASE))
                .forEach(tail -> remarks.add("a crash cut off the end of " + tail.file() + " at " + tail.offset() + ": "
                        + tail.bytesDropped() + " bytes, which were never acknowledged and go when it is opened"));
        try (Database database = Database.openReadOnly(folder, RocksSettings.DEFAULT)) {
            return new Verification(database, progress).run(remarks);
        } catch (StoreException e) {
            if (e.reason() != Reason.DAMAGED) {
                throw e;
            }
            Damage whole = Damages.of("store " + folder, e.getMessage());
            return new Result(folder, Map.of(), 0, 0, List.of(whole), remarks);
        }
    }

    private Result run(List<String> remarks) {
        TableChecks tables = new TableChecks(database, progress);
        findings.addAll(tables.damage());
        Catalog catalog = CatalogReader.read(database);
        findings.addAll(catalog.damage());
        Map<Family, RowCheck> checks = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            checks.put(family, RowCheck.NONE);
        }
        DictionaryCheck dictionaries = new DictionaryCheck(database, catalog, findings::add);
        WindowCheck windows = new WindowCheck(database, catalog, findings::add);
        ProfileCheck profiles = new ProfileCheck(catalog, dictionaries, windows, database, findings::add);
        checks.put(Family.DEFAULT, (key, value) -> {
            throw value.damaged("nothing belongs here");
        });
        checks.put(Family.FUNCTIONS, dictionaries::run);
        checks.put(Family.NODES, dictionaries::run);
        checks.put(Family.PROFILES, profiles::profile);
        checks.put(Family.DOCUMENTS, Verification::document);
        for (Level level : Level.values()) {
            checks.put(level.family(), (key, value) -> windows.window(level, key, value));
        }
        checks.forEach(this::walk);
        profiles.end();
        for (Level level : Level.values()) {
            FamilySize size = families.get(level.family().inWords());
            windows.end(level, size == null ? 0 : size.rows());
        }
        return new Result(database.folder(), families, tables.count(), tables.bytes(), findings, remarks);
    }

    /** Rows of the catalogue are counted only: reading it has checked them. */
    private void walk(Family family, RowCheck check) {
        String name = family.inWords();
        String place = "store " + database.folder() + ", " + name;
        long about = database.rowsAbout(family);
        long[] size = {0, 0};
        new RowWalk(database, family, () -> place)
                .all(
                        (key, value) -> {
                            size[0]++;
                            size[1] += key.length + value.length;
                            check(check, place, key, value);
                            if (size[0] % ROWS_A_REPORT == 0) {
                                progress.at(name, size[0], about);
                            }
                        },
                        gap -> findings.add(Damages.of(
                                place + ", " + gap.inWords(), gap.cause().getMessage())));
        progress.at(name, size[0], size[0]);
        if (family != Family.DEFAULT) {
            families.put(name, new FamilySize(size[0], size[1]));
        }
    }

    private void check(RowCheck check, String family, byte[] key, byte[] value) {
        String place = family + ", row " + RowCheck.inWords(key);
        try {
            if (check != RowCheck.NONE) {
                check.row(key, new ByteReader(key, value, () -> place));
            }
        } catch (StoreException e) {
            findings.add(Damages.of(place, e.getMessage()));
        }
    }

    private static void document(byte[] key, ByteReader value) {
        int separator = 0;
        while (separator < key.length && key[separator] != 0) {
            separator++;
        }
        if (separator == 0 || separator == key.length) {
            throw value.damaged("key is not a kind, 00 and an id");
        }
    }
}
