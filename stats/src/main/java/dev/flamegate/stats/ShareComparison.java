package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
 * equal versions; they must not be compared with this class.
 *
 * <p>References: Smyth (2004), "Linear models and empirical Bayes methods"; Phipson et al. (2016), "Robust hyperparameter
 * estimation"; Holm (1979), "A simple sequentially rejective multiple test procedure"; Berger and Hsu (1996),
 * "Bioequivalence trials, intersection-union tests and equivalence confidence sets".
 *
 * <p>Immutable and without randomness: equal tables give equal outcomes.
 */
public final class ShareComparison {
    private static final ShareComparison DEFAULT = new ShareComparison(ShareSettings.withDefaults());
    private static final int REPLICATES_RECOMMENDED = 5;

    private final ShareSettings settings;

    private ShareComparison(ShareSettings settings) {
        this.settings = settings;
    }

    public static ShareComparison withDefaults() {
        return DEFAULT;
    }

    public ShareComparison with(ShareSettings newSettings) {
        return new ShareComparison(newSettings);
    }

    /**
     * Compares every feature; replicates with too few samples are dropped first, with a warning.
     *
     * @param baseline counts of the version in service
     * @param candidate counts of the version in question, for the same features in the same order
     * @param groups one number per feature: features with the same number share a variance prior (self and total rows
     *     should not); groups of fewer than ten are merged
     * @return {@link Compared}, or {@link NotComparable} if a side has too few replicates or there is no feature
     * @throws IllegalArgumentException if the two tables or the groups differ in their number of features
     */
    public Outcome compare(CountTable baseline, CountTable candidate, int[] groups) {
        Arguments.require(
                baseline.features() == candidate.features() && baseline.features() == groups.length,
                "baseline has %d features, candidate %d, groups %d",
                baseline.features(),
                candidate.features(),
                groups.length);
        List<String> warnings = new ArrayList<>();
        CountTable usedBaseline = withEnoughSamples(baseline, "baseline", warnings);
        CountTable usedCandidate = withEnoughSamples(candidate, "candidate", warnings);
        if (Math.min(usedBaseline.replicates(), usedCandidate.replicates()) < settings.replicatesMin()) {
            return tooFewReplicates(baseline, usedBaseline, candidate, usedCandidate);
        }
        if (baseline.features() == 0) {
            return new NotComparable(
                    "There is no feature to compare: none reaches half of the material share.",
                    "At least one function must hold " + percent(settings.materialShare() / 2) + " of the samples.");
        }
        return compared(usedBaseline, usedCandidate, groups, warnings);
    }

    private Compared compared(CountTable baseline, CountTable candidate, int[] groups, List<String> warnings) {
        int fewest = Math.min(baseline.replicates(), candidate.replicates());
        if (fewest < REPLICATES_RECOMMENDED) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "A side has only %d replicates; with fewer than %d only very large changes are found.",
                    fewest,
                    REPLICATES_RECOMMENDED));
        }
        PooledVariance pooled = PooledVariance.of(baseline.shares(), candidate.shares());
        CountingNoise noise = CountingNoise.fill(pooled.variances(), baseline, candidate);
        if (noise.constantRows() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%d of %d rows do not vary between replicates; counting noise stands in for their variance.",
                    noise.constantRows(),
                    pooled.rows()));
        }
        List<RowOutcome> rows = RowTest.outcomes(
                settings, pooled.withVariances(noise.variances()), meanShares(baseline), meanShares(candidate), groups);
        return new Compared(settings, baseline.replicates(), candidate.replicates(), rows, warnings);
    }

    private CountTable withEnoughSamples(CountTable table, String side, List<String> warnings) {
        CountTable used = table.withTotalsAtLeast(settings.samplesMin());
        int dropped = table.replicates() - used.replicates();
        if (dropped > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%d of %d %s replicates were dropped: fewer than %.0f samples each.",
                    dropped,
                    table.replicates(),
                    side,
                    settings.samplesMin()));
        }
        return used;
    }

    private NotComparable tooFewReplicates(
            CountTable baseline, CountTable usedBaseline, CountTable candidate, CountTable usedCandidate) {
        return new NotComparable(
                String.format(
                        Locale.ROOT,
                        "Too few replicates with at least %.0f samples: %d of %d in the baseline, %d of %d in the candidate.",
                        settings.samplesMin(),
                        usedBaseline.replicates(),
                        baseline.replicates(),
                        usedCandidate.replicates(),
                        candidate.replicates()),
                String.format(
                        Locale.ROOT,
                        "Profile at least %d replicates a side at the same time, each with %.0f samples or more.",
                        settings.replicatesMin(),
                        settings.samplesMin()));
    }

    private static double[] meanShares(CountTable table) {
        double[] means = new double[table.features()];
        Arrays.setAll(means, table::meanShare);
        return means;
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
    }
}
