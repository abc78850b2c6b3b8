package dev.flamegate.bench;

import dev.flamegate.reports.Measure;
import dev.flamegate.stats.CountTable;
import dev.flamegate.stats.StratifiedTable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The counts of one run in the rows that the gate tested: what any other test would have been given. */
final class DrawnTables {

    /** What is a replicate. */
    enum Replicate {
        POD,
        WINDOW
    }

    private record Row(Measure measure, int function) {}

    private final FleetRun run;
    private final List<Row> rows;

    /** @param tested as {@link Judged#tested} names rows */
    DrawnTables(FleetRun run, Set<String> tested) {
        this.run = run;
        this.rows = Arrays.stream(Measure.values())
                .flatMap(measure -> IntStream.range(0, run.program().functionCount())
                        .filter(function -> tested.contains(
                                Judged.key(measure, run.program().name(function))))
                        .mapToObj(function -> new Row(measure, function)))
                .toList();
    }

    int rows() {
        return rows.size();
    }

    /** By row, so that self and total rows have variance priors of their own. */
    int[] groups() {
        return rows.stream().mapToInt(row -> row.measure.ordinal()).toArray();
    }

    boolean isSelf(int row) {
        return rows.get(row).measure == Measure.SELF;
    }

    CountTable table(boolean ofCandidate, Replicate replicate) {
        double[][] nodes = nodes(ofCandidate, replicate);
        double[] totals =
                Arrays.stream(nodes).mapToDouble(n -> Arrays.stream(n).sum()).toArray();
        return CountTable.of(counts(nodes), totals);
    }

    /** By pod, with the entry points as strata. */
    StratifiedTable stratified(boolean ofCandidate) {
        SimulatedProgram program = run.program();
        double[][] pods = nodes(ofCandidate, Replicate.POD);
        double[][][] counts = new double[rows.size()][program.entryPoints()][];
        double[][] totals = new double[program.entryPoints()][];
        for (int entry = 0; entry < program.entryPoints(); entry++) {
            int wanted = entry;
            double[][] inEntry = Arrays.stream(pods)
                    .map(pod -> IntStream.range(0, pod.length)
                            .mapToDouble(node -> program.entryOf(node) == wanted ? pod[node] : 0)
                            .toArray())
                    .toArray(double[][]::new);
            totals[entry] = Arrays.stream(inEntry)
                    .mapToDouble(pod -> Arrays.stream(pod).sum())
                    .toArray();
            double[][] rowsOfEntry = counts(inEntry);
            for (int row = 0; row < counts.length; row++) {
                counts[row][entry] = rowsOfEntry[row];
            }
        }
        return StratifiedTable.of(counts, totals);
    }

    private double[][] nodes(boolean ofCandidate, Replicate replicate) {
        FleetRun.Side side = run.side(ofCandidate);
        return replicate == Replicate.POD ? side.pods() : side.windows();
    }

    /** {@code [row][replicate]}. */
    private double[][] counts(double[][] nodes) {
        double[][] counts = new double[rows.size()][nodes.length];
        for (int replicate = 0; replicate < nodes.length; replicate++) {
            double[] self = run.program().self(nodes[replicate]);
            double[] total = run.program().total(nodes[replicate]);
            for (int row = 0; row < counts.length; row++) {
                int function = rows.get(row).function;
                counts[row][replicate] = isSelf(row) ? self[function] : total[function];
            }
        }
        return counts;
    }
}
