package dev.flamegate.bench;

import dev.flamegate.gate.Selection;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What the pods of both versions reported in one run, as counts by node and as the selection that the gate is given. */
record FleetRun(FleetScenario scenario, SimulatedProgram program, Side baseline, Side candidate) {
    private static final ProfileType CPU = ProfileType.parse("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
    private static final long PERIOD_NANOS = 10_000_000;
    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final long DAY_NANOS = 24 * 60 * WINDOW_NANOS;
    private static final String BASELINE = "1.0.0";
    private static final String CANDIDATE = "1.1.0";
    private static final long START_NANOS = 1_800_000_000_000_000_000L;

    /**
     * One version.
     *
     * @param counts {@code [pod][window][node]}
     * @param requests {@code [pod][window]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Side(int[][][] counts, double[][] requests) {

        /** {@code [pod][node]}. */
        double[][] pods() {
            return Arrays.stream(counts).map(Side::sum).toArray(double[][]::new);
        }

        /** {@code [pod and window][node]}. */
        double[][] windows() {
            return Arrays.stream(counts)
                    .flatMap(Arrays::stream)
                    .map(window -> Arrays.stream(window).asDoubleStream().toArray())
                    .toArray(double[][]::new);
        }

        private static double[] sum(int[][] windows) {
            double[] sums = new double[windows[0].length];
            for (int[] window : windows) {
                for (int node = 0; node < sums.length; node++) {
                    sums[node] += window[node];
                }
            }
            return sums;
        }
    }

    Side side(boolean ofCandidate) {
        return ofCandidate ? candidate : baseline;
    }

    /** All of it. */
    Selection selection() {
        return selection(0, scenario.windows());
    }

    /**
     * The first windows of every pod: what a look before the end sees.
     *
     * @param day when it ran, 0 for the day of the gate, -1 for the day before
     */
    Selection selection(int day, int windows) {
        return selection(
                program,
                cohort(BASELINE, baseline, day, windows, false),
                cohort(CANDIDATE, candidate, scenario.concurrent() ? day : day + 1, windows, false));
    }

    /** All of it, with the requests that every window served. */
    Selection selectionWithRequests() {
        return selection(
                program,
                cohort(BASELINE, baseline, 0, scenario.windows(), true),
                cohort(CANDIDATE, candidate, 0, scenario.windows(), true));
    }

    /** Baselines of the days before, and the candidate alone on its own day. */
    static Selection overDays(List<FleetRun> daysBefore, FleetRun last) {
        List<Selection.Pod> pods = new ArrayList<>();
        for (int i = 0; i < daysBefore.size(); i++) {
            FleetRun run = daysBefore.get(i);
            pods.addAll(cohort("day " + i, run.baseline, i - daysBefore.size(), run.scenario.windows(), false)
                    .pods());
        }
        return selection(
                last.program,
                new Selection.Cohort(BASELINE, "version=" + BASELINE, pods),
                cohort(CANDIDATE, last.candidate, 0, last.scenario.windows(), false));
    }

    private static Selection selection(SimulatedProgram program, Selection.Cohort before, Selection.Cohort after) {
        return new Selection("simulated", CPU, program.tree(), before, after, List.of());
    }

    private static Selection.Cohort cohort(String name, Side side, int day, int windows, boolean withRequests) {
        long startNanos = START_NANOS + day * DAY_NANOS;
        List<Selection.Pod> pods = new ArrayList<>();
        for (int pod = 0; pod < side.counts.length; pod++) {
            String podName = name + "-" + pod;
            Labels labels = Labels.of(Map.of(Labels.POD, podName));
            int[][] counts = side.counts[pod];
            double[] requests = side.requests[pod];
            pods.add(new Selection.Pod(
                    podName,
                    IntStream.range(0, windows)
                            .mapToObj(window -> profile(
                                    labels,
                                    startNanos + window * WINDOW_NANOS,
                                    withRequests ? OptionalDouble.of(requests[window]) : OptionalDouble.empty(),
                                    counts[window]))
                            .toList()));
        }
        return new Selection.Cohort(name, "version=" + name, pods);
    }

    private static StoredProfile profile(Labels labels, long startNanos, OptionalDouble requests, int[] counts) {
        int[] nodes = IntStream.range(0, counts.length)
                .filter(node -> counts[node] > 0)
                .toArray();
        long[] values = Arrays.stream(nodes)
                .mapToLong(node -> counts[node] * PERIOD_NANOS)
                .toArray();
        return new StoredProfile(
                labels,
                new TimeRange(startNanos, startNanos + WINDOW_NANOS),
                PERIOD_NANOS,
                requests,
                NodeVector.of(nodes, values));
    }
}
