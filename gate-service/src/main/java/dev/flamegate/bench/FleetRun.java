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
import java.util.stream.IntStream;

/** What the pods of both versions reported in one run, as counts by node and as the selection that the gate is given. */
record FleetRun(FleetScenario scenario, SimulatedProgram program, Side baseline, Side candidate) {
    private static final ProfileType CPU = ProfileType.parse("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
    private static final long PERIOD_NANOS = 10_000_000;
    private static final long WINDOW_NANOS = 60_000_000_000L;
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
        return selection(scenario.windows());
    }

    /** The first windows of every pod: what a look before the end sees. */
    Selection selection(int windows) {
        long apart = scenario.concurrent() ? 0 : 24 * 60 * WINDOW_NANOS;
        return new Selection(
                "simulated",
                CPU,
                program.tree(),
                cohort("1.0.0", baseline, windows, START_NANOS),
                cohort("1.1.0", candidate, windows, START_NANOS + apart),
                List.of());
    }

    private static Selection.Cohort cohort(String version, Side side, int windows, long startNanos) {
        List<Selection.Pod> pods = new ArrayList<>();
        for (int pod = 0; pod < side.counts.length; pod++) {
            Labels labels = Labels.of(Map.of(Labels.VERSION, version, Labels.POD, version + "-" + pod));
            int[][] counts = side.counts[pod];
            pods.add(new Selection.Pod(
                    version + "-" + pod,
                    IntStream.range(0, windows)
                            .mapToObj(window -> profile(labels, startNanos + window * WINDOW_NANOS, counts[window]))
                            .toList()));
        }
        return new Selection.Cohort(version, "version=" + version, pods);
    }

    private static StoredProfile profile(Labels labels, long startNanos, int[] counts) {
        int[] nodes = IntStream.range(0, counts.length)
                .filter(node -> counts[node] > 0)
                .toArray();
        long[] values =
                Arrays.stream(nodes).mapToLong(node -> counts[node] * PERIOD_NANOS).toArray();
        return new StoredProfile(
                labels,
                new TimeRange(startNanos, startNanos + WINDOW_NANOS),
                PERIOD_NANOS,
                NodeVector.of(nodes, values));
    }
}
