package dev.flamegate.stats;

import org.apache.commons.math3.special.Gamma;

/**
 * Solves trigamma(y) = x for y.
 *
 * <p>Smyth (2004), "Linear models and empirical Bayes methods for assessing differential expression in microarray
 * experiments", appendix: 1/trigamma is convex and nearly linear, so Newton's iteration on it,
 * y := y + trigamma(y) (1 - trigamma(y)/x) / tetragamma(y), started at y = 1/2 + 1/x, converges monotonically within a
 * few steps. Beyond 1e7 and below 1e-6 the leading terms 1/y^2 and 1/y of the series are exact to double precision's
 * square root.
 */
final class TrigammaInverse {
    private static final double LARGE = 1e7;
    private static final double SMALL = 1e-6;
    private static final double RELATIVE_STEP_MIN = 1e-12;
    private static final int STEPS_MAX = 50;

    private TrigammaInverse() {}

    /** @throws IllegalArgumentException if {@code x} is not positive and finite */
    static double of(double x) {
        Arguments.require(x > 0 && Double.isFinite(x), "trigamma takes every positive value and no other, not %s", x);
        if (x > LARGE) {
            return 1 / Math.sqrt(x);
        }
        if (x < SMALL) {
            return 1 / x;
        }
        double y = 0.5 + 1 / x;
        for (int step = 0; step < STEPS_MAX; step++) {
            double trigamma = Gamma.trigamma(y);
            double change = trigamma * (1 - trigamma / x) / tetragamma(y);
            y += change;
            if (Math.abs(change) < RELATIVE_STEP_MIN * y) {
                break;
            }
        }
        return y;
    }

    /**
     * Derivative of trigamma for y > 0: the recurrence (Abramowitz and Stegun 6.4.6) up to 10, then the asymptotic series
     * 6.4.13.
     */
    private static double tetragamma(double y) {
        double sum = 0;
        double z = y;
        while (z < 10) {
            sum -= 2 / (z * z * z);
            z += 1;
        }
        double w = 1 / (z * z);
        double series = 1 + w * (0.5 - w * (1.0 / 6 - w * (1.0 / 6 - w * (0.3 - w * 5.0 / 6))));
        return sum - w * series - w / z;
    }
}
