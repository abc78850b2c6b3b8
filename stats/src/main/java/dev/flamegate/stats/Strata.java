package dev.flamegate.stats;

/**
 * The merged strata of two sides with their weights; the arithmetic behind {@link PostStratification}.
 *
 * <p>The weight w_e is the mean over all replicates of the stratum's share of the replicate. The attenuation is computed
 * from counts pooled over all replicates, with the strata weighted by their pooled counts, so that it is a true variance
 * ratio: within-stratum variance over total variance of "the sample shows f", hence never above one.
 */
final class Strata {
    private final StratifiedTable[] sides;
    private final int[] mergedInto;
    private final double[] weights;

    private Strata(StratifiedTable[] sides, int[] mergedInto, double[] weights) {
        this.sides = sides;
        this.mergedInto = mergedInto;
        this.weights = weights;
    }

    /** Strata with a mean share below {@code shareMin}, or without samples in some replicate, become the last one. */
    static Strata merged(double shareMin, StratifiedTable... sides) {
        int strata = sides[0].strata();
        double[] shares = new double[strata];
        boolean[] lacking = new boolean[strata];
        int replicates = 0;
        for (StratifiedTable side : sides) {
            replicates += side.replicates();
            for (int replicate = 0; replicate < side.replicates(); replicate++) {
                double total = total(side, replicate);
                for (int stratum = 0; stratum < strata; stratum++) {
                    shares[stratum] += side.total(stratum, replicate) / total;
                    lacking[stratum] |= side.total(stratum, replicate) == 0;
                }
            }
        }
        int[] mergedInto = new int[strata];
        double[] weights = new double[strata + 1];
        for (int stratum = 0; stratum < strata; stratum++) {
            double share = shares[stratum] / Math.max(1, replicates);
            mergedInto[stratum] = share < shareMin || lacking[stratum] ? strata : stratum;
            weights[mergedInto[stratum]] += share;
        }
        return new Strata(sides, mergedInto, weights);
    }

    /** A_f from pooled counts; 0 when the feature or its complement has no samples. */
    double attenuation(int feature) {
        double[] counts = new double[weights.length];
        double[] totals = new double[weights.length];
        double count = 0;
        double total = 0;
        for (StratifiedTable side : sides) {
            for (int stratum = 0; stratum < mergedInto.length; stratum++) {
                for (int replicate = 0; replicate < side.replicates(); replicate++) {
                    counts[mergedInto[stratum]] += side.count(feature, stratum, replicate);
                    totals[mergedInto[stratum]] += side.total(stratum, replicate);
                    count += side.count(feature, stratum, replicate);
                    total += side.total(stratum, replicate);
                }
            }
        }
        if (count == 0 || count == total) {
            return 0;
        }
        double within = 0;
        for (int stratum = 0; stratum < weights.length; stratum++) {
            within += totals[stratum] == 0 ? 0 : counts[stratum] * (1 - counts[stratum] / totals[stratum]);
        }
        return Math.min(1, within / (count * (1 - count / total)));
    }

    /** y_fp / A_f for every replicate of one side (0 baseline, 1 candidate). */
    double[] standardised(int side, int feature, double attenuation) {
        StratifiedTable table = sides[side];
        double[] values = new double[table.replicates()];
        for (int replicate = 0; replicate < values.length; replicate++) {
            double[] counts = new double[weights.length];
            double[] totals = new double[weights.length];
            for (int stratum = 0; stratum < mergedInto.length; stratum++) {
                counts[mergedInto[stratum]] += table.count(feature, stratum, replicate);
                totals[mergedInto[stratum]] += table.total(stratum, replicate);
            }
            for (int stratum = 0; stratum < weights.length; stratum++) {
                values[replicate] +=
                        totals[stratum] == 0 ? 0 : weights[stratum] * counts[stratum] / totals[stratum] / attenuation;
            }
        }
        return values;
    }

    /** What one sample of an unmerged stratum stands for in one replicate; 0 where its merged stratum is empty. */
    double weight(int side, int replicate, int stratum) {
        double total = 0;
        for (int other = 0; other < mergedInto.length; other++) {
            total += mergedInto[other] == mergedInto[stratum] ? sides[side].total(other, replicate) : 0;
        }
        return total == 0 ? 0 : weights[mergedInto[stratum]] / total;
    }

    private static double total(StratifiedTable side, int replicate) {
        double total = 0;
        for (int stratum = 0; stratum < side.strata(); stratum++) {
            total += side.total(stratum, replicate);
        }
        return total;
    }
}
