package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.CPU_TYPE;
import static dev.flamegate.store.rocksdb.Samples.NOON;
import static dev.flamegate.store.rocksdb.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Merged;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksIterator;

/** Windows are exact sums of their profiles, whatever came when, and nobody ever sees an old one. */
class RollUpTest {
    private static final long HOUR = 3600 * SECOND;
    private static final Instant LATER = at(NOON + 100 * HOUR);
    private static final List<Resolution> ALL =
            List.of(Resolution.EXACT, Resolution.FIVE_MINUTES, Resolution.HOUR, Resolution.DAY);

    @TempDir
    Path folder;

    private static Instant at(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private static int rollUp(RocksStore store, Instant now) {
        int all = 0;
        for (int some = store.rollUp(now); some > 0; some = store.rollUp(now)) {
            all += some;
        }
        return all;
    }

    /** Any starts, many in the same window, some twice, in any order, some after the roll-up, over two days and two pods. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void sumsAreThoseOfTheProfilesForEveryRangeAndResolution(long seed) {
        Random random = new Random(seed);
        List<Profile> stored = new ArrayList<>();
        try (RocksStore store = RocksStore.open(folder)) {
            for (int round = 0; round < 5; round++) {
                List<Profile> more = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    more.add(profile(random));
                }
                more.add(more.get(0));
                store.profiles().append(more);
                stored.addAll(more);
                rollUp(store, at(NOON + random.nextInt(30) * HOUR));
                for (int question = 0; question < 8; question++) {
                    assertAnswers(store, stored, range(random), random);
                }
            }
        }
        try (RocksStore store = RocksStore.open(folder)) {
            for (int question = 0; question < 8; question++) {
                assertAnswers(store, stored, range(random), random);
            }
        }
    }

    private static Profile profile(Random random) {
        long start = NOON + random.nextInt(26 * 360) * 10 * SECOND;
        Profile profile = Samples.random(random, "shop", "pod" + random.nextInt(2), start, 30);
        return random.nextInt(4) == 0 ? profile : profile.withRequests(random.nextInt(1000));
    }

    /** Ends on windows as often as between them. */
    private static TimeRange range(Random random) {
        if (random.nextInt(8) == 0) {
            return TimeRange.ALL;
        }
        long unit = List.of(12 * HOUR, HOUR, 300 * SECOND, 7 * SECOND).get(random.nextInt(4));
        long start = NOON - 12 * HOUR + random.nextInt((int) (38 * HOUR / unit)) * unit;
        return new TimeRange(start, start + random.nextInt((int) (38 * HOUR / unit)) * unit);
    }

    private static void assertAnswers(RocksStore store, List<Profile> stored, TimeRange range, Random random) {
        List<Long> cuts = random.nextBoolean()
                ? List.of()
                : List.of(NOON + random.nextInt(26 * 3600) * SECOND, NOON + random.nextInt(26 * 3600) * SECOND);
        List<Profile> wanted = stored.stream()
                .filter(profile -> range.contains(profile.startNanos()))
                .toList();
        for (Resolution resolution : ALL) {
            Selected answer = store.profiles()
                    .select("shop", CPU_TYPE, List.of(LabelSelector.ALL), range, resolution.cutAt(cuts));
            Map<String, List<StoredProfile>> byPod = new TreeMap<>();
            for (StoredProfile window : answer.profiles()) {
                byPod.computeIfAbsent(window.labels().valueOrEmpty("pod"), any -> new ArrayList<>())
                        .add(window);
                for (long cut : cuts) {
                    assertThat(window.profileCount() == 1
                                    || window.time().endNanos() < cut
                                    || window.time().startNanos() > cut)
                            .isTrue();
                }
            }
            byPod.forEach((pod, windows) -> assertInOrderAndExact(answer.tree(), windows, ofPod(wanted, pod)));
            assertThat(answer.profiles().stream()
                            .mapToInt(StoredProfile::profileCount)
                            .sum())
                    .isEqualTo(wanted.size());
        }
        Merged merged = store.profiles().merge("shop", CPU_TYPE, LabelSelector.ALL, range);
        assertThat(Samples.stacks(merged.tree(), merged.vector())).isEqualTo(sums(wanted));
        assertThat(merged.profileCount()).isEqualTo(wanted.size());
    }

    private static List<Profile> ofPod(List<Profile> profiles, String pod) {
        return profiles.stream()
                .filter(profile -> profile.labels().valueOrEmpty("pod").equals(pod))
                .toList();
    }

    /** Every window is the sum of those profiles that start in its time, and says of them what it should. */
    private static void assertInOrderAndExact(CallTree tree, List<StoredProfile> windows, List<Profile> profiles) {
        Map<String, Long> all = new TreeMap<>();
        long last = 0;
        for (StoredProfile window : windows) {
            assertThat(window.time().startNanos()).isGreaterThanOrEqualTo(last);
            last = window.time().startNanos();
            Samples.stacks(tree, window.vector()).forEach((path, value) -> all.merge(path, value, Long::sum));
            if (window.profileCount() > 1) {
                assertSays(
                        window,
                        profiles.stream()
                                .filter(one -> one.startNanos() >= window.time().startNanos()
                                        && one.startNanos() + one.durationNanos()
                                                <= window.time().endNanos())
                                .toList());
            }
        }
        all.values().removeIf(value -> value == 0);
        assertThat(all).isEqualTo(sums(profiles));
    }

    private static void assertSays(StoredProfile window, List<Profile> in) {
        assertThat(window.profileCount()).isEqualTo(in.size());
        assertThat(window.sampledNanos())
                .isEqualTo(in.stream().mapToLong(Profile::durationNanos).sum());
        assertThat(window.longestNanos()).isEqualTo(10 * SECOND);
        assertThat(window.period()).isEqualTo(10_000_000);
        if (in.stream().allMatch(profile -> profile.requests().isPresent())) {
            assertThat(window.requests())
                    .hasValue(in.stream()
                            .mapToDouble(profile -> profile.requests().getAsDouble())
                            .sum());
        } else {
            assertThat(window.requests()).isEmpty();
        }
    }

    private static Map<String, Long> sums(List<Profile> profiles) {
        Map<String, Long> sums = new TreeMap<>();
        profiles.forEach(
                profile -> Samples.stacks(profile, 1).forEach((path, value) -> sums.merge(path, value, Long::sum)));
        sums.values().removeIf(value -> value == 0);
        return sums;
    }

    @Test
    void anHourIsAddedUpTenMinutesAfterItsEnd() {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(twoInAnHour());
            assertThat(rollUp(store, at(NOON + HOUR + 599 * SECOND))).isZero();
            assertThat(windows(store, Resolution.HOUR)).hasSize(2);
            assertThat(rollUp(store, at(NOON + HOUR + 600 * SECOND))).isEqualTo(1);
            assertThat(windows(store, Resolution.HOUR)).hasSize(1);
            assertThat(windows(store, Resolution.FIVE_MINUTES)).hasSize(2);
            assertThat(windows(store, Resolution.EXACT)).hasSize(2);
        }
    }

    @Test
    void aClockThatGoesBackUndoesNothing() {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(twoInAnHour());
            rollUp(store, LATER);
            assertThat(rollUp(store, at(NOON))).isZero();
            assertThat(rollUp(store, at(0))).isZero();
            assertThat(windows(store, Resolution.HOUR)).hasSize(1);
        }
    }

    @Test
    void aLateProfileIsInTheNextAnswerAndInTheNextSum() {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(twoInAnHour());
            rollUp(store, LATER);
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON + 60 * SECOND, "main", "late")));
            assertThat(windows(store, Resolution.HOUR)).hasSize(3);
            assertThat(windows(store, Resolution.DAY)).hasSize(3);
            assertThat(rollUp(store, LATER)).isEqualTo(2);
            for (Resolution resolution : List.of(Resolution.HOUR, Resolution.DAY)) {
                assertThat(windows(store, resolution))
                        .singleElement()
                        .satisfies(window -> assertThat(window.vector().total()).isEqualTo(30_000_000));
            }
        }
    }

    @Test
    void rollingUpAgainGivesTheSameBytes() throws Exception {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(twoInAnHour());
            rollUp(store, LATER);
        }
        List<String> once = sums();
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(rollUp(store, LATER)).isZero();
        }
        try (RawDatabase raw = new RawDatabase(folder)) {
            byte[] key = Keys.pair(Keys.day(NOON), 1);
            byte[] value = raw.rocks().get(raw.handle(Family.DAYS), key);
            DayCounts counts = DayCounts.decode(new ByteReader(key, value, () -> "days"));
            DayCounts none = new DayCounts(
                    counts.profiles(), counts.firstNanos(), counts.lastNanos(), counts.bytes(), counts.hours(), 0, 0);
            raw.rocks().put(raw.handle(Family.DAYS), key, none.encode(key));
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(rollUp(store, LATER)).isEqualTo(2);
        }
        assertThat(sums()).isEqualTo(once).hasSize(4);
    }

    private List<String> sums() throws Exception {
        List<String> lines = new ArrayList<>();
        try (RawDatabase raw = new RawDatabase(folder)) {
            for (Level level : Level.values()) {
                try (RocksIterator rows = raw.rocks().newIterator(raw.handle(level.family()))) {
                    for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                        lines.add(HexFormat.of().formatHex(rows.key())
                                + HexFormat.of().formatHex(rows.value()));
                    }
                }
            }
        }
        return lines;
    }

    /** A sum that 64 bits cannot hold is no sum: the hour stays profiles. */
    @Test
    void anHourWhoseSumOverflowsIsReadProfileByProfile() {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(List.of(large(NOON), large(NOON + 10 * SECOND)));
            assertThat(rollUp(store, LATER)).isEqualTo(2);
            assertThat(windows(store, Resolution.DAY))
                    .extracting(window -> window.vector().total())
                    .containsExactly(Long.MAX_VALUE, Long.MAX_VALUE);
            assertThat(rollUp(store, LATER)).isZero();
        }
    }

    @Test
    void aDayWhoseSumOverflowsIsReadHourByHour() {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(List.of(large(NOON), large(NOON + HOUR)));
            assertThat(rollUp(store, LATER)).isEqualTo(3);
            assertThat(windows(store, Resolution.DAY))
                    .extracting(window -> window.vector().total())
                    .containsExactly(Long.MAX_VALUE, Long.MAX_VALUE);
            assertThat(rollUp(store, LATER)).isZero();
        }
    }

    @Test
    void aDayIsAddedUpWhenItAndItsHoursAre() {
        long midnight = NOON + 12 * HOUR;
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(twoInAnHour());
            store.profiles().append(List.of(Samples.oneStack("shop", "p", midnight - SECOND, "main", "f")));
            assertThat(rollUp(store, at(midnight + 599 * SECOND))).isEqualTo(1);
            assertThat(windows(store, Resolution.DAY)).hasSize(2);
            assertThat(rollUp(store, at(midnight + 600 * SECOND))).isEqualTo(2);
            assertThat(windows(store, Resolution.DAY)).hasSize(1);
            assertThat(windows(store, Resolution.HOUR)).hasSize(2);
        }
    }

    @Test
    void aDayThatIsCutIsReadByTheLongestWindowsBesideTheCut() {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(twoInAnHour());
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON + 3 * HOUR, "main", "f")));
            rollUp(store, LATER);
            assertThat(windows(store, Resolution.DAY.cutAt(List.of(NOON + HOUR))))
                    .hasSize(2);
            assertThat(windows(store, Resolution.DAY.cutAt(List.of(NOON + 60 * SECOND))))
                    .hasSize(3);
            assertThat(windows(store, Resolution.DAY.cutAt(List.of(NOON - 1)))).hasSize(1);
        }
    }

    /** As values over time need it: a profile counts where it starts. */
    @Test
    void aCutOfStartsLeavesAWindowWholeWhoseLastProfileEndsBehindIt() {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles()
                    .append(List.of(
                            Samples.oneStack("shop", "p", NOON + SECOND, "main", "f"),
                            Samples.oneStack("shop", "p", NOON + HOUR - SECOND, "main", "g")));
            rollUp(store, LATER);
            List<Long> edges = List.of(NOON, NOON + HOUR);
            assertThat(windows(store, Resolution.HOUR.cutStartsBehind(edges))).hasSize(1);
            assertThat(windows(store, Resolution.HOUR.cutAt(edges))).hasSize(2);
            assertThat(windows(store, Resolution.HOUR.cutStartsBehind(List.of(NOON + SECOND))))
                    .as("the first starts at the cut, the other behind it")
                    .hasSize(2);
        }
    }

    /** A profile in an hour that had none, of a day that was added up. */
    @Test
    void aLateProfileInAnHourOfItsOwnUndoesTheDayToo() {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(twoInAnHour());
            rollUp(store, LATER);
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON + 5 * HOUR, "main", "late")));
            assertThat(windows(store, Resolution.DAY)).hasSize(2);
            assertThat(rollUp(store, LATER)).isEqualTo(2);
            assertThat(windows(store, Resolution.DAY)).hasSize(1);
        }
    }

    private static Profile large(long start) {
        ProfileBuilder builder = Samples.cpu("shop", "p", start);
        builder.add(Samples.stack(builder, "main"), 1, Long.MAX_VALUE);
        return builder.build();
    }

    @Test
    void aDamagedProfileKeepsOnlyItsOwnHourFromBeingAddedUp() throws Exception {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(twoInAnHour());
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON + HOUR, "main")));
        }
        try (RawDatabase raw = new RawDatabase(folder)) {
            raw.flipBitInFirstValue(Family.PROFILES, 2);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(rollUp(store, LATER)).isEqualTo(3);
            TimeRange second = new TimeRange(NOON + HOUR, NOON + 2 * HOUR);
            assertThat(store.profiles()
                            .select("shop", CPU_TYPE, List.of(LabelSelector.ALL), second, Resolution.HOUR)
                            .profiles())
                    .hasSize(1);
            assertThat(store.profiles()
                            .select("shop", CPU_TYPE, List.of(LabelSelector.ALL), second, Resolution.DAY)
                            .profiles())
                    .hasSize(1);
        }
    }

    /** The dictionaries of two generations give one tree, in which a path is one node. */
    @Test
    void anAnswerOverSeveralDictionariesHasOneTree() {
        long next = Keys.dayStart((Keys.generation(Keys.day(NOON)) + 1) * Keys.DAYS_PER_DICTIONARY);
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles()
                    .append(List.of(
                            Samples.oneStack("shop", "p", next - SECOND, "main", "a"),
                            Samples.oneStack("shop", "p", next, "main", "b"),
                            Samples.oneStack("shop", "p", next + SECOND, "main", "a")));
            Selected all = Samples.all(store.profiles(), "shop");
            assertThat(all.profiles()).hasSize(3);
            assertThat(all.profiles().get(0).vector())
                    .isEqualTo(all.profiles().get(2).vector());
            assertThat(Samples.stacks(all))
                    .containsExactly(
                            Samples.stacks(Samples.oneStack("shop", "p", 1, "main", "a"), 1),
                            Samples.stacks(Samples.oneStack("shop", "p", 1, "main", "b"), 1),
                            Samples.stacks(Samples.oneStack("shop", "p", 1, "main", "a"), 1));
            Merged merged = store.profiles().merge("shop", CPU_TYPE, LabelSelector.ALL, TimeRange.ALL);
            assertThat(merged.vector().total()).isEqualTo(30_000_000);
            assertThat(merged.vector().size()).isEqualTo(2);
        }
    }

    private static List<Profile> twoInAnHour() {
        return List.of(
                Samples.oneStack("shop", "p", NOON, "main", "f"),
                Samples.oneStack("shop", "p", NOON + 1800 * SECOND, "main", "g"));
    }

    private static List<StoredProfile> windows(RocksStore store, Resolution resolution) {
        return store.profiles()
                .select("shop", CPU_TYPE, List.of(LabelSelector.ALL), TimeRange.ALL, resolution)
                .profiles();
    }
}
