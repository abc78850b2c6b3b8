package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.special.Erf;

/**
 * Compares a version not with its predecessor but with the pooled stable versions before it, so that one odd baseline decides nothing
 * and a creep adds up.
 *
 * <p>With the mean b of k earlier versions and the newest estimate x of standard error s, z = (x - b) / sqrt(s^2 + tau^2 +
 * (mean s_v^2 + tau^2) / k). Growth is significant after Holm over the rows. A step of half of what a pair of versions can detect is
 * found several times as often, and a creep of 0.15 of it per version in most weeks, where no pair ever shows it. Which versions are
 * stable is the caller's choice: a version that failed is none.
 *
 * <p>The creep check is the same comparison with older anchors: pool versions of a week, or ten releases, ago.
 */
public final class AnchorComparison {
    static final int VERSIONS_MAX = 7;

    private final double alpha;

    private AnchorComparison(double alpha) {
        this.alpha = alpha;
    }

    public static AnchorComparison withDefaults() {
        return new AnchorComparison(ShareSettings.withDefaults().alpha());
    }

    /** @param newAlpha family-wise error rate of all rows together, exclusive 0..1 */
    public AnchorComparison with(double newAlpha) {
        Arguments.requireBetween("alpha", newAlpha, 0, 1);
        return new AnchorComparison(newAlpha);
    }

    /**
     * Compares the newest version of the series with at most seven before it.
     *
     * @return {@link Anchored}, or {@link NotComparable} if there are fewer than two versions or no rows
     */
    public AnchorOutcome newest(VersionSeries series) {
        int last = series.versions() - 1;
        return against(series, Math.max(0, last - VERSIONS_MAX), Math.max(0, last));
    }

    /**
     * Compares the newest version of the series with those from {@code from} up to {@code to}, exclusive: the creep check, when these
     * are a week old.
     *
     * @throws IllegalArgumentException unless {@code 0 <= from <= to < versions}
     */
    public AnchorOutcome against(VersionSeries series, int from, int to) {
        int newest = series.versions() - 1;
        if (series.rows() == 0 || newest < 1 || from == to) {
            return new NotComparable(
                    String.format(
                            Locale.ROOT,
                            "There are %d rows over %d versions, %d of them to compare with.",
                            series.rows(),
                            series.versions(),
                            to - from),
                    "A version needs a row and a version before it to be compared with.");
        }
        Arguments.require(
                0 <= from && from < to && to <= newest, "anchors %d to %d of %d versions", from, to, newest + 1);
        double[] p = new double[series.rows()];
        for (int row = 0; row < p.length; row++) {
            p[row] = 0.5 * Erf.erfc(size(series, row, from, to) / error(series, row, from, to) / Math.sqrt(2));
        }
        double[] adjusted = Holm.adjusted(p);
        List<Anchored.Departure> departures = new ArrayList<>();
        for (int row = 0; row < p.length; row++) {
            departures.add(new Anchored.Departure(
                    row,
                    series.mean(row, from, to),
                    size(series, row, from, to),
                    error(series, row, from, to),
                    adjusted[row],
                    adjusted[row] <= alpha));
        }
        return new Anchored(alpha, to - from, departures);
    }

    private static double size(VersionSeries series, int row, int from, int to) {
        return series.estimate(row, series.versions() - 1) - series.mean(row, from, to);
    }

    private static double error(VersionSeries series, int row, int from, int to) {
        double tau = series.deviation(row);
        double own = series.standardError(row, series.versions() - 1);
        double pooled = 0;
        for (int version = from; version < to; version++) {
            double s = series.standardError(row, version);
            pooled += s * s + tau * tau;
        }
        int k = to - from;
        return Math.sqrt(own * own + tau * tau + pooled / k / k);
    }
}
