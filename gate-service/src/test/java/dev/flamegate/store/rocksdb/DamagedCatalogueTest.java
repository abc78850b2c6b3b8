package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.DAY;
import static dev.flamegate.store.rocksdb.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Damage;
import dev.flamegate.store.Merged;
import dev.flamegate.store.Retention;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredSeries;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.LiveFileMetaData;

/** A row of services, series or days is damaged: it costs itself alone, is reported, and its number is not given out again. */
class DamagedCatalogueTest {

    @TempDir
    Path folder;

    @BeforeEach
    void fill() {
        try (RocksStore store = RocksStore.open(folder)) {
            for (String service : List.of("bank", "shop")) {
                for (String pod : List.of("p", "q")) {
                    for (int day = 0; day < 2; day++) {
                        store.profiles().append(List.of(Samples.oneStack(service, pod, NOON + day * DAY, "main", "f")));
                        store.profiles().append(List.of(Samples.oneStack(service, pod, NOON + day * DAY, "main", "g")));
                    }
                }
            }
            assertThat(store.damage()).isEmpty();
        }
    }

    @Test
    void ofAServiceTheNameIsTakenFromItsSeriesAndNothingIsLost() throws Exception {
        flip(Family.SERVICES, 1);
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(profiles(store, "bank")).isEqualTo(8);
            assertThat(profiles(store, "shop")).isEqualTo(8);
            assertThat(store.damage())
                    .extracting(Damage::toString)
                    .anySatisfy(found ->
                            assertThat(found).contains(folder.toString(), "services, row 00000001", "its name 'bank'"));
            store.profiles().append(List.of(Samples.oneStack("bank", "p", NOON, "main")));
            store.profiles().append(List.of(Samples.oneStack("third", "p", NOON, "main")));
            assertThat(profiles(store, "bank")).isEqualTo(9);
            assertThat(profiles(store, "third")).isEqualTo(1);
        }
    }

    @Test
    void ofASeriesItsOwnProfilesAreLostAndNoOthers() throws Exception {
        for (int number : new int[] {1, 4}) {
            flip(Family.SERIES, number);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(store.damage())
                    .extracting(Damage::toString)
                    .satisfiesExactlyInAnyOrder(
                            found -> assertThat(found).contains("series, row 00000001", "checksum"),
                            found -> assertThat(found).contains("series, row 00000004", "checksum"),
                            found -> assertThat(found).contains("series 1 is not one that is known"),
                            found -> assertThat(found).contains("series 4 is not one that is known"));
            assertThat(profiles(store, "bank")).isEqualTo(4);
            assertThat(profiles(store, "shop")).isEqualTo(4);
            store.profiles().append(List.of(Samples.oneStack("shop", "q", NOON, "main", "new")));
            assertThat(profiles(store, "shop")).isEqualTo(5);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(profiles(store, "shop"))
                    .as("no number of a lost series is given out again")
                    .isEqualTo(5);
            assertThat(Samples.stacks(Samples.all(store.profiles(), "shop")))
                    .as("what comes back is what was stored")
                    .filteredOn(stacks -> stacks.keySet().stream().anyMatch(path -> path.contains("new")))
                    .hasSize(1);
        }
    }

    @Test
    void ofADayTheProfilesAreCountedAgainAndNothingIsLost() throws Exception {
        List<StoredSeries> before = series();
        flip(Family.DAYS, Keys.pair(Keys.day(NOON), 2));
        flip(Family.DAYS, Keys.pair(Keys.day(NOON + DAY), 4));
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(store.profiles().series(LabelSelector.ALL)).isEqualTo(before);
            assertThat(store.damage())
                    .hasSize(2)
                    .allSatisfy(found -> assertThat(found.toString())
                            .contains("days, row ", "checksum", "counted again from the profiles, or from their sums"));
            store.profiles().append(List.of(Samples.oneStack("shop", "q", NOON + DAY, "main", "f")));
            assertThat(profiles(store, "shop")).isEqualTo(9);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(profiles(store, "shop")).isEqualTo(9);
            assertThat(store.damage())
                    .as("the day that was written since is whole")
                    .hasSize(1);
        }
    }

    @Test
    void anAppendIntoADayThatWasCountedAgainDeletesTheWindowsOfItsHour() throws Exception {
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(store.rollUp(Instant.ofEpochSecond(0, NOON + DAY))).isPositive();
        }
        flip(Family.DAYS, Keys.pair(Keys.day(NOON), 2));
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(store.damage()).hasSize(1);
            store.profiles().append(List.of(Samples.oneStack("bank", "q", NOON, "main", "late")));
        }
        assertThat(Verification.of(folder, (what, rows, about) -> {}).findings())
                .isEmpty();
    }

    /** Whatever the day has lost already. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void ofADayWithoutProfilesItsWindowsSayWhatItHas(int lost) throws Exception {
        Instant later = Instant.ofEpochSecond(0, NOON + 9 * DAY);
        Duration gone = Duration.ofDays(1);
        Retention retention =
                new Retention(gone, lost > 1 ? gone : Duration.ZERO, lost > 2 ? gone : Duration.ZERO, Duration.ZERO, 0);
        Map<String, Long> before;
        try (RocksStore store = RocksStore.open(folder)) {
            while (store.rollUp(later) > 0) {
                assertThat(store.damage()).isEmpty();
            }
            assertThat(store.drop(retention, labels -> false, later)).isPositive();
            before = sums(store);
        }
        flip(Family.DAYS, Keys.pair(Keys.day(NOON), 2));
        flip(Family.DAYS, Keys.pair(Keys.day(NOON + DAY), 4));
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(sums(store)).isEqualTo(before);
            assertThat(store.damage())
                    .hasSize(2)
                    .allSatisfy(found -> assertThat(found.toString()).contains("or from their sums"));
        }
    }

    private static Map<String, Long> sums(RocksStore store) {
        Map<String, Long> sums = new TreeMap<>();
        for (String service : List.of("bank", "shop")) {
            Merged merged = store.profiles().merge(service, Samples.CPU_TYPE, LabelSelector.ALL, TimeRange.ALL);
            Samples.stacks(merged.tree(), merged.vector()).forEach((path, value) -> sums.put(service + path, value));
        }
        return sums;
    }

    @Test
    void aDayUnderAWrongKeyIsFoundByCountingEverything() throws Exception {
        List<StoredSeries> before = series();
        try (RawDatabase raw = new RawDatabase(folder)) {
            byte[] key = Keys.pair(Keys.day(NOON), 2);
            byte[] value = raw.rocks().get(raw.handle(Family.DAYS), key);
            raw.rocks().delete(raw.handle(Family.DAYS), key);
            raw.rocks().put(raw.handle(Family.DAYS), Keys.pair(Keys.day(NOON) + 64, 2), value);
        }
        assertThat(series()).isEqualTo(before);
    }

    @Test
    void aTableOfDaysThatCannotBeReadIsCountedAgain() throws Exception {
        List<StoredSeries> before = series();
        flipInTable("days");
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(store.damage())
                    .extracting(Damage::toString)
                    .singleElement()
                    .satisfies(found -> assertThat(found)
                            .contains(
                                    "days, rows ",
                                    "block checksum mismatch",
                                    "counted again from the profiles, or from their sums"));
            assertThat(store.profiles().series(LabelSelector.ALL)).isEqualTo(before);
        }
    }

    @Test
    void aTableOfSeriesThatCannotBeReadLeavesTheirNumbersTaken() throws Exception {
        flipInTable("series");
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(store.profiles().series(LabelSelector.ALL)).isEmpty();
            assertThat(store.damage())
                    .extracting(Damage::toString)
                    .anySatisfy(found ->
                            assertThat(found).contains("series, rows from the first", "block checksum mismatch"));
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main", "new")));
            Selected selected = Samples.all(store.profiles(), "shop");
            assertThat(selected.profiles()).as("only what is of the new series").hasSize(1);
        }
    }

    @Test
    void whenNobodyKnowsWhichNumbersAreInUseOpeningIsRefused() throws Exception {
        flipInTable("series");
        flipInTable("days");
        flipInTable("profiles");
        assertThatThrownBy(() -> RocksStore.open(folder))
                .hasMessageContaining("does not say which numbers are in use")
                .hasMessageContaining("restore the store from a backup");
    }

    private List<StoredSeries> series() {
        try (RocksStore store = RocksStore.open(folder)) {
            return store.profiles().series(LabelSelector.ALL);
        }
    }

    private static int profiles(RocksStore store, String service) {
        return Samples.all(store.profiles(), service).profiles().size();
    }

    private void flip(Family family, int number) throws Exception {
        flip(family, Keys.number(number));
    }

    private void flip(Family family, byte[] key) throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            raw.flipBit(family, key, 3);
        }
    }

    private void flipInTable(String family) throws Exception {
        Path table;
        try (RawDatabase raw = new RawDatabase(folder)) {
            raw.flush();
            LiveFileMetaData file = raw.table(family);
            table = Path.of(file.path(), file.fileName());
        }
        try (RandomAccessFile bytes = new RandomAccessFile(table.toFile(), "rw")) {
            bytes.seek(10);
            int one = bytes.read();
            bytes.seek(10);
            bytes.write(one ^ 0x10);
        }
    }
}
