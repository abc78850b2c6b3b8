package dev.flamegate.stats;

/**
 * The sizes and error rates of a comparison of shares. Shares and sizes are fractions (0.01 is one percentage point).
 *
 * @param alpha family-wise error rate of the whole verdict, exclusive 0..1
 * @param rowAlphaFraction part of {@code alpha} spent on the rows, above 0 and at most 1; the rest belongs to the test for
 *     a uniform slowdown
 * @param materialShare smallest growth worth failing for, as a fraction of all samples
 * @param materialRelative the same as a fraction of the row's baseline share; the larger of the two sizes holds
 * @param mustDetectShare growth that a pass has to exclude, as a fraction of all samples
 * @param mustDetectRelative the same as a fraction of the row's baseline share; the larger of the two sizes holds
 * @param passError probability of a pass, per row, although the row grew by the must-detect size; exclusive 0..0.5
 * @param replicatesMin replicates a side below which nothing is compared, at least 3
 * @param samplesMin total below which a replicate is dropped
 * @param priorCap most weight the variance prior may get, in multiples of the row's own degrees of freedom; an uncapped
 *     prior rejects too often at three replicates a side
 * @param power probability with which {@link RowOutcome#smallestDetectable()} would be found significant, exclusive 0..1
 */
public record ShareSettings(
        double alpha,
        double rowAlphaFraction,
        double materialShare,
        double materialRelative,
        double mustDetectShare,
        double mustDetectRelative,
        double passError,
        int replicatesMin,
        double samplesMin,
        double priorCap,
        double power) {

    /** @throws IllegalArgumentException if a value is outside its range; names the value and the range */
    public ShareSettings {
        Arguments.requireBetween("alpha", alpha, 0, 1);
        Arguments.require(
                rowAlphaFraction > 0 && rowAlphaFraction <= 1,
                "rowAlphaFraction must be above 0 and at most 1, was %s",
                rowAlphaFraction);
        Arguments.requireBetween("materialShare", materialShare, 0, 1);
        Arguments.requireAtLeast("materialRelative", materialRelative, 0);
        Arguments.requireBetween("mustDetectShare", mustDetectShare, 0, 1);
        Arguments.requireAtLeast("mustDetectRelative", mustDetectRelative, 0);
        Arguments.requireBetween("passError", passError, 0, 0.5);
        Arguments.requireAtLeast("replicatesMin", replicatesMin, 3);
        Arguments.requireAtLeast("samplesMin", samplesMin, 0);
        Arguments.requireAtLeast("priorCap", priorCap, 0);
        Arguments.requireBetween("power", power, 0, 1);
    }

    /** The measured settings: 1 % error, 0.3 points or 5 % material, 1 point or 25 % to be excluded by a pass at 5 %. */
    public static ShareSettings withDefaults() {
        return new ShareSettings(0.01, 0.9, 0.003, 0.05, 0.01, 0.25, 0.05, 3, 200, 2, 0.8);
    }

    /** The same sizes at other error rates. */
    public ShareSettings withErrors(double newAlpha, double newPassError) {
        return new ShareSettings(
                newAlpha,
                rowAlphaFraction,
                materialShare,
                materialRelative,
                mustDetectShare,
                mustDetectRelative,
                newPassError,
                replicatesMin,
                samplesMin,
                priorCap,
                power);
    }

    /**
     * A part of the error rates, for a comparison that is one of several: the parts of all add up to this one's rates.
     *
     * @param rows part of the rows' error rate, above 0 and at most 1
     * @param rest part of what the rows leave over, likewise
     */
    public ShareSettings sharing(double rows, double rest) {
        Arguments.require(rows > 0 && rows <= 1, "the part of the rows must be above 0 and at most 1, was %s", rows);
        Arguments.require(rest > 0 && rest <= 1, "the part of the rest must be above 0 and at most 1, was %s", rest);
        double forRows = alpha * rowAlphaFraction * rows;
        double all = forRows + alpha * (1 - rowAlphaFraction) * rest;
        return new ShareSettings(
                all,
                forRows / all,
                materialShare,
                materialRelative,
                mustDetectShare,
                mustDetectRelative,
                passError,
                replicatesMin,
                samplesMin,
                priorCap,
                power);
    }

    /** Family-wise error rate of the rows together. */
    double rowAlpha() {
        return alpha * rowAlphaFraction;
    }

    double materialSize(double baselineShare) {
        return Math.max(materialShare, materialRelative * baselineShare);
    }

    double mustDetectSize(double baselineShare) {
        return Math.max(mustDetectShare, mustDetectRelative * baselineShare);
    }
}
