package dev.flamegate.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Variances of rows, each drawn towards what rows of its kind and size have: the posterior means of Smyth (2004),
 * s~^2 = (d_0 s_0^2 + d s^2) / (d_0 + d), on d_0 + d degrees of freedom.
 *
 * <p>A handful of replicates says little about one row's variance, hundreds of rows say much about variances in general;
 * borrowing is what makes few replicates usable. Two limits keep it honest: d_0 is capped at a multiple of d (an infinite
 * prior rejected 5 % of equal versions at 3 against 3 replicates), and no row gets more degrees of freedom than its group
 * has in all (as in limma's {@code eBayes}).
 */
final class ModeratedVariance {
    private final double[] variances;
    private final double[] degreesOfFreedom;

    private ModeratedVariance(double[] variances, double[] degreesOfFreedom) {
        this.variances = variances;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /**
     * Fits one prior per group and moderates every row.
     *
     * @param observed positive variances, on {@code degreesOfFreedom} each
     * @param covariate what the variance depends on, usually the logarithm of the mean share
     * @param groups prior group of each row
     * @param priorCap most prior degrees of freedom, in multiples of {@code degreesOfFreedom}
     */
    static ModeratedVariance of(
            double[] observed, double degreesOfFreedom, double[] covariate, int[] groups, double priorCap) {
        double[] variances = new double[observed.length];
        double[] freedoms = new double[observed.length];
        for (int group : Arrays.stream(groups).distinct().toArray()) {
            int[] rows = IntStream.range(0, observed.length)
                    .filter(row -> groups[row] == group)
                    .toArray();
            double[] own = at(rows, observed);
            VariancePrior prior = VariancePrior.fit(own, degreesOfFreedom, at(rows, covariate));
            ModeratedVariance moderated = of(own, degreesOfFreedom, prior, priorCap);
            for (int i = 0; i < rows.length; i++) {
                variances[rows[i]] = moderated.variances[i];
                freedoms[rows[i]] = moderated.degreesOfFreedom[i];
            }
        }
        return new ModeratedVariance(variances, freedoms);
    }

    /** Moderates the rows of one group with a given prior. */
    static ModeratedVariance of(double[] observed, double degreesOfFreedom, VariancePrior prior, double priorCap) {
        double d = degreesOfFreedom;
        double d0 = Math.min(prior.degreesOfFreedom(), priorCap * d);
        double[] variances = new double[observed.length];
        double[] freedoms = new double[observed.length];
        Arrays.setAll(variances, row -> (d0 * prior.scale(row) + d * observed[row]) / (d0 + d));
        Arrays.fill(freedoms, Math.min(d0 + d, d * observed.length));
        return new ModeratedVariance(variances, freedoms);
    }

    double variance(int row) {
        return variances[row];
    }

    double degreesOfFreedom(int row) {
        return degreesOfFreedom[row];
    }

    private static double[] at(int[] rows, double[] values) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }
}
