package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.CPU_TYPE;
import static dev.flamegate.store.rocksdb.Samples.DAY;
import static dev.flamegate.store.rocksdb.Samples.NOON;
import static dev.flamegate.store.rocksdb.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of format 2, which has no windows of a day, is read, and becomes one of format 3 when it is opened. */
class EarlierFormatTest {
    private static final Instant LATER = Instant.ofEpochSecond(0, NOON + 3 * DAY);

    @TempDir
    Path folder;

    /** Two hours of one day, rolled up, and then without what format 2 has not got. */
    @BeforeEach
    void writeFormat2() throws Exception {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles()
                    .append(List.of(
                            Samples.oneStack("shop", "p", NOON, "main", "f"),
                            Samples.oneStack("shop", "p", NOON + SECOND, "main", "g"),
                            Samples.oneStack("shop", "p", NOON + 3600 * SECOND, "main", "f")));
            assertThat(store.rollUp(LATER)).isEqualTo(2);
        }
        try (RawDatabase raw = new RawDatabase(folder)) {
            raw.rocks().dropColumnFamily(raw.handle(Family.ROLLUP_1D));
        }
        Files.writeString(folder.resolve("FORMAT"), "flamegate-store 2\n");
    }

    private static Selected days(RocksStore store) {
        return store.profiles().select("shop", CPU_TYPE, List.of(LabelSelector.ALL), TimeRange.ALL, Resolution.DAY);
    }

    @Test
    void itIsOpenedAndItsDaysAreAddedUp() {
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(folder.resolve("FORMAT")).hasContent("flamegate-store 3");
            assertThat(days(store).profiles()).hasSize(2);
            assertThat(store.rollUp(LATER)).isEqualTo(1);
            assertThat(days(store).profiles())
                    .singleElement()
                    .satisfies(day -> assertThat(day.profileCount()).isEqualTo(3));
        }
        assertThat(Verification.of(folder, (what, rows, about) -> {}).findings())
                .isEmpty();
    }

    /** The family is made first, the line is written last. */
    @Test
    void aCrashBetweenTheFamilyAndTheLineLeavesAStoreOfFormat2() throws Exception {
        RocksStore.open(folder).close();
        Files.writeString(folder.resolve("FORMAT"), "flamegate-store 2\n");

        assertThat(Verification.of(folder, (what, rows, about) -> {}).findings())
                .isEmpty();
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(days(store).profiles()).hasSize(2);
        }
        assertThat(folder.resolve("FORMAT")).hasContent("flamegate-store 3");
    }

    @Test
    void aBackupOfItIsVerifiedAndRestoredAsItIs() {
        Path restored = folder.resolveSibling(folder.getFileName() + "-restored");

        assertThat(Restoration.restore(folder, restored, (what, rows, about) -> {})
                        .findings())
                .isEmpty();

        assertThat(restored.resolve("FORMAT")).hasContent("flamegate-store 2");
        try (RocksStore store = RocksStore.open(restored)) {
            assertThat(days(store).profiles()).hasSize(2);
        }
    }
}
