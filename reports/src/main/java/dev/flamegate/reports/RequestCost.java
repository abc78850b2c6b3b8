package dev.flamegate.reports;

import static dev.flamegate.reports.Require.finite;
import static dev.flamegate.reports.Require.notNegative;
import static dev.flamegate.reports.Require.share;
import static dev.flamegate.reports.Require.text;

import java.util.List;

/**
 * What one request costs, all functions and all kinds of requests together: this sees a slowdown of everything alike, which leaves every
 * share as it was. Costs are in the unit of the subject; growths and sizes are fractions of the baseline's cost (0.15 is 15 % more).
 *
 * @param baselineCost geometric mean over the pods of the baseline
 * @param candidateCost likewise
 * @param growth what was tested: from pods that ran at the same time, so it may differ a little from the ratio of the two means
 * @param intervalLow lower end of the two-sided 95 % interval of the growth
 * @param intervalHigh upper end
 * @param upperBound one-sided bound, of 95 % unless the look has less to spend: a larger growth is ruled out
 * @param t Student's t
 * @param degreesOfFreedom of t
 * @param p one-sided, for growth
 * @param materialGrowth the smallest growth that matters: both keys are needed for FAIL
 * @param mustDetectGrowth PASS says that no growth of this size happened
 * @param smallestDetectable the growth that this comparison finds in 4 of 5 cases
 * @param significant whether chance is ruled out
 * @param material whether the growth matters
 * @param equivalent whether a growth of the must-detect size is ruled out
 * @param groups pods were compared within so many groups that ran at the same time
 * @param baselinePods the pods that were compared
 * @param candidatePods likewise
 * @param explanation what the growth can come from
 * @param nextStep what to look at first; empty unless it fails
 * @param per what one of is meant: {@code request}; {@code pod} for types that are levels (memory in use)
 */
public record RequestCost(
        double baselineCost,
        double candidateCost,
        double growth,
        double intervalLow,
        double intervalHigh,
        double upperBound,
        double t,
        double degreesOfFreedom,
        double p,
        double materialGrowth,
        double mustDetectGrowth,
        double smallestDetectable,
        boolean significant,
        boolean material,
        boolean equivalent,
        int groups,
        List<PodCost> baselinePods,
        List<PodCost> candidatePods,
        String explanation,
        String nextStep,
        String per) {

    /** Of a request. */
    public RequestCost(
            double baselineCost,
            double candidateCost,
            double growth,
            double intervalLow,
            double intervalHigh,
            double upperBound,
            double t,
            double degreesOfFreedom,
            double p,
            double materialGrowth,
            double mustDetectGrowth,
            double smallestDetectable,
            boolean significant,
            boolean material,
            boolean equivalent,
            int groups,
            List<PodCost> baselinePods,
            List<PodCost> candidatePods,
            String explanation,
            String nextStep) {
        this(
                baselineCost,
                candidateCost,
                growth,
                intervalLow,
                intervalHigh,
                upperBound,
                t,
                degreesOfFreedom,
                p,
                materialGrowth,
                mustDetectGrowth,
                smallestDetectable,
                significant,
                material,
                equivalent,
                groups,
                baselinePods,
                candidatePods,
                explanation,
                nextStep,
                "request");
    }

    /**
     * One pod.
     *
     * @param requests served while it was profiled, above 0; for a level the number of profiles
     * @param cost of one of them
     */
    public record PodCost(String pod, double requests, double cost) {
        public PodCost {
            text(pod, "pod");
            notNegative(requests, "requests of pod " + pod);
            notNegative(cost, "cost of a request of pod " + pod);
        }
    }

    public RequestCost {
        notNegative(baselineCost, "baseline cost of a request");
        notNegative(candidateCost, "candidate cost of a request");
        for (double fraction : new double[] {growth, intervalLow, intervalHigh, upperBound}) {
            if (!(fraction >= -1)) {
                throw new IllegalArgumentException("a growth of the cost of a request is " + fraction + ", below -1");
            }
            finite(fraction, "growth of the cost of a request");
        }
        finite(t, "t");
        notNegative(degreesOfFreedom, "degrees of freedom");
        share(p, "p");
        notNegative(materialGrowth, "material growth");
        notNegative(mustDetectGrowth, "must-detect growth");
        notNegative(smallestDetectable, "smallest detectable growth");
        notNegative(groups, "groups");
        text(explanation, "explanation");
        text(per, "per");
        baselinePods = List.copyOf(baselinePods);
        candidatePods = List.copyOf(candidatePods);
        if (baselinePods.isEmpty() || candidatePods.isEmpty()) {
            throw new IllegalArgumentException("a cost of a request without pods on both sides");
        }
        if ((significant && material) == nextStep.isBlank()) {
            throw new IllegalArgumentException("a cost of a request has a next step exactly when it fails");
        }
    }

    /** Both keys turned: this alone fails the candidate. */
    public boolean fails() {
        return significant && material;
    }
}
