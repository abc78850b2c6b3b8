package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.CPU;
import static dev.flamegate.store.rocksdb.Samples.CPU_TYPE;
import static dev.flamegate.store.rocksdb.Samples.DAY;
import static dev.flamegate.store.rocksdb.Samples.NOON;
import static dev.flamegate.store.rocksdb.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.Function;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.profile.ValueType;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.store.StoredSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {

    @TempDir
    Path folder;

    private RocksStore opened;
    private ProfileStore store;

    @BeforeEach
    void open() {
        opened = RocksStore.open(folder);
        store = opened.profiles();
    }

    @AfterEach
    void close() {
        opened.close();
    }

    private void reopen() {
        close();
        open();
    }

    @Test
    void randomProfilesComeBackAsANaiveListWouldGiveThem() {
        Random random = new Random(1);
        List<Profile> oracle = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            List<Profile> batch = new ArrayList<>();
            for (int left = random.nextInt(6); left > 0; left--) {
                String service = "service" + random.nextInt(2);
                long start = NOON + random.nextInt(6) * DAY / 3 + random.nextInt(3);
                batch.add(Samples.random(random, service, "pod" + random.nextInt(3), start));
            }
            store.append(batch);
            oracle.addAll(batch);
            if (round % 10 == 9) {
                reopen();
            }
            checkOneSelection(random, oracle);
        }
        checkSeries(oracle);
    }

    private void checkOneSelection(Random random, List<Profile> oracle) {
        String service = "service" + random.nextInt(2);
        int sampleIndex = random.nextInt(2);
        LabelSelector selector = LabelSelector.parse("{pod=~\"pod[0" + random.nextInt(3) + "]\"}");
        long start = NOON + random.nextInt(4) * DAY / 3 + random.nextInt(3);
        TimeRange range = new TimeRange(start, start + random.nextLong(2 * DAY));
        List<String> pods = podsInOrderOfSeries(oracle, service);
        List<Map<String, Long>> expected = oracle.stream()
                .filter(p -> p.labels().valueOrEmpty(Labels.SERVICE).equals(service))
                .filter(p -> selector.matches(p.labels()) && range.contains(p.startNanos()))
                .sorted(Comparator.<Profile>comparingInt(
                                p -> pods.indexOf(p.labels().valueOrEmpty(Labels.POD)))
                        .thenComparingLong(Profile::startNanos))
                .map(p -> Samples.stacks(p, sampleIndex))
                .toList();

        ProfileType type = sampleIndex == 1 ? CPU_TYPE : new ProfileType("process_cpu", Samples.SAMPLES, CPU);
        assertThat(Samples.stacks(store.select(service, type, selector, range))).isEqualTo(expected);
    }

    private static List<String> podsInOrderOfSeries(List<Profile> oracle, String service) {
        return oracle.stream()
                .filter(p -> p.labels().valueOrEmpty(Labels.SERVICE).equals(service))
                .map(p -> p.labels().valueOrEmpty(Labels.POD))
                .distinct()
                .toList();
    }

    private void checkSeries(List<Profile> oracle) {
        List<StoredSeries> series = store.series(LabelSelector.ALL);
        assertThat(series)
                .extracting(s -> s.labels().valueOrEmpty(Labels.SERVICE) + s.labels())
                .isSorted()
                .hasSize(6);
        for (StoredSeries one : series) {
            List<Long> starts = oracle.stream()
                    .filter(p -> p.labels().equals(one.labels()))
                    .map(Profile::startNanos)
                    .sorted()
                    .toList();
            assertThat(one.profileCount()).isEqualTo(starts.size());
            assertThat(one.firstNanos()).isEqualTo(starts.get(0));
            assertThat(one.lastNanos()).isEqualTo(starts.get(starts.size() - 1));
            assertThat(one.types()).hasSize(2).contains(CPU_TYPE);
        }
    }

    @Test
    void rangesIncludeTheirStartAndExcludeTheirEndAcrossDays() {
        long midnight = NOON + DAY / 2;
        for (long start : new long[] {midnight + 1, midnight - 1, midnight, midnight + DAY}) {
            store.append(List.of(Samples.oneStack("shop", "p", start, "main")));
        }

        assertThat(starts(new TimeRange(midnight - 1, midnight))).containsExactly(midnight - 1);
        assertThat(starts(new TimeRange(midnight, midnight + DAY))).containsExactly(midnight, midnight + 1);
        assertThat(starts(new TimeRange(midnight, midnight))).isEmpty();
        assertThat(starts(TimeRange.ALL)).containsExactly(midnight - 1, midnight, midnight + 1, midnight + DAY);
    }

    private List<Long> starts(TimeRange range) {
        return store.select("shop", CPU_TYPE, LabelSelector.ALL, range).profiles().stream()
                .map(profile -> profile.time().startNanos())
                .toList();
    }

    @Test
    void twoProfilesOfOneSeriesAtTheSameNanosecondBothStay() {
        Profile first = Samples.oneStack("shop", "p", NOON, "main", "first");
        Profile second = Samples.oneStack("shop", "p", NOON, "main", "second");
        store.append(List.of(first, second));
        reopen();
        store.append(List.of(first));

        assertThat(Samples.stacks(Samples.all(store, "shop")))
                .containsExactly(Samples.stacks(first, 1), Samples.stacks(second, 1), Samples.stacks(first, 1));
    }

    @Test
    void servicesHaveDictionariesOfTheirOwn() {
        store.append(List.of(
                Samples.oneStack("shop", "p", NOON, "main", "sell"),
                Samples.oneStack("bank", "p", NOON, "main", "pay", "book")));

        assertThat(Samples.all(store, "shop").tree().nodeCount()).isEqualTo(3);
        assertThat(Samples.all(store, "bank").tree().nodeCount()).isEqualTo(4);
        assertThat(Samples.all(store, "nobody").profiles()).isEmpty();
    }

    @Test
    void nodesOnNoStackWithAValueAreNotStored() {
        ProfileBuilder builder = Samples.cpu("shop", "p", NOON);
        Samples.stack(builder, "main", "unused");
        builder.add(Samples.stack(builder, "main", "cancelled"), 0, 5);
        builder.add(Samples.stack(builder, "main", "cancelled"), 0, -5);
        builder.add(Samples.stack(builder, "main", "used"), 1, 1);
        store.append(List.of(builder.build()));

        assertThat(Samples.all(store, "shop").tree().nodeCount()).isEqualTo(3);
    }

    @Test
    void extremeNumbersComeBack() {
        for (long value : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 1, Long.MIN_VALUE + 1}) {
            ProfileBuilder builder =
                    Samples.cpu("shop", "p", Long.MAX_VALUE - 1).period(CPU, Long.MIN_VALUE);
            builder.time(Long.MAX_VALUE - 1, Long.MAX_VALUE);
            builder.add(Samples.stack(builder, "main"), 1, value);
            builder.add(Samples.stack(builder, "main", "odd"), 1, 3);
            store.append(List.of(builder.build()));
            StoredProfile last = last(Samples.all(store, "shop"));

            assertThat(last.vector().value(0)).isEqualTo(value);
            assertThat(last.period()).isEqualTo(Long.MIN_VALUE);
            assertThat(last.time()).isEqualTo(new TimeRange(Long.MAX_VALUE - 1, Long.MAX_VALUE));
        }
    }

    @Test
    void requestsComeBackAndNotCountedIsNotZero() {
        Profile profile = Samples.oneStack("shop", "p", NOON, "main");
        store.append(List.of(profile));
        for (double requests : new double[] {0, 1, 2227, 0.25, 1e300, Double.MIN_VALUE, Double.MAX_VALUE}) {
            store.append(List.of(profile.withRequests(requests)));
        }
        reopen();

        assertThat(Samples.all(store, "shop").profiles())
                .extracting(StoredProfile::requests)
                .containsExactly(
                        OptionalDouble.empty(),
                        OptionalDouble.of(0),
                        OptionalDouble.of(1),
                        OptionalDouble.of(2227),
                        OptionalDouble.of(0.25),
                        OptionalDouble.of(1e300),
                        OptionalDouble.of(Double.MIN_VALUE),
                        OptionalDouble.of(Double.MAX_VALUE));
    }

    @Test
    void aColumnOfOneExtremeValueComesBack() {
        ProfileBuilder builder = Samples.cpu("shop", "p", NOON);
        builder.add(Samples.stack(builder, "main"), 1, Long.MIN_VALUE);
        store.append(List.of(builder.build()));

        assertThat(last(Samples.all(store, "shop")).vector().value(0)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void profilesWithoutStacksAreProfilesStill() {
        store.append(List.of(Samples.cpu("shop", "p", NOON).build()));

        assertThat(Samples.all(store, "shop").profiles()).hasSize(1);
        assertThat(last(Samples.all(store, "shop")).time().durationNanos()).isEqualTo(10 * SECOND);
    }

    @Test
    void ofTwoSampleTypesWithOneNameTheFirstIsSelected() {
        ProfileBuilder builder = new ProfileBuilder("test", List.of(CPU, CPU))
                .name("process_cpu")
                .period(CPU, 1)
                .time(NOON, SECOND)
                .labels(Samples.labels("shop", "p"));
        builder.add(0, 0, 11);
        builder.add(0, 1, 22);
        store.append(List.of(builder.build()));

        assertThat(last(Samples.all(store, "shop")).vector().value(0)).isEqualTo(11);
    }

    @Test
    void textThatUtf8CannotHoldDoesNotMakeTheDictionaryUnreadable() {
        ProfileBuilder builder = Samples.cpu("shop\uD800", "p\uDFFF", NOON);
        for (String name : List.of("broken\uD800", "broken\uDC00", "whole\uD83D\uDE00")) {
            int function = builder.tree().function(Function.of(name, name, 1));
            builder.add(builder.tree().child(0, function, 1), 1, 7);
        }
        store.append(List.of(builder.build()));
        store.append(List.of(builder.build()));
        reopen();
        store.append(List.of(builder.build()));

        Selected selected = Samples.all(store, "shop?");
        assertThat(selected.profiles()).hasSize(3);
        assertThat(selected.tree().nodeCount()).isEqualTo(3);
        assertThat(last(selected).vector().value(0)).isEqualTo(14);
    }

    @Test
    void dictionariesLongerThanOneRunAreReadBack() {
        ProfileBuilder builder = Samples.cpu("shop", "p", NOON);
        for (int i = 0; i < DictionaryRuns.ENTRIES_MAX * 2 + 1; i++) {
            builder.add(Samples.stack(builder, "main", "f" + i), 1, i + 1);
        }
        Profile profile = builder.build();
        store.append(List.of(profile));
        reopen();

        assertThat(Samples.stacks(Samples.all(store, "shop"))).containsExactly(Samples.stacks(profile, 1));
    }

    @Test
    void profilesThatCannotBePlacedAreRefusedWithTheirOrigin() {
        Profile noService = Samples.oneStack("shop", "p", NOON, "main").withLabels(Labels.EMPTY);
        Profile noStart = Samples.oneStack("shop", "p", 0, "main");
        Profile badName = Samples.cpu("shop", "p", NOON)
                .period(new ValueType("a:b", ""), 1)
                .build();

        for (Profile refused : List.of(noService, noStart, badName)) {
            assertThatThrownBy(() -> store.append(List.of(Samples.oneStack("shop", "p", NOON, "main"), refused)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> store.append(List.of(noService))).hasMessageStartingWith("test: ");
        assertThat(store.series(LabelSelector.ALL)).isEmpty();
    }

    private static StoredProfile last(Selected selected) {
        return selected.profiles().get(selected.profiles().size() - 1);
    }
}
