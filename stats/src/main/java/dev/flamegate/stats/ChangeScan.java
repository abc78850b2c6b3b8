package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.special.Erf;

/**
 * Finds a lasting step, or a slow creep, in the estimates of a week of versions that were each too small a change to fail
 * on their own.
 *
 * <p>Every version v has an estimate x_v with a known standard error s_v (from its pods) and a version-to-version deviation
 * tau that is no step. For every split k, z_k = (mean after - mean before) / sqrt(sigma^2 (1/k + 1/(V - k))) with
 * sigma^2 = mean of s_v^2 + tau^2; the largest z_k is judged with Bonferroni over splits and rows. Because the errors are
 * known, a series of fourteen versions finds a step half as large as a pairwise comparison can; a series judged by its own
 * scatter alone (Student's t on both sides of the split) finds it a third as often. A single odd version is no step: both
 * sides need two versions.
 */
public final class ChangeScan {
    private static final int SEGMENT_MIN = 2;

    private final double alpha;

    private ChangeScan(double alpha) {
        this.alpha = alpha;
    }

    public static ChangeScan withDefaults() {
        return new ChangeScan(ShareSettings.withDefaults().alpha());
    }

    /** @param newAlpha family-wise error rate of all rows and splits together, exclusive 0..1 */
    public ChangeScan with(double newAlpha) {
        Arguments.requireBetween("alpha", newAlpha, 0, 1);
        return new ChangeScan(newAlpha);
    }

    /**
     * Scans every row for growth.
     *
     * @param estimates {@code estimates[row][version]}, oldest version first, finite
     * @param standardErrors of the estimates, finite and positive
     * @param versionDeviation tau of each row in the unit of the estimates, finite, 0 if versions do not differ
     * @return {@link Scanned}, or {@link NotComparable} if there are fewer than four versions or no rows
     * @throws IllegalArgumentException if lengths differ or a number is out of range; names the row and the version
     */
    public ScanOutcome scan(double[][] estimates, double[][] standardErrors, double[] versionDeviation) {
        Arguments.require(
                estimates.length == standardErrors.length && estimates.length == versionDeviation.length,
                "%d rows of estimates, %d of errors, %d of deviations",
                estimates.length,
                standardErrors.length,
                versionDeviation.length);
        if (estimates.length == 0 || estimates[0].length < 2 * SEGMENT_MIN) {
            return new NotComparable(
                    String.format(
                            Locale.ROOT,
                            "There are %d rows over %d versions.",
                            estimates.length,
                            estimates.length == 0 ? 0 : estimates[0].length),
                    String.format(Locale.ROOT, "A scan needs a row and at least %d versions.", 2 * SEGMENT_MIN));
        }
        int versions = estimates[0].length;
        int tests = estimates.length * (versions - 2 * SEGMENT_MIN + 1);
        List<Scanned.Step> steps = new ArrayList<>();
        for (int row = 0; row < estimates.length; row++) {
            requireRow(row, estimates[row], standardErrors[row], versionDeviation[row], versions);
            steps.add(largestStep(row, estimates[row], variance(standardErrors[row], versionDeviation[row]), tests));
        }
        return new Scanned(alpha, versions, steps);
    }

    private Scanned.Step largestStep(int row, double[] estimates, double variance, int tests) {
        int versions = estimates.length;
        int bestSplit = SEGMENT_MIN;
        double bestZ = Double.NEGATIVE_INFINITY;
        double bestSize = 0;
        for (int split = SEGMENT_MIN; split <= versions - SEGMENT_MIN; split++) {
            double size = mean(estimates, split, versions) - mean(estimates, 0, split);
            double z = size / Math.sqrt(variance * (1.0 / split + 1.0 / (versions - split)));
            if (z > bestZ) {
                bestZ = z;
                bestSize = size;
                bestSplit = split;
            }
        }
        double adjustedP = Math.min(1, tests * 0.5 * Erf.erfc(bestZ / Math.sqrt(2)));
        return new Scanned.Step(row, bestSplit, bestSize, bestZ, adjustedP, adjustedP <= alpha);
    }

    private static double variance(double[] standardErrors, double deviation) {
        double sum = 0;
        for (double error : standardErrors) {
            sum += error * error;
        }
        return sum / standardErrors.length + deviation * deviation;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private static void requireRow(int row, double[] estimates, double[] errors, double deviation, int versions) {
        Arguments.require(
                estimates.length == versions && errors.length == versions,
                "row %d has %d estimates and %d errors, the first row has %d versions",
                row,
                estimates.length,
                errors.length,
                versions);
        Arguments.requireAtLeast("version deviation of row " + row, deviation, 0);
        for (int version = 0; version < versions; version++) {
            Arguments.require(
                    Double.isFinite(estimates[version]) && Double.isFinite(errors[version]) && errors[version] > 0,
                    "row %d, version %d needs a finite estimate and a positive error, had %s and %s",
                    row,
                    version,
                    estimates[version],
                    errors[version]);
        }
    }
}
