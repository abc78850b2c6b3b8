package dev.flamegate.bench;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * How often something happened in so many independent runs, with the 95 % interval of Clopper and Pearson (1934), "The use of
 * confidence or fiducial limits illustrated in the case of the binomial": exact, never too short. Rates are fractions.
 *
 * @param count 0 to {@code runs}
 * @param runs at least 1
 */
public record Rate(int count, int runs) {
    private static final double TAIL = 0.025;

    public Rate {
        if (runs < 1 || count < 0 || count > runs) {
            throw new IllegalArgumentException("a rate of " + count + " in " + runs + " runs");
        }
    }

    double value() {
        return count / (double) runs;
    }

    double low() {
        return count == 0 ? 0 : beta(count, runs - count + 1.0).inverseCumulativeProbability(TAIL);
    }

    double high() {
        return count == runs ? 1 : beta(count + 1.0, runs - count).inverseCumulativeProbability(1 - TAIL);
    }

    private static BetaDistribution beta(double a, double b) {
        RandomGenerator neverSampled = null;
        return new BetaDistribution(neverSampled, a, b);
    }

    Rate plus(Rate other) {
        return new Rate(count + other.count, runs + other.runs);
    }
}
