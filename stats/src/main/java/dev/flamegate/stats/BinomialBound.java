package dev.flamegate.stats;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * How small the rate behind a count may be: the exact lower bound of a binomial rate (Clopper and Pearson, Biometrika 26, 1934), which is
 * the quantile of a beta distribution. The true rate lies below it with a probability of at most one minus the confidence.
 */
public final class BinomialBound {
    /** Of the bound itself: that of one in very many is small. */
    private static final double ACCURACY = 1e-14;

    private BinomialBound() {}

    /**
     * @param count of {@code trials} that came out so
     * @param confidence above 0 and below 1
     * @return 0 if the count is 0
     */
    public static double lower(int count, int trials, double confidence) {
        Arguments.require(count >= 0 && count <= trials, "a count is within 0..trials, got %s", count);
        Arguments.require(confidence > 0 && confidence < 1, "a confidence is within 0..1, got %s", confidence);
        if (count == 0) {
            return 0;
        }
        RandomGenerator neverSampled = null;
        return new BetaDistribution(neverSampled, count, trials - count + 1.0, ACCURACY)
                .inverseCumulativeProbability(1 - confidence);
    }
}
