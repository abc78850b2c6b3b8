package dev.flamegate.bench;

import dev.flamegate.stats.Compared;
import dev.flamegate.stats.CountTable;
import dev.flamegate.stats.ShareComparison;
import dev.flamegate.stats.StratifiedTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gate's own test with one trap in it: instead of leaving improved functions out, the candidate's shares within each entry point are
 * divided by the growth of that entry point's stable functions, a trimmed mean, which is then treated as known. Its error is the same
 * for all rows of the entry point and enters no variance.
 */
final class StratumFactor implements Control {
    private static final double ENTRY_SHARE_MIN = 0.02;
    private static final double ROW_SHARE_MIN = 5e-4;
    private static final double WEIGHT_MAX = 0.02;
    private static final double TRIMMED = 0.3;

    private record Growth(double log, double weight) {}

    @Override
    public String name() {
        return "a factor an entry point, treated as known";
    }

    @Override
    public boolean fails(DrawnTables tables) {
        StratifiedTable before = tables.stratified(false);
        StratifiedTable after = tables.stratified(true);
        double[] weights = weights(before, after);
        double[] none = new double[weights.length];
        Arrays.fill(none, 1);
        double[] factors = new double[weights.length];
        Arrays.setAll(
                factors, entry -> weights[entry] < ENTRY_SHARE_MIN ? 1 : factor(tables, before, after, weights, entry));
        Compared compared = (Compared) ShareComparison.withDefaults()
                .compare(table(before, weights, none), table(after, weights, factors), tables.groups());
        return compared.rows().stream().anyMatch(row -> row.significant() && row.material());
    }

    /** Mean share of each entry point over the pods of both sides. */
    private static double[] weights(StratifiedTable before, StratifiedTable after) {
        double[] weights = new double[before.strata()];
        for (StratifiedTable side : List.of(before, after)) {
            for (int pod = 0; pod < side.replicates(); pod++) {
                double total = total(side, pod);
                for (int entry = 0; entry < weights.length; entry++) {
                    weights[entry] += side.total(entry, pod) / total / (before.replicates() + after.replicates());
                }
            }
        }
        return weights;
    }

    private static double total(StratifiedTable table, int pod) {
        return IntStream.range(0, table.strata())
                .mapToDouble(entry -> table.total(entry, pod))
                .sum();
    }

    private static double factor(
            DrawnTables tables, StratifiedTable before, StratifiedTable after, double[] weights, int entry) {
        List<Growth> growths = IntStream.range(0, tables.rows())
                .filter(tables::isSelf)
                .mapToObj(row -> growth(mean(before, row, entry, weights), mean(after, row, entry, weights)))
                .filter(growth -> growth.weight > 0)
                .sorted(Comparator.comparingDouble(Growth::log))
                .toList();
        double all = growths.stream().mapToDouble(Growth::weight).sum();
        double reached = 0;
        double kept = 0;
        double sum = 0;
        for (Growth growth : growths) {
            reached += growth.weight / all;
            if (reached > TRIMMED && reached <= 1 - TRIMMED) {
                kept += growth.weight;
                sum += growth.weight * growth.log;
            }
        }
        return kept == 0 ? 1 : Math.exp(sum / kept);
    }

    private static Growth growth(double before, double after) {
        boolean usable = before > 0 && after > 0 && (before + after) / 2 >= ROW_SHARE_MIN;
        return usable
                ? new Growth(Math.log(after / before), Math.min(WEIGHT_MAX, Math.sqrt(before * after)))
                : new Growth(0, 0);
    }

    private static double mean(StratifiedTable table, int row, int entry, double[] weights) {
        return IntStream.range(0, table.replicates())
                .mapToDouble(pod -> standardised(table, row, entry, pod, weights))
                .average()
                .orElseThrow();
    }

    /** The row's part of the entry point's samples in the pod, times the entry point's mean share. */
    private static double standardised(StratifiedTable table, int row, int entry, int pod, double[] weights) {
        double total = table.total(entry, pod);
        return total == 0 ? 0 : weights[entry] * table.count(row, entry, pod) / total;
    }

    private static CountTable table(StratifiedTable side, double[] weights, double[] factors) {
        double[] totals = new double[side.replicates()];
        double[][] counts = new double[side.features()][totals.length];
        for (int pod = 0; pod < totals.length; pod++) {
            totals[pod] = total(side, pod);
            for (int row = 0; row < counts.length; row++) {
                double share = 0;
                for (int entry = 0; entry < weights.length; entry++) {
                    share += standardised(side, row, entry, pod, weights) / factors[entry];
                }
                counts[row][pod] = Math.min(1, share) * totals[pod];
            }
        }
        return CountTable.of(counts, totals);
    }
}
