package dev.flamegate.gate.comparability;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Two sides, pod by pod, over a program of two functions: {@code main} and {@code work}, and one without a name. */
final class Pair {
    static final ProfileType CPU = ProfileType.parse("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
    static final long SECOND = 1_000_000_000L;
    static final long START = 1_760_000_000L * SECOND;
    static final long PERIOD = 10_000_000;

    private final CallTreeBuilder tree = new CallTreeBuilder();
    private final int work;
    private final int nameless;
    final List<PodProfiles> baseline = new ArrayList<>();
    final List<PodProfiles> candidate = new ArrayList<>();
    ProfileType type = CPU;

    Pair() {
        int main = tree.child(CallTree.ROOT, tree.function(Function.of("main", "", 0)), 0);
        work = tree.child(main, tree.function(Function.of("work", "", 0)), 0);
        nameless = tree.child(main, tree.function(Function.of("libc.so.6", "", 0)), 0);
    }

    /** A stack of so many functions, named by their depth. */
    int deep(int depth) {
        int node = CallTree.ROOT;
        for (int i = 0; i < depth; i++) {
            node = tree.child(node, tree.function(Function.of("f" + i, "", 0)), 0);
        }
        return node;
    }

    /** One profile of ten seconds. */
    static StoredProfile window(Map<String, String> labels, long startNanos, long period, NodeVector vector) {
        TimeRange time = new TimeRange(startNanos, startNanos + 10 * SECOND);
        return new StoredProfile(Labels.of(labels), time, period, OptionalDouble.empty(), vector);
    }

    NodeVector samples(long named, long unnamed) {
        return NodeVector.of(new int[] {work, nameless}, new long[] {named * PERIOD, unnamed * PERIOD});
    }

    static NodeVector at(int node, long samples) {
        return NodeVector.of(new int[] {node}, new long[] {samples * PERIOD});
    }

    /** Pods of one profile each. */
    Pair pods(List<PodProfiles> side, int count, Map<String, String> labels) {
        return pods(side, count, labels, PERIOD, samples(900, 100));
    }

    Pair pods(List<PodProfiles> side, int count, Map<String, String> labels, long period, NodeVector vector) {
        IntStream.range(0, count)
                .forEach(pod -> side.add(new PodProfiles(
                        "pod-" + side.size(), List.of(window(labels, START, period, vector)), OptionalLong.empty())));
        return this;
    }

    /** A pod with a profile at each of these seconds after the start of its process. */
    Pair aged(List<PodProfiles> side, long startedNanos, long... ages) {
        List<StoredProfile> windows = new ArrayList<>();
        for (long age : ages) {
            windows.add(window(Map.of(), startedNanos + age * SECOND, PERIOD, samples(900, 100)));
        }
        side.add(new PodProfiles("pod-" + side.size(), windows, OptionalLong.of(startedNanos)));
        return this;
    }

    /** A pod with one sum of so many profiles, one every so many seconds, from each of these seconds on. */
    Pair summed(List<PodProfiles> side, int profiles, long stepSeconds, long... starts) {
        List<StoredProfile> windows = new ArrayList<>();
        for (long start : starts) {
            long from = START + start * SECOND;
            TimeRange time = new TimeRange(from, from + ((profiles - 1) * stepSeconds + 10) * SECOND);
            windows.add(new StoredProfile(
                    Labels.of(Map.of()),
                    time,
                    PERIOD,
                    OptionalDouble.empty(),
                    samples(900L * profiles, 100L * profiles),
                    profiles,
                    profiles * 10 * SECOND,
                    10 * SECOND));
        }
        side.add(new PodProfiles("pod-" + side.size(), windows, OptionalLong.empty()));
        return this;
    }

    Sides sides() {
        return new Sides(type, tree.build(), baseline, candidate);
    }

    Comparability.Alike compare() {
        return Comparability.of(sides(), ComparabilityRules.withDefaults(), 3);
    }
}
