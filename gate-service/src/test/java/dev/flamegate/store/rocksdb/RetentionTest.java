package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.CPU_TYPE;
import static dev.flamegate.store.rocksdb.Samples.DAY;
import static dev.flamegate.store.rocksdb.Samples.NOON;
import static dev.flamegate.store.rocksdb.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Merged;
import dev.flamegate.store.RefusedProfileException;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Retention;
import dev.flamegate.store.StoredProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days lose their profiles, then their windows, then themselves; what was asked of whole windows is answered as before. */
class RetentionTest {
    private static final int DAYS = 6;
    private static final Predicate<Labels> NOTHING = labels -> false;
    private static final Instant NOW = at(NOON + (DAYS - 1) * DAY + 3 * 3600 * SECOND);

    @TempDir
    Path folder;

    private RocksStore store;

    @BeforeEach
    void openAndFill() {
        store = RocksStore.open(folder);
        Random random = new Random(5);
        for (int day = 0; day < DAYS; day++) {
            List<Profile> profiles = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                long start = NOON + day * DAY + random.nextInt(700) * 10 * SECOND;
                profiles.add(Samples.random(random, "shop", "pod" + i % 2, start, 30));
            }
            store.profiles().append(profiles);
        }
        rollUp(NOW);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Instant at(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private void rollUp(Instant now) {
        while (store.rollUp(now) > 0) {
            assertThat(store.profiles()).isNotNull();
        }
    }

    private static Retention days(int profiles, int fiveMinutes, int hours) {
        return days(profiles, fiveMinutes, hours, hours);
    }

    private static Retention days(int profiles, int fiveMinutes, int hours, int days) {
        return new Retention(
                Duration.ofDays(profiles),
                Duration.ofDays(fiveMinutes),
                Duration.ofDays(hours),
                Duration.ofDays(days),
                0);
    }

    private Map<String, Long> sum(TimeRange range) {
        Merged merged = store.profiles().merge("shop", CPU_TYPE, LabelSelector.ALL, range);
        return Samples.stacks(merged.tree(), merged.vector());
    }

    private List<StoredProfile> windows(TimeRange range) {
        return store.profiles()
                .select("shop", CPU_TYPE, LabelSelector.ALL, range)
                .profiles();
    }

    private static TimeRange day(int day) {
        return new TimeRange(NOON + day * DAY - DAY / 2, NOON + day * DAY + DAY / 2);
    }

    private List<Boolean> daysWithProfiles() {
        return LongStream.range(0, DAYS)
                .mapToObj(day -> !windows(day((int) day)).isEmpty())
                .toList();
    }

    @Test
    void sumsOfAnOldDayAreThoseOfItsProfilesAfterTheseAreGone() {
        TimeRange fiveMinutes = new TimeRange(NOON + 300 * SECOND, NOON + 600 * SECOND);
        Map<String, Long> all = sum(TimeRange.ALL);
        Map<String, Long> some = sum(fiveMinutes);
        int before = windows(day(0)).size();

        assertThat(store.drop(days(2, 100, 100), NOTHING, NOW)).isEqualTo(3);

        assertThat(sum(TimeRange.ALL)).isEqualTo(all);
        assertThat(sum(fiveMinutes)).isEqualTo(some);
        assertThat(windows(day(0)))
                .hasSizeLessThan(before)
                .allSatisfy(window -> assertThat(window.time().durationNanos()).isLessThanOrEqualTo(310 * SECOND));
        assertThat(windows(day(0)).stream()
                        .mapToInt(StoredProfile::profileCount)
                        .sum())
                .isEqualTo(60);
        assertThat(windows(day(4))).hasSize(60);
    }

    @Test
    void aDayLosesProfilesThenFiveMinutesThenHoursThenItself() {
        Map<String, Long> wholeHour = sum(new TimeRange(NOON, NOON + 3600 * SECOND));
        Map<String, Long> wholeDay = sum(day(0));

        assertThat(store.drop(days(2, 2, 100), NOTHING, NOW)).isEqualTo(6);
        assertThat(sum(new TimeRange(NOON, NOON + 3600 * SECOND))).isEqualTo(wholeHour);
        assertThat(windows(day(0))).hasSize(4);
        assertThat(windows(new TimeRange(NOON, NOON + 1800 * SECOND))).isEmpty();

        assertThat(store.drop(days(2, 2, 3, 100), NOTHING, NOW)).isEqualTo(2);
        assertThat(sum(day(0))).isEqualTo(wholeDay);
        assertThat(windows(day(0))).hasSize(2);
        assertThat(windows(new TimeRange(NOON, NOON + 3600 * SECOND))).isEmpty();

        assertThat(store.drop(days(2, 2, 3), NOTHING, NOW)).isEqualTo(2);
        assertThat(daysWithProfiles()).containsExactly(false, false, true, true, true, true);
        assertThat(store.drop(days(2, 2, 3), NOTHING, NOW)).isZero();
    }

    @Test
    void cutsAndExactQuestionsGetTheFinestThatIsLeft() {
        store.drop(days(1, 1, 100), NOTHING, NOW);

        List<StoredProfile> found = store.profiles()
                .select(
                        "shop",
                        CPU_TYPE,
                        List.of(LabelSelector.ALL),
                        day(0),
                        Resolution.EXACT.cutAt(List.of(NOON + 1800 * SECOND)))
                .profiles();

        assertThat(found).hasSize(4);
    }

    @Test
    void whatIsPinnedLosesNothing() {
        int before = windows(TimeRange.ALL).size();
        Predicate<Labels> pod0 = labels -> labels.valueOrEmpty("pod").equals("pod0");

        store.drop(days(1, 1, 1), pod0, NOW);

        List<StoredProfile> left = windows(day(0));
        assertThat(left)
                .hasSize(30)
                .allSatisfy(profile ->
                        assertThat(profile.labels().valueOrEmpty("pod")).isEqualTo("pod0"));
        assertThat(windows(TimeRange.ALL)).hasSize(before - 4 * 30);
    }

    @Test
    void anHourThatIsNotAddedUpYetKeepsTheProfilesOfItsDay() {
        store.profiles().append(List.of(Samples.oneStack("shop", "pod0", NOON, "main", "late")));

        store.drop(days(2, 100, 100), NOTHING, NOW);
        assertThat(windows(day(0)).stream()
                        .filter(window -> window.profileCount() == 1
                                && window.labels().valueOrEmpty("pod").equals("pod0"))
                        .count())
                .isEqualTo(31);

        rollUp(NOW);
        assertThat(store.drop(days(2, 100, 100), NOTHING, NOW)).isEqualTo(1);
        assertThat(sum(day(0)).keySet()).anyMatch(path -> path.contains("late"));
    }

    @Test
    void aProfileOfADayWhoseProfilesAreGoneIsRefusedAndUndoesNothing() {
        store.drop(days(2, 100, 100), NOTHING, NOW);
        Map<String, Long> before = sum(TimeRange.ALL);
        Profile late = Samples.oneStack("shop", "pod0", NOON, "main", "late");

        assertThatThrownBy(() -> store.profiles().append(List.of(late)))
                .isInstanceOf(RefusedProfileException.class)
                .hasMessageContaining("2023-11-14T12:00:00Z, a day whose profiles the store has dropped");

        assertThat(sum(TimeRange.ALL)).isEqualTo(before);
    }

    @Test
    void whatWasDroppedStaysDroppedAfterARestart() {
        store.drop(days(2, 2, 3), NOTHING, NOW);
        Map<String, Long> before = sum(TimeRange.ALL);

        store.close();
        store = RocksStore.open(folder);

        assertThat(sum(TimeRange.ALL)).isEqualTo(before);
        assertThat(daysWithProfiles()).containsExactly(false, false, true, true, true, true);
        assertThat(store.profiles().series(LabelSelector.ALL)).hasSize(2);
    }

    @Test
    void aSeriesOfWhichNothingIsLeftIsNotListed() {
        Instant later = NOW.plus(Duration.ofDays(30));
        rollUp(later);

        store.drop(days(1, 1, 1), NOTHING, later);

        assertThat(store.profiles().series(LabelSelector.ALL)).isEmpty();
        assertThat(store.dropUnusedDictionaries()).isEqualTo(1);
    }

    @Test
    void aStoreThatIsTooLargeLosesTheOldestProfilesFirstAndNeverTheLastTwoDays() {
        store.close();
        store = RocksStore.open(folder); // tables have a size, what is in memory has none
        Retention tiny = new Retention(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1);

        store.drop(tiny, NOTHING, NOW);

        assertThat(daysWithProfiles()).containsExactly(false, false, false, false, true, true);
        assertThat(windows(day(4))).hasSize(60);

        long roomy = store.bytesOnDisk() + (100L << 20);
        assertThat(store.drop(
                        new Retention(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, roomy), NOTHING, NOW))
                .isZero();
    }

    @Test
    void theRoomThatProfilesTookIsGivenBack() {
        store.close();
        store = RocksStore.open(folder);
        long before = store.bytesOnDisk();

        store.drop(days(1, 100, 100), NOTHING, NOW);

        assertThat(store.bytesOnDisk()).isLessThan(before);
    }
}
