package dev.flamegate.stats;

import java.util.List;

/**
 * Growth of the cost of a request over the whole service. Growth and its bounds are logarithms of the ratio candidate to
 * baseline: 0.03 is about three per cent more.
 *
 * @param settings the settings in force
 * @param limits the sizes in force
 * @param baselineReplicates pods used
 * @param candidateReplicates the same for the candidate
 * @param blocks groups of pods that ran together, within which pods were compared; 1 if all were compared with all
 * @param growth estimated log ratio
 * @param standardError of {@code growth}, positive
 * @param degreesOfFreedom of the t distribution, at least 4
 * @param t {@code growth / standardError}
 * @param p one-sided p-value for growth
 * @param upperBound one-sided upper bound of {@code growth}, exceeded with the error that the settings allow a pass (5 %)
 * @param smallestDetectable growth that would have been found significant with the power of the settings
 * @param warnings sentences about the data that the reader of the result has to know
 */
public record Slowdown(
        ShareSettings settings,
        GrowthLimits limits,
        int baselineReplicates,
        int candidateReplicates,
        int blocks,
        double growth,
        double standardError,
        double degreesOfFreedom,
        double t,
        double p,
        double upperBound,
        double smallestDetectable,
        List<String> warnings)
        implements SlowdownOutcome {
    private static final double TWO_SIDED = 0.025;

    /** @throws IllegalArgumentException if a number is not finite */
    public Slowdown {
        for (double number :
                new double[] {growth, standardError, degreesOfFreedom, t, p, upperBound, smallestDetectable}) {
            Arguments.require(Double.isFinite(number), "the slowdown has a number that is not finite: %s", number);
        }
        warnings = List.copyOf(warnings);
    }

    /** Whether growth is rejected as chance at the part of alpha that the rows leave over. */
    public boolean significant() {
        return p <= UniformSlowdown.alpha(settings);
    }

    /** Whether the estimated growth is large enough to fail for. */
    public boolean material() {
        return growth >= Math.log1p(limits.material());
    }

    /** Whether growth of the must-detect size is excluded, but for the error that the settings allow a pass. */
    public boolean equivalent() {
        return upperBound < Math.log1p(limits.mustDetect());
    }

    /** Lower end of the two-sided 95 % interval of {@code growth}. */
    public double intervalLow() {
        return growth - intervalHalf();
    }

    /** Upper end of the two-sided 95 % interval of {@code growth}. */
    public double intervalHigh() {
        return growth + intervalHalf();
    }

    private double intervalHalf() {
        return StudentT.withDegreesOfFreedom(degreesOfFreedom).exceededWith(TWO_SIDED) * standardError;
    }

    /** By how much the pods would have to be multiplied to detect growth of the must-detect size. */
    public double replicateFactor() {
        double ratio = smallestDetectable / Math.log1p(limits.mustDetect());
        return ratio * ratio;
    }
}
