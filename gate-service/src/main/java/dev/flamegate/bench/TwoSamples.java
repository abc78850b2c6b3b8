package dev.flamegate.bench;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Textbook tests of two samples, one-sided for the second being larger. */
final class TwoSamples {
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private TwoSamples() {}

    /** Welch (1947); 1 if nothing varies. */
    static double welch(double[] before, double[] after) {
        double u = StatUtils.variance(before) / before.length;
        double v = StatUtils.variance(after) / after.length;
        if (u + v == 0) {
            return 1;
        }
        double freedom = (u + v) * (u + v) / (u * u / (before.length - 1) + v * v / (after.length - 1));
        double t = (StatUtils.mean(after) - StatUtils.mean(before)) / Math.sqrt(u + v);
        RandomGenerator neverSampled = null;
        return new TDistribution(neverSampled, freedom).cumulativeProbability(-t);
    }

    /** Mann and Whitney (1947): normal approximation with continuity, mid-ranks for ties, no correction of the variance for them. */
    static double mannWhitney(double[] before, double[] after) {
        double[] both = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, both, before.length, after.length);
        double[] ranks = new NaturalRanking().rank(both);
        double sum = Arrays.stream(ranks, before.length, ranks.length).sum();
        double n = before.length;
        double m = after.length;
        double u = sum - m * (m + 1) / 2;
        return NORMAL.cumulativeProbability(-(u - n * m / 2 - 0.5) / Math.sqrt(n * m * (n + m + 1) / 12));
    }

    /**
     * Hodges and Lehmann (1963): the median of all pairwise differences, and the interval of Mann and Whitney's test around it.
     *
     * @param confidence of the two-sided interval
     * @return its lower end, the estimate
     */
    static double[] shift(double[] before, double[] after, double confidence) {
        double[] differences = new double[before.length * after.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = after[i / before.length] - before[i % before.length];
        }
        Arrays.sort(differences);
        double n = before.length;
        double m = after.length;
        double z = NORMAL.inverseCumulativeProbability(1 - (1 - confidence) / 2);
        int from = (int) Math.floor(n * m / 2 - z * Math.sqrt(n * m * (n + m + 1) / 12));
        int size = differences.length;
        double median = (differences[(size - 1) / 2] + differences[size / 2]) / 2;
        return new double[] {differences[Math.max(0, from - 1)], median};
    }
}
