package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CumulativeDeltasTest {
    private static final Set<String> ALLOCATED = Set.of("alloc_space");
    private static final Labels POD = Labels.of(Map.of("pod", "p1"));

    private final CumulativeDeltas deltas = new CumulativeDeltas(100);
    private final List<Profile> stored = new ArrayList<>();

    @Test
    void theFirstSnapshotOnlySaysWhereCountingStarts() {
        assertThat(send(10, Map.of("a", 100L))).isEqualTo(Map.of());
        assertThat(send(20, Map.of("a", 130L, "b", 5L))).isEqualTo(Map.of("a", 30L, "b", 5L));
        assertThat(stored.get(1).startNanos()).isEqualTo(10);
        assertThat(stored.get(1).durationNanos()).isEqualTo(10);
    }

    @Test
    void whatIsNotCountedFromTheStartIsLeftAsItIs() {
        send(10, Map.of("a", 100L));

        assertThat(TestStacks.of(stored.get(0), 1)).isEqualTo(Map.of("a", 7L));
        assertThat(stored.get(0).total(0)).isZero();
    }

    @Test
    void aProcessThatStartedAnewGrewByAllOfItsSnapshot() {
        send(10, Map.of("a", 1000L, "b", 10L));

        assertThat(send(20, Map.of("a", 40L, "b", 20L))).isEqualTo(Map.of("a", 40L, "b", 20L));
        assertThat(send(30, Map.of("a", 50L, "b", 20L))).isEqualTo(Map.of("a", 10L));
    }

    @Test
    void aStackThatAppearsToShrinkCountsAgainFromWhereItWasHighest() {
        send(10, Map.of("a", 1000L, "b", 1000L));

        assertThat(send(20, Map.of("a", 995L, "b", 1010L))).isEqualTo(Map.of("b", 10L));
        assertThat(send(30, Map.of("a", 1003L, "b", 1010L))).isEqualTo(Map.of("a", 3L));
    }

    @Test
    void aSnapshotThatIsOlderAddsNothing() {
        send(10, Map.of("a", 100L));
        send(30, Map.of("a", 300L));

        assertThat(send(20, Map.of("a", 200L))).isEqualTo(Map.of());
        assertThat(send(40, Map.of("a", 310L))).isEqualTo(Map.of("a", 10L));
    }

    @Test
    void aSnapshotCountsOnlyWhenItsDeltaIsDurable() {
        send(10, Map.of("a", 100L));
        List<Profile> second = List.of(profile(20, Map.of("a", 150L)));

        assertThatThrownBy(() -> deltas.append(second, ALLOCATED, any -> {
                    throw new IllegalStateException("disk");
                }))
                .hasMessage("disk");
        assertThat(send(20, Map.of("a", 150L))).isEqualTo(Map.of("a", 50L));
    }

    @Test
    void quietSeriesAreForgottenWhenThereAreTooManyStacks() {
        CumulativeDeltas small = new CumulativeDeltas(2);
        Profile other = profile(10, Map.of("a", 1L, "b", 2L)).withLabels(Labels.of(Map.of("pod", "p2")));
        small.append(List.of(profile(10, Map.of("a", 100L))), ALLOCATED, stored::addAll);
        small.append(List.of(other), ALLOCATED, stored::addAll);
        stored.clear();

        small.append(List.of(profile(20, Map.of("a", 150L))), ALLOCATED, stored::addAll);
        assertThat(stored).allMatch(profile -> profile.total(0) == 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void deltasAddUpToTheLastMinusTheFirst(long seed) {
        Random random = new Random(seed);
        Map<String, Long> counts = new TreeMap<>(Map.of("a;b", 50L, "a", 20L));
        Map<String, Long> first = new TreeMap<>(counts);
        Map<String, Long> sum = new TreeMap<>();
        send(1, counts);
        for (int time = 2; time < 60; time++) {
            for (int n = random.nextInt(6); n > 0; n--) {
                counts.merge("a;" + (char) ('a' + random.nextInt(8)), (long) random.nextInt(1000), Long::sum);
            }
            send(time, counts).forEach((stack, value) -> sum.merge(stack, value, Long::sum));
        }
        first.forEach((stack, value) -> sum.merge(stack, value, Long::sum));
        counts.values().removeIf(value -> value == 0);
        assertThat(sum).isEqualTo(counts);
    }

    /** What was stored of the counted type. */
    private Map<String, Long> send(long time, Map<String, Long> counts) {
        List<Profile> appended = deltas.append(List.of(profile(time, counts)), ALLOCATED, stored::addAll);
        return appended.isEmpty() ? Map.of() : TestStacks.of(appended.get(0), 0);
    }

    private static Profile profile(long time, Map<String, Long> counts) {
        ProfileBuilder builder = new ProfileBuilder(
                        "x", List.of(new ValueType("alloc_space", "bytes"), new ValueType("inuse_space", "bytes")))
                .name("memory")
                .labels(POD)
                .time(time, 0);
        counts.forEach((stack, value) -> {
            int node = CallTree.ROOT;
            for (String frame : stack.split(";")) {
                node = builder.tree().child(node, builder.tree().function(Function.of(frame, "", 0)), 0);
            }
            builder.add(node, 0, value);
            builder.add(node, 1, 7);
        });
        return builder.build();
    }
}
