package dev.flamegate.bench;

import dev.flamegate.bench.DrawnTables.Replicate;
import dev.flamegate.stats.CountTable;
import dev.flamegate.stats.ShareSettings;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * One test a row, on whatever it takes for replicates, at 1 %: with Holm's correction or without. A row has to be as large as the gate
 * asks, too, so that a control loses nothing by trifles.
 *
 * @param replicate what the test takes for independent
 */
record SignificanceControl(String name, RowTest test, Replicate replicate, boolean corrected) implements Control {
    private static final double ALPHA = 0.01;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** The one-sided p-value for growth of a row. */
    interface RowTest {
        double p(CountTable baseline, CountTable candidate, int row);
    }

    /** All samples of a side as one: two binomial samples, their pooled share's variance. */
    static double pooledZ(CountTable baseline, CountTable candidate, int row) {
        double n = samples(baseline);
        double m = samples(candidate);
        double k = samples(baseline, row);
        double l = samples(candidate, row);
        double pooled = (k + l) / (n + m);
        double z = (l / m - k / n) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
        return NORMAL.cumulativeProbability(-z);
    }

    static double welch(CountTable baseline, CountTable candidate, int row) {
        return TwoSamples.welch(shares(baseline, row), shares(candidate, row));
    }

    static double mannWhitney(CountTable baseline, CountTable candidate, int row) {
        return TwoSamples.mannWhitney(shares(baseline, row), shares(candidate, row));
    }

    @Override
    public boolean fails(DrawnTables tables) {
        CountTable baseline = tables.table(false, replicate);
        CountTable candidate = tables.table(true, replicate);
        double[] p = new double[tables.rows()];
        boolean[] material = new boolean[p.length];
        for (int row = 0; row < p.length; row++) {
            p[row] = test.p(baseline, candidate, row);
            material[row] = isMaterial(baseline.meanShare(row), candidate.meanShare(row));
        }
        return rejectsMaterial(p, material);
    }

    /** Holm's step-down rejects the smallest p-values up to the first that is too large. */
    private boolean rejectsMaterial(double[] p, boolean[] material) {
        Integer[] ascending = new Integer[p.length];
        Arrays.setAll(ascending, row -> row);
        Arrays.sort(ascending, (a, b) -> Double.compare(p[a], p[b]));
        for (int i = 0; i < ascending.length; i++) {
            int tests = corrected ? p.length - i : 1;
            if (p[ascending[i]] > ALPHA / tests) {
                return false;
            }
            if (material[ascending[i]]) {
                return true;
            }
        }
        return false;
    }

    static boolean isMaterial(double before, double after) {
        ShareSettings settings = ShareSettings.withDefaults();
        return after - before >= Math.max(settings.materialShare(), settings.materialRelative() * before);
    }

    static double[] shares(CountTable table, int row) {
        double[] shares = new double[table.replicates()];
        Arrays.setAll(shares, replicate -> table.share(row, replicate));
        return shares;
    }

    static double samples(CountTable table) {
        double sum = 0;
        for (int replicate = 0; replicate < table.replicates(); replicate++) {
            sum += table.total(replicate);
        }
        return sum;
    }

    static double samples(CountTable table, int row) {
        double sum = 0;
        for (int replicate = 0; replicate < table.replicates(); replicate++) {
            sum += table.count(row, replicate);
        }
        return sum;
    }
}
