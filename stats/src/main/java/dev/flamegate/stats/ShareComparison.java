package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares the shares of features between two versions whose replicates ran at the same time.
 *
 * <p>The method in one paragraph: every replicate's count becomes a share of its own total, so load does not matter. The
 * difference of the mean shares is divided by a standard error whose variance is pooled over both sides and moderated
 * over rows ({@link ShareSettings#priorCap()}). Growth is significant after Holm's correction over all rows, material above
 * a size that the settings give, and excluded when its upper bound stays below a second, larger size.
 *
 * <p>Hypotheses, per row: the mean shares are equal, against the candidate's being larger (for
 * {@link RowOutcome#significantDecrease()}: smaller). Assumed: replicates are independent of each other, and the two sides
 * differ in nothing but the version. Sides that ran at different times break the second assumption and reject 12 to 37 % of
 * equal versions; {@link PeriodComparison} is for them.
 *
 * <p>References: Smyth (2004), "Linear models and empirical Bayes methods"; Phipson et al. (2016), "Robust hyperparameter
 * estimation"; Holm (1979), "A simple sequentially rejective multiple test procedure"; Berger and Hsu (1996),
 * "Bioequivalence trials, intersection-union tests and equivalence confidence sets".
 *
 * <p>Immutable and without randomness: equal tables give equal outcomes.
 */
public final class ShareComparison {
    private static final ShareComparison DEFAULT =
            new ShareComparison(ShareSettings.withDefaults(), Optional.empty(), 1);

    private final ShareSettings settings;
    private final Optional<HistoryPrior> history;
    private final double unit;

    private ShareComparison(ShareSettings settings, Optional<HistoryPrior> history, double unit) {
        this.settings = settings;
        this.history = history;
        this.unit = unit;
    }

    public static ShareComparison withDefaults() {
        return DEFAULT;
    }

    public ShareComparison with(ShareSettings newSettings) {
        return new ShareComparison(newSettings, history, unit);
    }

    /** Adds the variances of past runs; the outcome has a warning that says whether they were used. */
    public ShareComparison with(HistoryPrior newHistory) {
        return new ShareComparison(settings, Optional.of(newHistory), unit);
    }

    /**
     * Reports shares, differences and sizes times {@code fraction}: the remaining fraction after {@link SampleRemoval}.
     *
     * @param fraction above 0 and at most 1
     */
    public ShareComparison inUnitsOf(double fraction) {
        Arguments.require(fraction > 0 && fraction <= 1, "fraction must be above 0 and at most 1, was %s", fraction);
        return new ShareComparison(settings, history, fraction);
    }

    /**
     * Compares every feature; replicates with too few samples are dropped first, with a warning.
     *
     * @param baseline counts of the version in service
     * @param candidate counts of the version in question, for the same features in the same order
     * @param groups one number per feature: features with the same number share a variance prior (self and total rows
     *     should not); groups of fewer than ten are merged
     * @return {@link Compared}, or {@link NotComparable} if a side has too few replicates or there is no feature
     * @throws IllegalArgumentException if the tables, the groups or the history differ in their number of features
     */
    public Outcome compare(CountTable baseline, CountTable candidate, int[] groups) {
        Arguments.require(
                baseline.features() == candidate.features() && baseline.features() == groups.length,
                "baseline has %d features, candidate %d, groups %d",
                baseline.features(),
                candidate.features(),
                groups.length);
        UsableSides sides = UsableSides.of(baseline, candidate, settings.samplesMin());
        Optional<NotComparable> obstacle = sides.obstacle(settings);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        PooledVariance pooled =
                PooledVariance.of(sides.baseline().shares(), sides.candidate().shares());
        return compared(sides, pooled, groups);
    }

    /**
     * Compares every feature with the mix of entry points held constant where that is possible. The shares reported are
     * the plain ones; differences, errors and bounds of standardised rows are those of the standardised shares.
     *
     * @param groups as for plain tables; standardised and plain rows are kept apart in addition
     * @throws IllegalArgumentException if the groups or the history differ in their number of features
     */
    public Outcome compare(PostStratification rows, int[] groups) {
        Arguments.require(rows.features() == groups.length, "%d features, %d groups", rows.features(), groups.length);
        Optional<NotComparable> obstacle = rows.sides().obstacle(settings);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        return compared(rows.sides(), rows.pooled(), rows.refined(groups));
    }

    private Compared compared(UsableSides sides, PooledVariance observed, int[] groups) {
        List<String> warnings = new ArrayList<>(sides.warnings());
        CountingNoise noise = CountingNoise.fill(observed.variances(), sides.baseline(), sides.candidate());
        if (noise.constantRows() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%d of %d rows do not vary between replicates; counting noise stands in for their variance.",
                    noise.constantRows(),
                    observed.rows()));
        }
        PooledVariance pooled = withHistory(observed.withVariances(noise.variances()), warnings);
        List<RowOutcome> rows = RowTest.outcomes(
                settings, pooled.times(unit), meanShares(sides.baseline()), meanShares(sides.candidate()), groups);
        return new Compared(
                settings, sides.baseline().replicates(), sides.candidate().replicates(), rows, warnings);
    }

    private PooledVariance withHistory(PooledVariance present, List<String> warnings) {
        if (history.isEmpty()) {
            return present;
        }
        HistoryPrior past = history.get();
        Arguments.require(
                past.rows() == present.rows(), "history has %d rows, the tables have %d", past.rows(), present.rows());
        if (!past.longEnough()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "Variances of %d past runs were not used: at least %d runs are needed.",
                    past.runs(),
                    HistoryPrior.RUNS_MIN));
            return present;
        }
        PooledVariance pooled = past.addedTo(present);
        warnings.add(String.format(
                Locale.ROOT,
                "Variances of %d past runs were added for %d of %d rows.",
                past.runs(),
                pooled.rowsWithMoreFreedomThan(present),
                present.rows()));
        return pooled;
    }

    private double[] meanShares(CountTable table) {
        double[] means = new double[table.features()];
        Arrays.setAll(means, feature -> unit * table.meanShare(feature));
        return means;
    }
}
