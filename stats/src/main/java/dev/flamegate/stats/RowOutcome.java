package dev.flamegate.stats;

/**
 * One tested feature. Shares, differences and sizes are fractions (0..1); every number is finite.
 *
 * <p>A row fails when it is {@link #significant()} and {@link #material()}: two keys, so that a long comparison does not
 * fail for a trifle and a short one not for noise. A row passes when it is {@link #equivalent()}. When every row has to
 * pass, no correction for the number of rows is needed: the whole passes wrongly at most as often as its worst row
 * (intersection-union test; Berger and Hsu 1996).
 *
 * @param feature index of the feature in the tables
 * @param baselineShare mean share of the baseline
 * @param candidateShare mean share of the candidate
 * @param delta estimated growth; candidate minus baseline share, except in rows that {@link PostStratification}
 *     standardised: there it is the growth at equal traffic mix
 * @param standardError of {@code delta}, positive
 * @param degreesOfFreedom of the t distribution behind p-values and intervals
 * @param t {@code delta / standardError}
 * @param criticalT the t that Holm's first and hardest step asks for: enough in any company of other rows
 * @param p one-sided p-value for growth
 * @param adjustedP {@code p} corrected for the number of rows (Holm 1979) and for the part of alpha that the rows have;
 *     at most {@code alpha} exactly when the row is rejected
 * @param decreaseP one-sided p-value for shrinkage: {@code 1 - p}, and exact where that would round to 0
 * @param adjustedDecreaseP {@code decreaseP} corrected for the number of rows (Holm over the lower tails); at most
 *     {@code alpha} exactly when the decrease is {@link #significantDecrease}
 * @param intervalLow lower end of the two-sided 95 % interval of {@code delta}
 * @param intervalHigh its upper end
 * @param upperBound one-sided upper bound of {@code delta}, exceeded with the error that the settings allow a pass (5 %)
 * @param materialSize smallest growth of this row worth failing for
 * @param mustDetectSize growth of this row that a pass has to exclude
 * @param smallestDetectable growth that would have been found significant with the power of the settings
 * @param replicateFactor by how much the replicates would have to be multiplied to detect {@code mustDetectSize}
 * @param significant whether growth is rejected as chance
 * @param significantDecrease whether shrinkage is rejected as chance
 */
public record RowOutcome(
        int feature,
        double baselineShare,
        double candidateShare,
        double delta,
        double standardError,
        double degreesOfFreedom,
        double t,
        double criticalT,
        double p,
        double adjustedP,
        double decreaseP,
        double adjustedDecreaseP,
        double intervalLow,
        double intervalHigh,
        double upperBound,
        double materialSize,
        double mustDetectSize,
        double smallestDetectable,
        double replicateFactor,
        boolean significant,
        boolean significantDecrease) {

    /** @throws IllegalArgumentException if a number is not finite */
    public RowOutcome {
        double[] numbers = {
            baselineShare,
            candidateShare,
            delta,
            standardError,
            degreesOfFreedom,
            t,
            criticalT,
            p,
            adjustedP,
            decreaseP,
            adjustedDecreaseP,
            intervalLow,
            intervalHigh,
            upperBound,
            materialSize,
            mustDetectSize,
            smallestDetectable,
            replicateFactor
        };
        for (double number : numbers) {
            Arguments.require(
                    Double.isFinite(number), "feature %d has a number that is not finite: %s", feature, number);
        }
    }

    /**
     * The same outcome, judged by other sizes. What is significant does not depend on sizes: they are looked at after the test, so a row
     * may have sizes of its own without a change of any error rate.
     *
     * @param material smallest growth of this row worth failing for, above 0
     * @param mustDetect growth of this row that a pass has to exclude, above 0
     */
    public RowOutcome withSizes(double material, double mustDetect) {
        Arguments.require(
                material > 0 && mustDetect > 0,
                "sizes of feature %d must be above 0, were %s and %s",
                feature,
                material,
                mustDetect);
        double ratio = smallestDetectable / mustDetect;
        return new RowOutcome(
                feature,
                baselineShare,
                candidateShare,
                delta,
                standardError,
                degreesOfFreedom,
                t,
                criticalT,
                p,
                adjustedP,
                decreaseP,
                adjustedDecreaseP,
                intervalLow,
                intervalHigh,
                upperBound,
                material,
                mustDetect,
                smallestDetectable,
                ratio * ratio,
                significant,
                significantDecrease);
    }

    /** Whether the estimated growth is large enough to fail for. */
    public boolean material() {
        return delta >= materialSize;
    }

    /** Whether growth of {@link #mustDetectSize()} is excluded, but for the error that the settings allow a pass. */
    public boolean equivalent() {
        return upperBound < mustDetectSize;
    }
}
