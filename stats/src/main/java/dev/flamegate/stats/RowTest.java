package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The moderated t-test of every row, with all that is reported about it.
 *
 * <p>With SE = s~ sqrt(1/P_0 + 1/P_1) from {@link ModeratedVariance}, t = delta / SE; growth is significant when Holm
 * rejects the upper tail at the rows' part of alpha. With m rows the smallest growth found with probability pi is
 * (t_{1 - alpha/m} + t_{pi}) SE, Holm's first and hardest step. A growth D needs (that / D)^2 times as many replicates.
 *
 * <p>The prior's covariate is ln m with m the mean of the two sides' shares, which does not depend on the difference.
 * Numbers below {@link #LOWEST_SHARE} are raised to it, so that a row without samples has a logarithm.
 */
final class RowTest {
    private static final double LOWEST_SHARE = 1e-7;
    private static final double TWO_SIDED = 0.025;

    private final ShareSettings settings;
    private final PooledVariance pooled;
    private final ModeratedVariance moderated;
    private final double[] baselineShares;
    private final double[] candidateShares;
    private final Map<Double, Quantiles> quantiles = new HashMap<>();

    private RowTest(
            ShareSettings settings,
            PooledVariance pooled,
            ModeratedVariance moderated,
            double[] baselineShares,
            double[] candidateShares) {
        this.settings = settings;
        this.pooled = pooled;
        this.moderated = moderated;
        this.baselineShares = baselineShares;
        this.candidateShares = candidateShares;
    }

    /**
     * Tests every row.
     *
     * @param pooled differences and positive variances, in the units of shares
     * @param baselineShares mean shares before any standardisation: sizes are relative to these
     * @param candidateShares the same for the candidate
     * @param groups prior group of each row, before small ones are merged
     */
    static List<RowOutcome> outcomes(
            ShareSettings settings,
            PooledVariance pooled,
            double[] baselineShares,
            double[] candidateShares,
            int[] groups) {
        double[] logMeans = new double[pooled.rows()];
        Arrays.setAll(
                logMeans, row -> Math.log(Math.max(LOWEST_SHARE, (baselineShares[row] + candidateShares[row]) / 2)));
        ModeratedVariance moderated = ModeratedVariance.of(
                pooled.variances(),
                pooled.degreesOfFreedom(),
                logMeans,
                PriorGroups.merged(groups),
                settings.priorCap());
        return new RowTest(settings, pooled, moderated, baselineShares, candidateShares).outcomes();
    }

    private List<RowOutcome> outcomes() {
        double[] growth = new double[pooled.rows()];
        double[] shrinkage = new double[pooled.rows()];
        for (int row = 0; row < pooled.rows(); row++) {
            StudentT distribution = quantiles(row).distribution;
            growth[row] = distribution.upperTail(t(row));
            shrinkage[row] = distribution.lowerTail(t(row));
        }
        double[] adjusted = Holm.adjusted(growth);
        double[] decreased = Holm.adjusted(shrinkage);
        List<RowOutcome> outcomes = new ArrayList<>();
        for (int row = 0; row < pooled.rows(); row++) {
            double adjustedP = Math.min(1, adjusted[row] / settings.rowAlphaFraction());
            outcomes.add(outcome(row, growth[row], adjustedP, shrinkage[row], decreased[row]));
        }
        return outcomes;
    }

    private RowOutcome outcome(int row, double p, double adjustedP, double decreaseP, double adjustedDecreaseP) {
        double delta = pooled.difference(row);
        double error = standardError(row);
        Quantiles quantile = quantiles(row);
        double mustDetect = settings.mustDetectSize(baselineShares[row]);
        double detectable = (quantile.firstHolmStep + quantile.power) * error;
        return new RowOutcome(
                row,
                baselineShares[row],
                candidateShares[row],
                delta,
                error,
                moderated.degreesOfFreedom(row),
                t(row),
                quantile.firstHolmStep,
                p,
                adjustedP,
                decreaseP,
                adjustedDecreaseP,
                delta - quantile.twoSided * error,
                delta + quantile.twoSided * error,
                delta + quantile.oneSided * error,
                settings.materialSize(baselineShares[row]),
                mustDetect,
                detectable,
                (detectable / mustDetect) * (detectable / mustDetect),
                adjustedP <= settings.alpha(),
                adjustedDecreaseP <= settings.alpha());
    }

    private double standardError(int row) {
        return Math.sqrt(moderated.variance(row) * pooled.unscaled());
    }

    private double t(int row) {
        return pooled.difference(row) / standardError(row);
    }

    /** Quantiles are searched for numerically, and all rows of a prior group share them. */
    private Quantiles quantiles(int row) {
        return quantiles.computeIfAbsent(
                moderated.degreesOfFreedom(row), freedom -> new Quantiles(freedom, settings, pooled.rows()));
    }

    private static final class Quantiles {
        private final StudentT distribution;
        private final double oneSided;
        private final double twoSided;
        private final double firstHolmStep;
        private final double power;

        private Quantiles(double degreesOfFreedom, ShareSettings settings, int rows) {
            distribution = StudentT.withDegreesOfFreedom(degreesOfFreedom);
            oneSided = distribution.exceededWith(settings.passError());
            twoSided = distribution.exceededWith(TWO_SIDED);
            firstHolmStep = distribution.exceededWith(settings.rowAlpha() / rows);
            power = distribution.exceededWith(1 - settings.power());
        }
    }
}
