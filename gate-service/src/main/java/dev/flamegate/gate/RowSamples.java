package dev.flamegate.gate;

import dev.flamegate.stats.CountTable;
import dev.flamegate.stats.StratifiedTable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Samples of rows by entry point and pod, as the tables that {@code stats} takes.
 *
 * @param counts {@code [row][stratum][pod]}
 * @param totals {@code [stratum][pod]}
 * @param split pods before it are of the baseline
 */
record RowSamples(double[][][] counts, double[][] totals, int split) {

    StratifiedTable side(boolean candidate) {
        double[][][] side =
                Arrays.stream(counts).map(row -> cut(row, candidate)).toArray(double[][][]::new);
        return StratifiedTable.of(side, cut(totals, candidate));
    }

    private double[][] cut(double[][] byPod, boolean candidate) {
        return Arrays.stream(byPod)
                .map(row -> Arrays.copyOfRange(row, candidate ? split : 0, candidate ? row.length : split))
                .toArray(double[][]::new);
    }

    /** Plain counts of the pods that have enough samples. */
    CountTable usable(boolean candidate, double samplesMin) {
        int[] used = IntStream.range(candidate ? split : 0, candidate ? totals[0].length : split)
                .filter(pod -> total(pod) >= samplesMin)
                .toArray();
        double[][] sums = new double[counts.length][used.length];
        for (int row = 0; row < sums.length; row++) {
            for (int i = 0; i < used.length; i++) {
                sums[row][i] = count(row, used[i]);
            }
        }
        return CountTable.of(sums, Arrays.stream(used).mapToDouble(this::total).toArray());
    }

    double share(int row, int pod) {
        return count(row, pod) / total(pod);
    }

    private double count(int row, int pod) {
        double sum = 0;
        for (double[] stratum : counts[row]) {
            sum += stratum[pod];
        }
        return sum;
    }

    private double total(int pod) {
        double sum = 0;
        for (double[] stratum : totals) {
            sum += stratum[pod];
        }
        return sum;
    }
}
