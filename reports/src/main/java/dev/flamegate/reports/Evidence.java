package dev.flamegate.reports;

import static dev.flamegate.reports.Require.finite;
import static dev.flamegate.reports.Require.notNegative;
import static dev.flamegate.reports.Require.share;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers behind one row. All shares and sizes are fractions of the whole (0.094 is 9.4 %).
 *
 * @param baselineShare unweighted mean over the baseline's pods
 * @param candidateShare likewise
 * @param delta what was tested: candidate minus baseline
 * @param intervalLow lower end of the two-sided 95 % interval of the delta
 * @param intervalHigh upper end
 * @param t moderated t statistic
 * @param degreesOfFreedom of t
 * @param p one-sided, for growth
 * @param adjustedP the same after Holm's correction over all rows
 * @param decrease the same two for a decrease; null in reports that were kept before there was one
 * @param materialSize the smallest growth that matters: both keys are needed for FAIL
 * @param mustDetectSize PASS says that no growth of this size happened
 * @param smallestDetectable the growth that this comparison finds in 4 of 5 cases
 * @param baselinePods share in each pod, in the order of {@link Side#pods}
 * @param candidatePods likewise
 */
public record Evidence(
        double baselineShare,
        double candidateShare,
        double delta,
        double intervalLow,
        double intervalHigh,
        double t,
        double degreesOfFreedom,
        double p,
        double adjustedP,
        @Nullable Decrease decrease,
        double materialSize,
        double mustDetectSize,
        double smallestDetectable,
        List<Double> baselinePods,
        List<Double> candidatePods) {

    /**
     * Whether a decrease can be chance.
     *
     * @param p one-sided, for a decrease
     * @param adjustedP the same after Holm's correction over all rows
     */
    public record Decrease(double p, double adjustedP) {
        public Decrease {
            share(p, "p for a decrease");
            share(adjustedP, "adjusted p for a decrease");
        }
    }

    public Evidence {
        share(baselineShare, "baseline share");
        share(candidateShare, "candidate share");
        finite(delta, "delta");
        finite(intervalLow, "interval low");
        finite(intervalHigh, "interval high");
        finite(t, "t");
        notNegative(degreesOfFreedom, "degrees of freedom");
        share(p, "p");
        share(adjustedP, "adjusted p");
        notNegative(materialSize, "material size");
        notNegative(mustDetectSize, "must-detect size");
        notNegative(smallestDetectable, "smallest detectable change");
        baselinePods = List.copyOf(baselinePods);
        candidatePods = List.copyOf(candidatePods);
    }
}
