package dev.flamegate.stats;

import java.util.Arrays;

/**
 * The variance that a share has from counting alone: q (1 - q) / N for N samples.
 *
 * <p>Stands in where the replicates do not differ at all, which sampled data can hardly do: repeated uploads of one
 * profile, or a function that was never seen. Taking such a variance literally would make every difference certain. A
 * share of 0 or 1 counts as half a sample away from it.
 */
final class CountingNoise {
    private static final double CONSTANT_BELOW = 1e-12;

    private final double[] variances;
    private final int constantRows;

    private CountingNoise(double[] variances, int constantRows) {
        this.variances = variances;
        this.constantRows = constantRows;
    }

    /** Replaces the variances of rows without any variation between the replicates of two tables. */
    static CountingNoise fill(double[] observed, CountTable baseline, CountTable candidate) {
        double perSample = (meanInverseTotal(baseline) + meanInverseTotal(candidate)) / 2;
        double nearest = Math.min(0.5, perSample / 2);
        double[] variances = observed.clone();
        int constantRows = 0;
        for (int row = 0; row < observed.length; row++) {
            double mean = (baseline.meanShare(row) + candidate.meanShare(row)) / 2;
            double share = Math.min(1 - nearest, Math.max(nearest, mean));
            double noise = share * (1 - share) * perSample;
            if (observed[row] < CONSTANT_BELOW * noise) {
                variances[row] = noise;
                constantRows++;
            }
        }
        return new CountingNoise(variances, constantRows);
    }

    double[] variances() {
        return variances.clone();
    }

    /** How many rows had no variation of their own. */
    int constantRows() {
        return constantRows;
    }

    private static double meanInverseTotal(CountTable table) {
        double[] inverse = new double[table.replicates()];
        Arrays.setAll(inverse, replicate -> 1 / table.total(replicate));
        return PooledVariance.mean(inverse);
    }
}
