package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The row test as the gate runs it, over simulated pods: select rows, standardise, leave improved functions out, test.
 * Blame, cost shift and uniform slowdown belong to other places and are left out, so a "fail" here is a significant and
 * material row.
 */
final class SimulatedGate {
    private static final int PASSES_MAX = 3;

    private final SimulatedTree tree;
    private final ShareSettings settings = ShareSettings.withDefaults();

    SimulatedGate(SimulatedTree tree) {
        this.tree = tree;
    }

    /** The rows tested: function numbers with self rows first. */
    record Rows(int[] self, int[] total) {
        int count() {
            return self.length + total.length;
        }

        int[] groups() {
            return IntStream.range(0, count())
                    .map(row -> row < self.length ? 0 : 1)
                    .toArray();
        }
    }

    /** Rows with their outcomes, in baseline units. */
    record Judged(Rows rows, List<RowOutcome> outcomes) {
        boolean rejects() {
            return outcomes.stream().anyMatch(RowOutcome::significant);
        }

        boolean fails() {
            return outcomes.stream().anyMatch(row -> row.significant() && row.material());
        }

        boolean failsSelf(int function) {
            return outcomes.stream()
                    .filter(row -> row.feature() < rows.self().length && rows.self()[row.feature()] == function)
                    .anyMatch(row -> row.significant() && row.material());
        }
    }

    Judged judge(SimulatedProfiles profiles) {
        double[][] baseline = profiles.pods(0);
        double[][] candidate = profiles.pods(1);
        double before = sum(baseline);
        for (int pass = 1; ; pass++) {
            Rows rows = rows(baseline, candidate);
            ShareComparison comparison = ShareComparison.withDefaults().inUnitsOf(Math.min(1, sum(baseline) / before));
            Judged judged = new Judged(rows, outcomes(comparison, stratified(rows, baseline, candidate), rows));
            BitSet improved = improved(judged);
            if (improved.isEmpty() || pass == PASSES_MAX) {
                return judged;
            }
            baseline = without(improved, baseline);
            candidate = without(improved, candidate);
        }
    }

    /** One comparison of plain shares. */
    Judged judgePlain(SimulatedProfiles profiles) {
        Rows rows = rows(profiles.pods(0), profiles.pods(1));
        Compared compared = (Compared) ShareComparison.withDefaults()
                .compare(table(rows, profiles.pods(0)), table(rows, profiles.pods(1)), rows.groups());
        return new Judged(rows, compared.rows());
    }

    /** One comparison without removal, with variances of other runs of the same rows added. */
    Judged judge(SimulatedProfiles profiles, List<SimulatedProfiles> past) {
        Rows rows = rows(profiles.pods(0), profiles.pods(1));
        HistoryPrior history = past.stream()
                .map(run -> HistoryPrior.ofRun(stratified(rows, run.pods(0), run.pods(1))))
                .reduce(HistoryPrior::plus)
                .orElseThrow();
        PostStratification present = stratified(rows, profiles.pods(0), profiles.pods(1));
        return new Judged(rows, outcomes(ShareComparison.withDefaults().with(history), present, rows));
    }

    /** The baseline's and further baseline periods against the candidate's, one unit each. */
    Judged judgePeriods(SimulatedProfiles profiles, List<SimulatedProfiles> earlier) {
        Rows rows = rows(profiles.pods(0), profiles.pods(1));
        List<CountTable> baseline = new ArrayList<>();
        baseline.add(table(rows, profiles.pods(0)));
        earlier.forEach(period -> baseline.add(table(rows, period.pods(0))));
        List<CountTable> candidate = List.of(table(rows, profiles.pods(1)));
        Compared compared = (Compared) PeriodComparison.withDefaults().compare(baseline, candidate, rows.groups());
        return new Judged(rows, compared.rows());
    }

    /** Six earlier comparisons of the same kind. */
    static List<SimulatedProfiles> pastRuns(SimulatedTree tree, SimulatedScenario scenario, long seed) {
        return LongStream.rangeClosed(1, 6)
                .mapToObj(run -> SimulatedProfiles.equal(tree, scenario, seed + 1000 * run))
                .toList();
    }

    /** Six periods of ten baseline pods, each with its own changes of traffic. */
    static List<SimulatedProfiles> earlierPeriods(SimulatedTree tree, long seed) {
        return pastRuns(tree, SimulatedScenario.of("earlier period", 10, 1, 4, 3), seed);
    }

    CountTable table(Rows rows, double[][] replicates) {
        return stratify(rows, replicates).unstratified();
    }

    Rows rows(double[][] baseline, double[][] candidate) {
        double[] self = new double[tree.functions];
        double[] total = new double[tree.functions];
        double[] mean = new double[tree.nodes];
        addShares(mean, baseline);
        addShares(mean, candidate);
        for (int node = 0; node < tree.nodes; node++) {
            self[tree.function[node]] += mean[node];
            for (int function : tree.path[node]) {
                total[function] = Math.min(1, total[function] + mean[node]);
            }
        }
        boolean[] leaf = new boolean[tree.functions];
        for (int f = 0; f < leaf.length; f++) {
            leaf[f] = total[f] - self[f] < 1e-12;
        }
        MaterialRows rows = MaterialRows.select(self, total, largestCallees(mean), leaf, settings.materialShare());
        return new Rows(rows.selfRows(), rows.totalRows());
    }

    private PostStratification stratified(Rows rows, double[][] baseline, double[][] candidate) {
        return PostStratification.of(stratify(rows, baseline), stratify(rows, candidate), settings);
    }

    private static List<RowOutcome> outcomes(ShareComparison comparison, PostStratification strata, Rows rows) {
        return ((Compared) comparison.compare(strata, rows.groups())).rows();
    }

    private BitSet improved(Judged judged) {
        BitSet improved = new BitSet();
        for (RowOutcome row : judged.outcomes()) {
            if (row.feature() < judged.rows().self().length
                    && row.significantDecrease()
                    && row.delta() <= -settings.materialShare()) {
                improved.set(judged.rows().self()[row.feature()]);
            }
        }
        return improved;
    }

    private StratifiedTable stratify(Rows rows, double[][] replicates) {
        int[] selfRow = inverse(rows.self(), 0);
        int[] totalRow = inverse(rows.total(), rows.self().length);
        double[][][] counts = new double[rows.count()][tree.entryPoints + 1][replicates.length];
        double[][] totals = new double[tree.entryPoints + 1][replicates.length];
        for (int node = 0; node < tree.nodes; node++) {
            int stratum = tree.entryPoint[node];
            for (int replicate = 0; replicate < replicates.length; replicate++) {
                double count = replicates[replicate][node];
                totals[stratum][replicate] += count;
                if (selfRow[tree.function[node]] >= 0) {
                    counts[selfRow[tree.function[node]]][stratum][replicate] += count;
                }
                for (int function : count == 0 ? new int[0] : tree.path[node]) {
                    if (totalRow[function] >= 0) {
                        counts[totalRow[function]][stratum][replicate] += count;
                    }
                }
            }
        }
        return StratifiedTable.of(counts, totals);
    }

    private int[] inverse(int[] functions, int offset) {
        int[] rows = new int[tree.functions];
        Arrays.fill(rows, -1);
        for (int i = 0; i < functions.length; i++) {
            rows[functions[i]] = offset + i;
        }
        return rows;
    }

    private double[] largestCallees(double[] mean) {
        double[] subtree = mean.clone();
        for (int node = tree.nodes - 1; node > 0; node--) {
            subtree[tree.parent[node]] += subtree[node];
        }
        double[] largest = new double[tree.functions];
        Map<Long, Double> edges = new HashMap<>();
        for (int node = 1; node < tree.nodes; node++) {
            int caller = tree.function[tree.parent[node]];
            if (caller != tree.function[node]) {
                long edge = (long) caller * tree.functions + tree.function[node];
                double share = edges.merge(edge, subtree[node], Double::sum);
                largest[caller] = Math.min(1, Math.max(largest[caller], share));
            }
        }
        return largest;
    }

    /** Adds half of the side's mean share of every node. */
    private static void addShares(double[] mean, double[][] replicates) {
        for (double[] replicate : replicates) {
            double weight = 0.5 / replicates.length / Arrays.stream(replicate).sum();
            Arrays.setAll(mean, node -> mean[node] + weight * replicate[node]);
        }
    }

    private double[][] without(BitSet functions, double[][] replicates) {
        double[][] remaining = new double[replicates.length][tree.nodes];
        for (int replicate = 0; replicate < replicates.length; replicate++) {
            double[] counts = replicates[replicate];
            Arrays.setAll(remaining[replicate], node -> functions.get(tree.function[node]) ? 0 : counts[node]);
        }
        return remaining;
    }

    private static double sum(double[][] replicates) {
        return Arrays.stream(replicates)
                .mapToDouble(counts -> Arrays.stream(counts).sum())
                .sum();
    }
}
