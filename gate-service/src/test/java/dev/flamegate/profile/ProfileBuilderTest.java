package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProfileBuilderTest {
    private static final List<ValueType> TYPES = List.of(new ValueType("samples", "count"), new ValueType("cpu", "ns"));

    @Test
    void samplesOfOneStackAreAddedUp() {
        ProfileBuilder builder = new ProfileBuilder("x", TYPES);
        int[] nodes = nodes(builder, 300);
        TreeMap<Integer, long[]> oracle = new TreeMap<>();
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            int node = nodes[random.nextInt(nodes.length)];
            int type = random.nextInt(2);
            int value = 1 + random.nextInt(9);
            builder.add(node, type, value);
            oracle.computeIfAbsent(node, any -> new long[2])[type] += value;
        }
        Profile profile = builder.build();

        assertThat(profile.stackCount()).isEqualTo(oracle.size());
        int i = 0;
        for (var entry : oracle.entrySet()) {
            assertThat(profile.node(i)).isEqualTo(entry.getKey());
            assertThat(profile.value(0, i)).isEqualTo(entry.getValue()[0]);
            assertThat(profile.value(1, i)).isEqualTo(entry.getValue()[1]);
            i++;
        }
        assertThat(profile.total(1))
                .isEqualTo(oracle.values().stream().mapToLong(sums -> sums[1]).sum());
    }

    @Test
    void stacksWithoutValuesAreLeftOut() {
        ProfileBuilder builder = new ProfileBuilder("x", TYPES);
        int[] nodes = nodes(builder, 3);
        builder.add(nodes[0], 0, 5);
        builder.add(nodes[0], 0, -5);
        builder.add(nodes[1], 1, 0);
        builder.add(nodes[2], 1, 1);

        Profile profile = builder.build();

        assertThat(profile.stackCount()).isEqualTo(1);
        assertThat(profile.node(0)).isEqualTo(nodes[2]);
    }

    @Test
    void aProfileDoesNotChangeWhenItsBuilderGoesOn() {
        ProfileBuilder builder = new ProfileBuilder("x", TYPES);
        int[] nodes = nodes(builder, 2);
        builder.add(nodes[0], 0, 1);
        Profile before = builder.build();
        builder.add(nodes[0], 0, 1);
        builder.add(nodes[1], 0, 1);

        assertThat(before.total(0)).isEqualTo(1);
        assertThat(before.stackCount()).isEqualTo(1);
        assertThat(builder.build().total(0)).isEqualTo(3);
    }

    @Test
    void otherLabelsAndTimesKeepTheSamples() {
        ProfileBuilder builder = new ProfileBuilder("x", TYPES)
                .name("process_cpu")
                .period(TYPES.get(1), 10)
                .time(1, 2)
                .labels(Labels.EMPTY.with("pod", "p1"));
        builder.add(nodes(builder, 1)[0], 0, 4);
        Profile profile = builder.build();
        Profile moved = profile.at(100, 30).withLabels(Labels.EMPTY.with("pod", "p2"));

        assertThat(profile.startNanos()).isEqualTo(1);
        assertThat(profile.durationNanos()).isEqualTo(2);
        assertThat(profile.labels()).hasToString("{pod=\"p1\"}");
        assertThat(moved.startNanos()).isEqualTo(100);
        assertThat(moved.durationNanos()).isEqualTo(30);
        assertThat(moved.labels()).hasToString("{pod=\"p2\"}");
        assertThat(moved.total(0)).isEqualTo(4);
        assertThat(moved.type(1)).hasToString("process_cpu:cpu:ns:cpu:ns");
        assertThat(moved.origin()).isEqualTo("x");
    }

    @Test
    void thereIsASampleType() {
        assertThatThrownBy(() -> new ProfileBuilder("up.pprof", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("up.pprof: a profile has at least one sample type");
    }

    private static int[] nodes(ProfileBuilder builder, int count) {
        int[] nodes = new int[count];
        int function = builder.tree().function(Function.of("f", "", 0));
        for (int i = 0; i < count; i++) {
            nodes[i] = builder.tree().child(CallTree.ROOT, function, i);
        }
        return nodes;
    }
}
