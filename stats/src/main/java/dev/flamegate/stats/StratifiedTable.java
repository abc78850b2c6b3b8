package dev.flamegate.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts of features in replicates, split by stratum. A stratum is an entry point of the service; every sample belongs to
 * exactly one, if need be to a stratum for what has no entry point.
 *
 * <p>Counts are finite, non-negative and at most the total of their stratum in their replicate; a replicate's total over
 * all strata is positive. Immutable.
 */
public final class StratifiedTable {
    private final double[][][] counts;
    private final double[][] totals;

    private StratifiedTable(double[][][] counts, double[][] totals) {
        this.counts = counts;
        this.totals = totals;
    }

    /**
     * Copies and checks the counts.
     *
     * @param counts {@code counts[feature][stratum][replicate]}; may have no features
     * @param totals {@code totals[stratum][replicate]}, all samples of the stratum, features or not; at least one stratum
     * @throws IllegalArgumentException if a count or total breaks a rule; names its place and the rule
     */
    public static StratifiedTable of(double[][][] counts, double[][] totals) {
        Arguments.require(totals.length > 0, "there must be at least one stratum");
        int replicates = totals[0].length;
        for (int stratum = 0; stratum < totals.length; stratum++) {
            requireTotals(totals[stratum], stratum, replicates);
        }
        double[][][] own = new double[counts.length][totals.length][];
        for (int feature = 0; feature < counts.length; feature++) {
            Arguments.require(
                    counts[feature].length == totals.length,
                    "feature %d has %d strata, the totals have %d",
                    feature,
                    counts[feature].length,
                    totals.length);
            for (int stratum = 0; stratum < totals.length; stratum++) {
                own[feature][stratum] = checked(counts[feature][stratum], totals[stratum], feature, stratum);
            }
        }
        StratifiedTable table = new StratifiedTable(
                own, Arrays.stream(totals).map(double[]::clone).toArray(double[][]::new));
        CountTable.of(new double[0][], table.replicateTotals());
        return table;
    }

    public int features() {
        return counts.length;
    }

    public int strata() {
        return totals.length;
    }

    public int replicates() {
        return totals[0].length;
    }

    public double count(int feature, int stratum, int replicate) {
        return counts[feature][stratum][replicate];
    }

    public double total(int stratum, int replicate) {
        return totals[stratum][replicate];
    }

    /**
     * The same counts with the strata added up. Counts and totals are added in the same order, and rounding is monotone,
     * so no count can come out above its total.
     */
    public CountTable unstratified() {
        return CountTable.of(
                Arrays.stream(counts).map(StratifiedTable::sum).toArray(double[][]::new), replicateTotals());
    }

    /** The same features in the replicates whose total over all strata is at least {@code totalMin}. */
    StratifiedTable withTotalsAtLeast(double totalMin) {
        double[] all = replicateTotals();
        int[] kept = IntStream.range(0, all.length)
                .filter(replicate -> all[replicate] >= totalMin)
                .toArray();
        double[][][] keptCounts = Arrays.stream(counts)
                .map(strata -> Arrays.stream(strata).map(row -> at(kept, row)).toArray(double[][]::new))
                .toArray(double[][][]::new);
        return new StratifiedTable(
                keptCounts, Arrays.stream(totals).map(row -> at(kept, row)).toArray(double[][]::new));
    }

    private double[] replicateTotals() {
        return sum(totals);
    }

    private static double[] sum(double[][] strata) {
        double[] sum = new double[strata[0].length];
        for (double[] stratum : strata) {
            Arrays.setAll(sum, replicate -> sum[replicate] + stratum[replicate]);
        }
        return sum;
    }

    private static double[] at(int[] kept, double[] row) {
        return Arrays.stream(kept).mapToDouble(replicate -> row[replicate]).toArray();
    }

    private static void requireTotals(double[] totals, int stratum, int replicates) {
        Arguments.require(
                totals.length == replicates,
                "stratum %d has %d replicates, the first has %d",
                stratum,
                totals.length,
                replicates);
        for (int replicate = 0; replicate < replicates; replicate++) {
            Arguments.require(
                    Double.isFinite(totals[replicate]) && totals[replicate] >= 0,
                    "total of stratum %d in replicate %d must be finite and non-negative, was %s",
                    stratum,
                    replicate,
                    totals[replicate]);
        }
    }

    private static double[] checked(double[] row, double[] totals, int feature, int stratum) {
        Arguments.require(
                row.length == totals.length,
                "feature %d has %d replicates in stratum %d, the totals have %d",
                feature,
                row.length,
                stratum,
                totals.length);
        for (int replicate = 0; replicate < row.length; replicate++) {
            if (!(row[replicate] >= 0 && row[replicate] <= totals[replicate])) {
                throw Arguments.broken(
                        "count of feature %d, stratum %d, replicate %d must lie between 0 and the total %s, was %s",
                        feature, stratum, replicate, totals[replicate], row[replicate]);
            }
        }
        return row.clone();
    }
}
