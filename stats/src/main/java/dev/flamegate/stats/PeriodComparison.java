package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares versions that did not run at the same time. All pods of a period share that period's traffic, so the period is
 * the unit: one mean per period, the candidate's periods against seven or more of the baseline in the same hours.
 *
 * <p>Pods as units reject 12 to 37 % of equal versions here, periods about 2 %: an advisory result, and each outcome says
 * so in its first warning. The arithmetic is that of {@link ShareComparison} with periods for replicates.
 */
public final class PeriodComparison {
    private static final int BASELINE_PERIODS_MIN = 7;

    private final ShareSettings settings;

    private PeriodComparison(ShareSettings settings) {
        this.settings = settings;
    }

    public static PeriodComparison withDefaults() {
        return new PeriodComparison(ShareSettings.withDefaults());
    }

    public PeriodComparison with(ShareSettings newSettings) {
        return new PeriodComparison(newSettings);
    }

    /**
     * Compares every feature; replicates with too few samples, and periods without any left, are dropped with a warning.
     *
     * @param baselinePeriods one table per period of the version in service, its replicates being pods
     * @param candidatePeriods one or more periods of the version in question
     * @param groups prior groups, as in {@link ShareComparison}
     * @return {@link Compared} with periods counted as replicates, or {@link NotComparable} with fewer than seven baseline
     *     periods, no candidate period, or no feature
     * @throws IllegalArgumentException if a table or the groups differ in their number of features
     */
    public Outcome compare(List<CountTable> baselinePeriods, List<CountTable> candidatePeriods, int[] groups) {
        List<CountTable> baseline = usable(baselinePeriods, groups.length);
        List<CountTable> candidate = usable(candidatePeriods, groups.length);
        if (baseline.size() < BASELINE_PERIODS_MIN || candidate.isEmpty()) {
            return new NotComparable(
                    String.format(
                            Locale.ROOT,
                            "The sides did not run at the same time, and there are only %d baseline and %d candidate periods.",
                            baseline.size(),
                            candidate.size()),
                    String.format(
                            Locale.ROOT,
                            "Run both versions at the same time, or keep at least %d baseline periods of the same hours.",
                            BASELINE_PERIODS_MIN));
        }
        if (groups.length == 0) {
            return new NotComparable(
                    "There is no feature to compare: none reaches half of the material share.",
                    "Profile a period in which the service does some work.");
        }
        int dropped = baselinePeriods.size() + candidatePeriods.size() - baseline.size() - candidate.size();
        return compared(periods(baseline), periods(candidate), groups, dropped);
    }

    private Compared compared(CountTable baseline, CountTable candidate, int[] groups, int dropped) {
        List<String> warnings = new ArrayList<>();
        warnings.add(String.format(
                Locale.ROOT,
                "The sides did not run at the same time: the period is the unit (%d against %d), the result is advisory.",
                baseline.replicates(),
                candidate.replicates()));
        if (dropped > 0) {
            warnings.add(
                    String.format(Locale.ROOT, "%d periods were dropped: no replicate has enough samples.", dropped));
        }
        PooledVariance observed = PooledVariance.of(baseline.shares(), candidate.shares());
        CountingNoise noise = CountingNoise.fill(observed.variances(), baseline, candidate);
        if (noise.constantRows() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%d of %d rows do not vary between periods; counting noise stands in for their variance.",
                    noise.constantRows(),
                    observed.rows()));
        }
        double[] baselineShares = new double[groups.length];
        double[] candidateShares = new double[groups.length];
        Arrays.setAll(baselineShares, baseline::meanShare);
        Arrays.setAll(candidateShares, candidate::meanShare);
        List<RowOutcome> rows = RowTest.outcomes(
                settings, observed.withVariances(noise.variances()), baselineShares, candidateShares, groups);
        return new Compared(settings, baseline.replicates(), candidate.replicates(), rows, warnings);
    }

    private List<CountTable> usable(List<CountTable> periods, int features) {
        List<CountTable> usable = new ArrayList<>();
        for (CountTable period : periods) {
            Arguments.require(
                    period.features() == features,
                    "a period has %d features, the groups %d",
                    period.features(),
                    features);
            CountTable enough = period.withTotalsAtLeast(settings.samplesMin());
            if (enough.replicates() > 0) {
                usable.add(enough);
            }
        }
        return usable;
    }

    /** One replicate per period: the unweighted mean share of its pods, over the samples of all of them. */
    private static CountTable periods(List<CountTable> tables) {
        int features = tables.get(0).features();
        double[][] counts = new double[features][tables.size()];
        double[] totals = new double[tables.size()];
        for (int period = 0; period < totals.length; period++) {
            CountTable table = tables.get(period);
            for (int replicate = 0; replicate < table.replicates(); replicate++) {
                totals[period] += table.total(replicate);
            }
            for (int feature = 0; feature < features; feature++) {
                counts[feature][period] = Math.min(1, table.meanShare(feature)) * totals[period];
            }
        }
        return CountTable.of(counts, totals);
    }
}
