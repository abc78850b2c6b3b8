package dev.flamegate.stats;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Counts of features in replicates, with a total per replicate: the only form in which a profile reaches the statistics.
 *
 * <p>A feature is whatever is tested (the self or total samples of one function), a replicate is one pod with all its
 * windows summed. Windows of one pod are not independent of each other; treating them as replicates makes most
 * comparisons of equal versions look like regressions.
 *
 * <p>Counts are finite, non-negative and at most the total of their replicate; totals are finite and positive. A share is
 * {@code count / total}, so it lies in 0..1. Immutable.
 */
public final class CountTable {
    private final double[][] counts;
    private final double[] totals;

    private CountTable(double[][] counts, double[] totals) {
        this.counts = counts;
        this.totals = totals;
    }

    /**
     * Copies and checks the counts.
     *
     * @param counts {@code counts[feature][replicate]}, every row as long as {@code totals}; may have no rows
     * @param totals samples of each replicate, features or not; may be empty
     * @throws IllegalArgumentException if a count or total breaks a rule; names the feature, the replicate and the rule
     */
    public static CountTable of(double[][] counts, double[] totals) {
        double[] ownTotals = totals.clone();
        for (int replicate = 0; replicate < ownTotals.length; replicate++) {
            Arguments.require(
                    Double.isFinite(ownTotals[replicate]) && ownTotals[replicate] > 0,
                    "total of replicate %d must be finite and positive, was %s",
                    replicate,
                    ownTotals[replicate]);
        }
        double[][] ownCounts = new double[counts.length][];
        for (int feature = 0; feature < counts.length; feature++) {
            ownCounts[feature] = checkedRow(counts[feature], feature, ownTotals);
        }
        return new CountTable(ownCounts, ownTotals);
    }

    private static double[] checkedRow(double[] row, int feature, double[] totals) {
        Arguments.require(
                row.length == totals.length,
                "feature %d has %d replicates, the totals have %d",
                feature,
                row.length,
                totals.length);
        for (int replicate = 0; replicate < row.length; replicate++) {
            double count = row[replicate];
            if (!(Double.isFinite(count) && count >= 0)) {
                throw Arguments.broken(
                        "count of feature %d in replicate %d must be finite and non-negative, was %s",
                        feature, replicate, count);
            }
            if (count > totals[replicate]) {
                throw Arguments.broken(
                        "count of feature %d in replicate %d must be at most the total %s, was %s",
                        feature, replicate, totals[replicate], count);
            }
        }
        return row.clone();
    }

    public int features() {
        return counts.length;
    }

    public int replicates() {
        return totals.length;
    }

    public double count(int feature, int replicate) {
        return counts[feature][replicate];
    }

    public double total(int replicate) {
        return totals[replicate];
    }

    /** The count as a fraction (0..1) of the replicate's total. */
    public double share(int feature, int replicate) {
        return counts[feature][replicate] / totals[replicate];
    }

    /**
     * Unweighted mean of the shares: every replicate counts the same, whatever its load.
     *
     * @throws IllegalStateException if the table has no replicates
     */
    public double meanShare(int feature) {
        if (totals.length == 0) {
            throw new IllegalStateException("a table without replicates has no mean share");
        }
        double sum = 0;
        for (int replicate = 0; replicate < totals.length; replicate++) {
            sum += share(feature, replicate);
        }
        return sum / totals.length;
    }

    /** The same features in the replicates whose total is at least {@code totalMin}. */
    CountTable withTotalsAtLeast(double totalMin) {
        return keeping(replicate -> totals[replicate] >= totalMin);
    }

    /** All shares as {@code [feature][replicate]}. */
    double[][] shares() {
        double[][] shares = new double[counts.length][totals.length];
        for (int feature = 0; feature < counts.length; feature++) {
            for (int replicate = 0; replicate < totals.length; replicate++) {
                shares[feature][replicate] = share(feature, replicate);
            }
        }
        return shares;
    }

    private CountTable keeping(IntPredicate wanted) {
        int[] kept = IntStream.range(0, totals.length).filter(wanted).toArray();
        double[][] keptCounts = new double[counts.length][kept.length];
        double[] keptTotals = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptTotals[i] = totals[kept[i]];
            for (int feature = 0; feature < counts.length; feature++) {
                keptCounts[feature][i] = counts[feature][kept[i]];
            }
        }
        return new CountTable(keptCounts, keptTotals);
    }
}
