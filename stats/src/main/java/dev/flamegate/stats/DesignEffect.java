package dev.flamegate.stats;

import java.util.Arrays;

/**
 * How much less the samples say than as many independent ones would.
 *
 * <p>The design effect of a row is its variance between replicates over the variance that counting alone would give,
 * m (1 - m) / N (Kish 1965). Samples divided by it are the effective samples: with a design effect of 20, one million
 * samples tell what fifty thousand independent ones would, and only more replicates help. When loads are uneven,
 * replicates too count for less: (sum of N)^2 / sum of N^2 equally loaded ones carry the same samples.
 *
 * @param row index of the feature
 * @param factor the design effect, non-negative; about 1 when only counting varies
 * @param effectiveSamples samples of both sides divided by {@code factor}, at most the samples there are
 */
public record DesignEffect(int row, double factor, double effectiveSamples) {

    /**
     * The design effect of one feature within the two versions.
     *
     * @throws IllegalArgumentException if the sides have fewer than three replicates together or one has none
     */
    public static DesignEffect of(CountTable baseline, CountTable candidate, int feature) {
        Arguments.require(
                baseline.replicates() > 0
                        && candidate.replicates() > 0
                        && baseline.replicates() + candidate.replicates() > 2,
                "variance within versions needs three replicates, there are %d and %d",
                baseline.replicates(),
                candidate.replicates());
        double variance = PooledVariance.of(
                        new double[][] {shares(baseline, feature)}, new double[][] {shares(candidate, feature)})
                .variances()[0];
        double samples = samples(baseline) + samples(candidate);
        double factor = variance / CountingNoise.variance(baseline, candidate, feature);
        return new DesignEffect(feature, factor, samples / Math.max(1, factor));
    }

    /** How many equally loaded replicates carry the table's samples, 1 up to the number of replicates; 0 for none. */
    public static double effectiveReplicates(CountTable table) {
        double squares = 0;
        for (int replicate = 0; replicate < table.replicates(); replicate++) {
            squares += table.total(replicate) * table.total(replicate);
        }
        double sum = samples(table);
        return table.replicates() == 0 ? 0 : sum * sum / squares;
    }

    private static double[] shares(CountTable table, int feature) {
        double[] shares = new double[table.replicates()];
        Arrays.setAll(shares, replicate -> table.share(feature, replicate));
        return shares;
    }

    private static double samples(CountTable table) {
        double sum = 0;
        for (int replicate = 0; replicate < table.replicates(); replicate++) {
            sum += table.total(replicate);
        }
        return sum;
    }
}
