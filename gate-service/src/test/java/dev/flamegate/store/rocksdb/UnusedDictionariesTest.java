package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksIterator;

/** A dictionary goes when the last day that needs it has gone, and not before. */
class UnusedDictionariesTest {
    private static final long LATER = NOON + Keys.DAYS_PER_DICTIONARY * Samples.DAY;

    @TempDir
    Path folder;

    @Test
    void whatSomeDayNeedsStays() {
        try (RocksStore store = RocksStore.open(folder)) {
            fill(store);
            assertThat(store.dropUnusedDictionaries()).isZero();
            assertThat(Samples.stacks(Samples.all(store.profiles(), "shop"))).hasSize(3);
        }
    }

    @Test
    void whatNoDayNeedsGoesAndTheRestIsReadAsBefore() throws Exception {
        try (RocksStore store = RocksStore.open(folder)) {
            fill(store);
        }
        dropDay(Keys.day(NOON));
        try (RocksStore store = RocksStore.open(folder)) {
            List<Map<String, Long>> before = Samples.stacks(Samples.all(store.profiles(), "shop"));
            assertThat(store.dropUnusedDictionaries()).isEqualTo(1);
            assertThat(store.dropUnusedDictionaries()).isZero();
            assertThat(Samples.stacks(Samples.all(store.profiles(), "shop"))).isEqualTo(before);
            assertThat(Samples.all(store.profiles(), "bank").profiles()).hasSize(1);
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main", "again")));
            assertThat(Samples.stacks(Samples.all(store.profiles(), "shop"))).hasSize(before.size() + 1);
        }
        assertThat(dictionaries(Family.FUNCTIONS))
                .isEqualTo(dictionaries(Family.NODES))
                .hasSize(3);
    }

    private static void fill(RocksStore store) {
        store.profiles()
                .append(List.of(
                        Samples.oneStack("shop", "p", NOON, "main", "old"),
                        Samples.oneStack("shop", "p", LATER, "main", "new"),
                        Samples.oneStack("shop", "q", LATER, "main", "new"),
                        Samples.oneStack("bank", "p", LATER, "main", "old")));
    }

    private void dropDay(int day) throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            for (Family family : List.of(Family.DAYS, Family.PROFILES)) {
                raw.rocks().deleteRange(raw.handle(family), Keys.number(day), Keys.number(day + 1));
            }
        }
    }

    private List<String> dictionaries(Family family) throws Exception {
        List<String> keys = new ArrayList<>();
        try (RawDatabase raw = new RawDatabase(folder);
                RocksIterator rows = raw.rocks().newIterator(raw.handle(family))) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                keys.add(HexFormat.of().formatHex(rows.key(), 0, 8));
            }
        }
        return keys;
    }
}
