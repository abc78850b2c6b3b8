package dev.flamegate.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * What past comparisons of the same service say about the variance of each row between pods of one version.
 *
 * <p>With three pods a side a row has four degrees of freedom of its own; six past runs add twenty-four, and with them the
 * power at the oracle's 80 % point rises from 9 to 61 % without more false alarms. The within-version sums of squares are
 * added to the present ones, the degrees of freedom likewise, before the variances are moderated. Only spread within a
 * version is taken over, never a level: what past versions cost does not enter.
 *
 * <p>Variances are assumed to be stable between runs. A row whose present variance exceeds its past one beyond chance (F
 * test at 1 %), for instance because the function is new or has grown since, does not use its history. Immutable.
 */
public final class HistoryPrior {
    static final int RUNS_MIN = 6;
    private static final double CHANGED_BELOW = 0.01;

    private final int runs;
    private final double[] sumsOfSquares;
    private final double[] degreesOfFreedom;

    private HistoryPrior(int runs, double[] sumsOfSquares, double[] degreesOfFreedom) {
        this.runs = runs;
        this.sumsOfSquares = sumsOfSquares;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /**
     * History as it was kept.
     *
     * @param runs how many past comparisons, at least 1; fewer than six are too few to be used
     * @param sumsOfSquares per row, around each version's own mean, in squared shares
     * @param degreesOfFreedom per row; 0 where the row has no past
     * @throws IllegalArgumentException if lengths differ or a number is negative or not finite
     */
    public static HistoryPrior of(int runs, double[] sumsOfSquares, double[] degreesOfFreedom) {
        Arguments.requireAtLeast("runs", runs, 1);
        Arguments.require(
                sumsOfSquares.length == degreesOfFreedom.length,
                "%d sums of squares, %d degrees of freedom",
                sumsOfSquares.length,
                degreesOfFreedom.length);
        for (int row = 0; row < sumsOfSquares.length; row++) {
            Arguments.requireAtLeast("sum of squares of row " + row, sumsOfSquares[row], 0);
            Arguments.requireAtLeast("degrees of freedom of row " + row, degreesOfFreedom[row], 0);
        }
        return new HistoryPrior(runs, sumsOfSquares.clone(), degreesOfFreedom.clone());
    }

    /** What one run contributes: the spread within its two versions, for plain rows. */
    public static HistoryPrior ofRun(CountTable baseline, CountTable candidate) {
        return ofRun(PooledVariance.of(baseline.shares(), candidate.shares()));
    }

    /** What one run contributes, for rows standardised as they were in that run. */
    public static HistoryPrior ofRun(PostStratification run) {
        return ofRun(run.pooled());
    }

    /** Both histories together; rows must correspond. */
    public HistoryPrior plus(HistoryPrior other) {
        Arguments.require(rows() == other.rows(), "%d rows and %d rows of history", rows(), other.rows());
        return new HistoryPrior(
                runs + other.runs,
                sum(sumsOfSquares, other.sumsOfSquares),
                sum(degreesOfFreedom, other.degreesOfFreedom));
    }

    public int rows() {
        return sumsOfSquares.length;
    }

    public int runs() {
        return runs;
    }

    public double sumOfSquares(int row) {
        return sumsOfSquares[row];
    }

    public double degreesOfFreedom(int row) {
        return degreesOfFreedom[row];
    }

    boolean longEnough() {
        return runs >= RUNS_MIN;
    }

    /** Whether the row's present variance is still compatible with its past. */
    boolean applies(int row, double variance, double freedom) {
        if (degreesOfFreedom[row] == 0 || sumsOfSquares[row] == 0) {
            return false;
        }
        double ratio = variance / (sumsOfSquares[row] / degreesOfFreedom[row]);
        RandomGenerator neverSampled = null;
        FDistribution chance = new FDistribution(neverSampled, freedom, degreesOfFreedom[row]);
        return 1 - chance.cumulativeProbability(ratio) >= CHANGED_BELOW;
    }

    /** The present variances with the history added where it applies. */
    PooledVariance addedTo(PooledVariance present) {
        double[] variances = present.variances();
        double[] freedoms = present.degreesOfFreedom();
        for (int row = 0; row < variances.length; row++) {
            if (applies(row, variances[row], freedoms[row])) {
                double squares = variances[row] * freedoms[row] + sumsOfSquares[row];
                freedoms[row] += degreesOfFreedom[row];
                variances[row] = squares / freedoms[row];
            }
        }
        return present.withVariances(variances, freedoms);
    }

    private static HistoryPrior ofRun(PooledVariance pooled) {
        double[] freedoms = pooled.degreesOfFreedom();
        double[] squares = pooled.variances();
        Arrays.setAll(squares, row -> squares[row] * freedoms[row]);
        return new HistoryPrior(1, squares, freedoms);
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }
}
