package dev.flamegate.stats;

import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;

/**
 * What the variances of all rows say about the variance of one: a scaled inverse chi-square prior with d_0 degrees of
 * freedom around a trend s_0^2.
 *
 * <p>Smyth (2004), section 6.2. If a row's variance sigma^2 is drawn from the prior and s^2 is observed on d degrees of
 * freedom, s^2/s_0^2 follows F(d, d_0), so that e = ln s^2 - digamma(d/2) + ln(d/2) has mean
 * ln s_0^2 - digamma(d_0/2) + ln(d_0/2) and variance trigamma(d/2) + trigamma(d_0/2). Matching both moments to the fitted
 * trend of e and to its residual variance gives d_0 and s_0^2. Residuals that vary no more than chance leave d_0 infinite.
 */
final class VariancePrior {
    private static final double FLOOR_TO_MEDIAN = 1e-5;
    private static final int ROWS_MIN = 3;

    private final double[] scales;
    private final double degreesOfFreedom;

    private VariancePrior(double[] scales, double degreesOfFreedom) {
        this.scales = scales;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /**
     * Fits the prior of one group of rows along a covariate. One or two rows have nothing to borrow from: zero degrees of
     * freedom.
     *
     * @param variances positive, on {@code degreesOfFreedom} each
     */
    static VariancePrior fit(double[] variances, double degreesOfFreedom, double[] covariate) {
        if (variances.length < ROWS_MIN) {
            return new VariancePrior(variances.clone(), 0);
        }
        double[] logVariances = logVariances(variances, degreesOfFreedom);
        return matching(logVariances, LogVarianceTrend.robust(logVariances, covariate), degreesOfFreedom);
    }

    /** Matches the moments of the prior to a fitted trend. */
    static VariancePrior matching(double[] logVariances, LogVarianceTrend trend, double degreesOfFreedom) {
        double excess = trend.residualVariance() - Gamma.trigamma(degreesOfFreedom / 2);
        double d0 = excess > 0 ? 2 * TrigammaInverse.of(excess) : Double.POSITIVE_INFINITY;
        double correction = excess > 0 ? Gamma.digamma(d0 / 2) - Math.log(d0 / 2) : 0;
        double[] scales = new double[logVariances.length];
        Arrays.setAll(scales, row -> Math.exp(trend.fitted(row) + correction));
        return new VariancePrior(scales, d0);
    }

    /**
     * The unbiased log variances e; variances below 1e-5 of their median are raised to it, so that a row that happens not
     * to vary does not rule the fit.
     */
    static double[] logVariances(double[] variances, double degreesOfFreedom) {
        double floor = FLOOR_TO_MEDIAN * LogVarianceTrend.median(variances);
        double bias = Gamma.digamma(degreesOfFreedom / 2) - Math.log(degreesOfFreedom / 2);
        return Arrays.stream(variances)
                .map(variance -> Math.log(Math.max(variance, floor)) - bias)
                .toArray();
    }

    /** Prior variance of a row, s_0^2. */
    double scale(int row) {
        return scales[row];
    }

    /** d_0, possibly zero or infinite. */
    double degreesOfFreedom() {
        return degreesOfFreedom;
    }
}
