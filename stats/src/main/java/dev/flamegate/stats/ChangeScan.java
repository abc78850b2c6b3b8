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
     * @return {@link Scanned}, or {@link NotComparable} if there are fewer than four versions or no rows
     */
    public ScanOutcome scan(VersionSeries series) {
        if (series.rows() == 0 || series.versions() < 2 * SEGMENT_MIN) {
            return new NotComparable(
                    String.format(Locale.ROOT, "There are %d rows over %d versions.", series.rows(), series.versions()),
                    String.format(Locale.ROOT, "A scan needs a row and at least %d versions.", 2 * SEGMENT_MIN));
        }
        int tests = series.rows() * (series.versions() - 2 * SEGMENT_MIN + 1);
        List<Scanned.Step> steps = new ArrayList<>();
        for (int row = 0; row < series.rows(); row++) {
            steps.add(largestStep(series, row, tests));
        }
        return new Scanned(alpha, series.versions(), steps);
    }

    private Scanned.Step largestStep(VersionSeries series, int row, int tests) {
        int versions = series.versions();
        double variance = series.variance(row);
        int bestSplit = SEGMENT_MIN;
        double bestZ = Double.NEGATIVE_INFINITY;
        double bestSize = 0;
        for (int split = SEGMENT_MIN; split <= versions - SEGMENT_MIN; split++) {
            double size = series.mean(row, split, versions) - series.mean(row, 0, split);
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
}
