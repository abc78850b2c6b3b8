package dev.flamegate.stats;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Student's t distribution with any positive degrees of freedom, tails accurate far out.
 *
 * <p>Upper tails are computed as lower tails of -t: one minus a lower tail would lose every digit beyond 1e-16, and rows
 * are judged at levels of 1e-5.
 */
final class StudentT {
    private final TDistribution distribution;

    private StudentT(TDistribution distribution) {
        this.distribution = distribution;
    }

    static StudentT withDegreesOfFreedom(double degreesOfFreedom) {
        RandomGenerator neverSampled = null;
        return new StudentT(new TDistribution(neverSampled, degreesOfFreedom));
    }

    /** P(T > t). */
    double upperTail(double t) {
        return distribution.cumulativeProbability(-t);
    }

    /** P(T < t). */
    double lowerTail(double t) {
        return distribution.cumulativeProbability(t);
    }

    /** The value that is exceeded with the given probability, exclusive 0..1. */
    double exceededWith(double probability) {
        return -distribution.inverseCumulativeProbability(probability);
    }
}
