package dev.flamegate.stats;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * {@link AnchorComparison} and {@link ChangeScan} over the versions of a week, both ways, growth and shrinkage at half the error each, and
 * with one change not taken for another: shares add up to one, so that a function that grows makes every other share shrink.
 *
 * <p>Of the rows that changed significantly the one with the largest change is taken for real, its samples are removed from counts and
 * totals of all versions, and the rest is tested again, until nothing is significant (the removal is that of section S4 of the method,
 * for both directions). The change of a row is thus what those removed before it do not explain, in points of all samples of the
 * anchors. Without any change the first test decides, so that the error rate is that of it.
 */
public final class WeekComparison {

    /** Removal ends where so little of any replicate is left that the rest says nothing of the whole. */
    private static final double REST_MIN = 0.1;

    private final double alpha;

    private WeekComparison(double alpha) {
        this.alpha = alpha;
    }

    public static WeekComparison withDefaults() {
        return new WeekComparison(ShareSettings.withDefaults().alpha());
    }

    /** @param newAlpha error rate of all comparisons together, exclusive 0..1 */
    public WeekComparison with(double newAlpha) {
        Arguments.requireBetween("alpha", newAlpha, 0, 1);
        return new WeekComparison(newAlpha);
    }

    /**
     * Compares a version with others pooled.
     *
     * @param anchors numbers of one to seven versions, none of them {@code version}
     * @param comparisons how many of this kind are made of the week: they share the error rate
     * @return {@link Anchored}, whose departures may be negative and then have the p-value of shrinkage; or {@link NotComparable} if there
     *     are no rows, no anchors or too few replicates
     */
    public AnchorOutcome against(VersionTables week, int[] anchors, int version, int comparisons) {
        if (week.rows() == 0 || anchors.length == 0 || week.degreesOfFreedom() == 0) {
            return notComparable(week, anchors.length);
        }
        Arguments.require(
                anchors.length <= AnchorComparison.VERSIONS_MAX && comparisons > 0,
                "%d anchors, %d comparisons",
                anchors.length,
                comparisons);
        double oneWay = alpha / 2 / comparisons;
        AnchorComparison check = AnchorComparison.withDefaults().with(oneWay);
        int[] compared = Arrays.copyOf(anchors, anchors.length + 1);
        compared[anchors.length] = version;
        Anchored.Departure[] departures = new Anchored.Departure[week.rows()];
        BitSet gone = new BitSet();
        double rest = 1;
        Anchored.@Nullable Departure largest;
        do {
            largest = null;
            int[] rows = week.kept(gone);
            VersionSeries series =
                    week.without(gone).series(oneWay / rows.length).select(compared);
            Anchored up = (Anchored) check.newest(series);
            Anchored down = (Anchored) check.newest(series.negated());
            for (int i = 0; i < rows.length; i++) {
                Anchored.Departure found =
                        scaled(up.departures().get(i), down.departures().get(i), rows[i], rest);
                departures[rows[i]] = found;
                if (found.significant() && (largest == null || Math.abs(found.size()) > Math.abs(largest.size()))) {
                    largest = found;
                }
            }
            if (largest != null) {
                gone.set(largest.row());
                rest -= largest.anchor();
            }
        } while (largest != null && goesOn(week, gone));
        return new Anchored(alpha, anchors.length, Arrays.asList(departures));
    }

    private static Anchored.Departure scaled(Anchored.Departure up, Anchored.Departure down, int row, double rest) {
        Anchored.Departure found = up.size() >= 0 ? up : down;
        return new Anchored.Departure(
                row,
                rest * up.anchor(),
                rest * up.size(),
                rest * up.standardError(),
                found.adjustedP(),
                found.significant());
    }

    /**
     * The most likely lasting step of every row.
     *
     * @return {@link Scanned}, whose steps may be negative; or {@link NotComparable} if there are fewer than four versions, no rows or too
     *     few replicates
     */
    public ScanOutcome scan(VersionTables week) {
        if (week.rows() == 0 || week.degreesOfFreedom() == 0) {
            return notComparable(week, week.versions() - 1);
        }
        ChangeScan check = ChangeScan.withDefaults().with(alpha / 2);
        Scanned.Step[] steps = new Scanned.Step[week.rows()];
        BitSet gone = new BitSet();
        Scanned.@Nullable Step largest;
        double rest = 1;
        do {
            largest = null;
            int[] rows = week.kept(gone);
            VersionSeries series =
                    week.without(gone).series(alpha / 2 / (rows.length * (double) Math.max(1, week.versions())));
            if (!(check.scan(series) instanceof Scanned up)
                    || !(check.scan(series.negated()) instanceof Scanned down)) {
                return check.scan(series);
            }
            for (int i = 0; i < rows.length; i++) {
                Scanned.Step found = likelier(up.steps().get(i), down.steps().get(i), rows[i], rest);
                steps[rows[i]] = found;
                if (found.significant() && (largest == null || Math.abs(found.size()) > Math.abs(largest.size()))) {
                    largest = found;
                }
            }
            if (largest != null) {
                gone.set(largest.row());
                rest -= before(week, largest);
            }
        } while (largest != null && goesOn(week, gone));
        return new Scanned(alpha, week.versions(), Arrays.asList(steps));
    }

    private static Scanned.Step likelier(Scanned.Step up, Scanned.Step down, int row, double rest) {
        return up.z() >= down.z()
                ? new Scanned.Step(row, up.firstVersion(), rest * up.size(), up.z(), up.adjustedP(), up.significant())
                : new Scanned.Step(
                        row, down.firstVersion(), -rest * down.size(), -down.z(), down.adjustedP(), down.significant());
    }

    private static double before(VersionTables week, Scanned.Step step) {
        double sum = 0;
        for (int version = 0; version < step.firstVersion(); version++) {
            sum += week.share(step.row(), version);
        }
        return sum / step.firstVersion();
    }

    private static boolean goesOn(VersionTables week, BitSet gone) {
        return gone.cardinality() < week.rows() && week.leastRest(gone) >= REST_MIN;
    }

    private static NotComparable notComparable(VersionTables week, int anchors) {
        String pods = week.degreesOfFreedom() == 0 ? ", and no version has two replicates" : "";
        return new NotComparable(
                "There are " + week.rows() + " rows and " + anchors + " versions to compare with" + pods + ".",
                "A version needs a row, a version before it, and two replicates of it or of another.");
    }
}
