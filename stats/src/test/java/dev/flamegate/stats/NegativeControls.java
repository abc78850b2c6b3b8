package dev.flamegate.stats;

import org.apache.commons.math3.special.Erf;

/** Tests that treat dependent samples as independent. They must fail the calibration, or it would not notice anything. */
final class NegativeControls {
    private NegativeControls() {}

    /** Whether the pooled two-sample z test, all samples of a side together, rejects any row (Holm). */
    static boolean pooledZRejects(CountTable baseline, CountTable candidate, double alpha) {
        double n0 = samples(baseline);
        double n1 = samples(candidate);
        double[] p = new double[baseline.features()];
        for (int row = 0; row < p.length; row++) {
            double share0 = samples(baseline, row) / n0;
            double share1 = samples(candidate, row) / n1;
            double pooled = (share0 * n0 + share1 * n1) / (n0 + n1);
            double z = (share1 - share0) / Math.sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1));
            p[row] = 0.5 * Erf.erfc(z / Math.sqrt(2));
        }
        return any(Holm.rejected(p, alpha));
    }

    /** Whether Welch's t test over whatever replicates are given rejects any row (Holm). */
    static boolean welchRejects(CountTable baseline, CountTable candidate, double alpha) {
        double[] p = new double[baseline.features()];
        double[][] baselineShares = baseline.shares();
        double[][] candidateShares = candidate.shares();
        for (int row = 0; row < p.length; row++) {
            double[] a = baselineShares[row];
            double[] b = candidateShares[row];
            double va = PooledVariance.sumOfSquares(a) / (a.length - 1) / a.length;
            double vb = PooledVariance.sumOfSquares(b) / (b.length - 1) / b.length;
            double freedom = (va + vb) * (va + vb) / (va * va / (a.length - 1) + vb * vb / (b.length - 1));
            double t = (PooledVariance.mean(b) - PooledVariance.mean(a)) / Math.sqrt(va + vb);
            p[row] = StudentT.withDegreesOfFreedom(freedom).upperTail(t);
        }
        return any(Holm.rejected(p, alpha));
    }

    private static boolean any(boolean[] rejected) {
        for (boolean one : rejected) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    private static double samples(CountTable table) {
        double sum = 0;
        for (int replicate = 0; replicate < table.replicates(); replicate++) {
            sum += table.total(replicate);
        }
        return sum;
    }

    private static double samples(CountTable table, int row) {
        double sum = 0;
        for (int replicate = 0; replicate < table.replicates(); replicate++) {
            sum += table.count(row, replicate);
        }
        return sum;
    }
}
