package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.CPU_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while hours and days are rolled up, and rolled up again for what came late, leaves every sum as it was or as it should become. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KilledRollUpTest {
    private static final int ROUNDS = 3;
    private static final int APPENDS_BEFORE_KILL = 80;

    @TempDir
    Path folder;

    @Test
    void everySumIsThatOfItsProfilesAfterAKill() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            appendAndKill(round * 1_000_000L);
            int acknowledged = (round + 1) * APPENDS_BEFORE_KILL;
            try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
                Map<String, Long> stored = sums(store, Resolution.EXACT);
                assertThat(stored.get("profiles of pod0") + stored.get("profiles of pod1"))
                        .isGreaterThanOrEqualTo(acknowledged);
                assertThat(sums(store, Resolution.FIVE_MINUTES)).isEqualTo(stored);
                assertThat(sums(store, Resolution.HOUR)).isEqualTo(stored);
                assertThat(sums(store, Resolution.DAY)).isEqualTo(stored);
                Instant later = Instant.ofEpochSecond(0, Samples.NOON + 2 * RollUpUntilKilled.SPAN_NANOS);
                while (store.rollUp(later) > 0) {
                    // a few hours at a time
                }
                assertThat(sums(store, Resolution.HOUR)).isEqualTo(stored);
                assertThat(sums(store, Resolution.DAY)).isEqualTo(stored);
                assertThat(all(store, Resolution.HOUR).profiles()).hasSizeLessThanOrEqualTo(24);
                assertThat(all(store, Resolution.DAY).profiles()).hasSize(2);
            }
        }
    }

    /** By pod and path; and how many profiles there are. */
    private static Map<String, Long> sums(RocksStore store, Resolution resolution) {
        Selected selected = all(store, resolution);
        Map<String, Long> sums = new TreeMap<>();
        for (StoredProfile window : selected.profiles()) {
            String pod = window.labels().valueOrEmpty("pod");
            sums.merge("profiles of " + pod, (long) window.profileCount(), Long::sum);
            Samples.stacks(selected.tree(), window.vector())
                    .forEach((path, value) -> sums.merge(pod + path, value, Long::sum));
        }
        sums.values().removeIf(value -> value == 0);
        return sums;
    }

    private static Selected all(RocksStore store, Resolution resolution) {
        return store.profiles().select("shop", CPU_TYPE, List.of(LabelSelector.ALL), TimeRange.ALL, resolution);
    }

    private void appendAndKill(long firstSeed) throws Exception {
        Process child = ChildJvm.start(
                RollUpUntilKilled.class,
                folder.resolve("tmp"),
                folder.resolve("store").toString(),
                Long.toString(firstSeed));
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < APPENDS_BEFORE_KILL; i++) {
                assertThat(out.readLine()).isNotNull();
            }
            child.toHandle().destroyForcibly();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
