package dev.flamegate.gate;

import dev.flamegate.reports.Measure;
import dev.flamegate.stats.CountTable;
import dev.flamegate.stats.MaterialRows;
import dev.flamegate.stats.Outcome;
import dev.flamegate.stats.ShareComparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of a selection, handed to {@code stats}: which functions are worth testing, their counts per pod, and the outcome. The
 * outcome's features are positions in {@link #rows}.
 */
final class Comparison {
    private final FunctionShares shares;
    private final int baselinePods;
    private final List<TestedRow> rows;
    private final Outcome outcome;

    Comparison(FunctionShares shares, int baselinePods, Policy policy) {
        this.shares = shares;
        this.baselinePods = baselinePods;
        this.rows = rows(shares, policy);
        int pods = shares.podCount();
        int[] groups = rows.stream().mapToInt(row -> row.measure().ordinal()).toArray();
        this.outcome = ShareComparison.withDefaults()
                .with(policy.shares())
                .compare(table(0, baselinePods), table(baselinePods, pods), groups);
    }

    private static List<TestedRow> rows(FunctionShares shares, Policy policy) {
        MaterialRows chosen = MaterialRows.select(
                shares.meanSelf(),
                shares.meanTotal(),
                shares.largestCallee(),
                shares.totalEqualsSelf(),
                policy.shares().materialShare());
        List<TestedRow> rows = new ArrayList<>();
        Arrays.stream(chosen.selfRows()).forEach(f -> rows.add(new TestedRow(f, Measure.SELF)));
        Arrays.stream(chosen.totalRows()).forEach(f -> rows.add(new TestedRow(f, Measure.TOTAL)));
        return rows;
    }

    private CountTable table(int from, int to) {
        double[][] counts = new double[rows.size()][];
        for (int row = 0; row < counts.length; row++) {
            counts[row] = Arrays.copyOfRange(counts(rows.get(row)), from, to);
        }
        double[] totals = new double[to - from];
        for (int pod = from; pod < to; pod++) {
            totals[pod - from] = shares.podTotal(pod);
        }
        return CountTable.of(counts, totals);
    }

    private double[] counts(TestedRow row) {
        return row.measure() == Measure.SELF ? shares.self(row.function()) : shares.total(row.function());
    }

    List<TestedRow> rows() {
        return rows;
    }

    int baselinePods() {
        return baselinePods;
    }

    Outcome outcome() {
        return outcome;
    }

    /** The row's share in each pod of one side. */
    List<Double> podShares(int row, boolean candidate) {
        double[] counts = counts(rows.get(row));
        List<Double> list = new ArrayList<>();
        for (int pod = candidate ? baselinePods : 0; pod < (candidate ? counts.length : baselinePods); pod++) {
            list.add(counts[pod] / shares.podTotal(pod));
        }
        return list;
    }
}
