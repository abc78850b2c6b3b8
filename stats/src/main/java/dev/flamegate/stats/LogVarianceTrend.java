package dev.flamegate.stats;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * How the logarithm of the variance depends on the size of a row: a parabola in the standardised covariate, fitted so that
 * a few odd rows do not bend it.
 *
 * <p>Least squares on [1, x, x^2], repeated four times with Huber's weights min(1, 2.5 s / |r|), where r are the residuals
 * and s = 1.4826 median |r - median r| (Phipson et al. 2016, "Robust hyperparameter estimation protects against
 * hypervariable genes", do the same to the variances themselves). Fewer than eight rows carry no parabola: then the trend
 * is a robust mean. The residual variance is taken without weights, so odd rows still widen the prior.
 */
final class LogVarianceTrend {
    private static final int ROWS_FOR_TREND_MIN = 8;
    private static final int REWEIGHTINGS = 4;
    private static final double HUBER_LIMIT = 2.5;
    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double NEGLIGIBLE = 1e-12;

    private final double[] fitted;
    private final double residualVariance;

    private LogVarianceTrend(double[] fitted, double residualVariance) {
        this.fitted = fitted;
        this.residualVariance = residualVariance;
    }

    /** A parabola in {@code covariate}, or a mean when there are too few rows. */
    static LogVarianceTrend robust(double[] logVariances, double[] covariate) {
        double[][] design = logVariances.length < ROWS_FOR_TREND_MIN
                ? constantDesign(logVariances.length)
                : quadraticDesign(covariate);
        double[] fitted = new double[logVariances.length];
        double[] weights = new double[logVariances.length];
        Arrays.fill(weights, 1);
        for (int pass = 0; pass < REWEIGHTINGS; pass++) {
            fitted = weightedFit(design, logVariances, weights);
            weights = huberWeights(residuals(logVariances, fitted));
        }
        return withFitted(logVariances, fitted, design[0].length);
    }

    /** The plain mean, for variances that are known not to depend on anything. */
    static LogVarianceTrend constant(double[] logVariances) {
        double[] fitted = new double[logVariances.length];
        Arrays.fill(fitted, PooledVariance.mean(logVariances));
        return withFitted(logVariances, fitted, 1);
    }

    /** A trend fitted elsewhere with the given number of parameters. */
    static LogVarianceTrend withFitted(double[] logVariances, double[] fitted, int parameters) {
        double sum = 0;
        for (double residual : residuals(logVariances, fitted)) {
            sum += residual * residual;
        }
        return new LogVarianceTrend(fitted.clone(), sum / Math.max(1, logVariances.length - parameters));
    }

    double fitted(int row) {
        return fitted[row];
    }

    double residualVariance() {
        return residualVariance;
    }

    /** The pseudo-inverse gives the smallest coefficients when equal covariates leave the parabola undetermined. */
    private static double[] weightedFit(double[][] design, double[] values, double[] weights) {
        double[][] left = new double[values.length][];
        double[] right = new double[values.length];
        for (int row = 0; row < values.length; row++) {
            double root = Math.sqrt(weights[row]);
            left[row] = Arrays.stream(design[row]).map(x -> root * x).toArray();
            right[row] = root * values[row];
        }
        double[] coefficients = new SingularValueDecomposition(new Array2DRowRealMatrix(left, false))
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
        return new Array2DRowRealMatrix(design, false).operate(coefficients);
    }

    private static double[] huberWeights(double[] residuals) {
        double centre = median(residuals);
        double spread = MAD_TO_SIGMA
                        * median(Arrays.stream(residuals)
                                .map(r -> Math.abs(r - centre))
                                .toArray())
                + NEGLIGIBLE;
        return Arrays.stream(residuals)
                .map(r -> Math.min(1, HUBER_LIMIT * spread / (Math.abs(r) + NEGLIGIBLE)))
                .toArray();
    }

    private static double[][] constantDesign(int rows) {
        double[][] design = new double[rows][1];
        for (double[] row : design) {
            row[0] = 1;
        }
        return design;
    }

    private static double[][] quadraticDesign(double[] covariate) {
        double mean = PooledVariance.mean(covariate);
        double deviation = Math.sqrt(PooledVariance.sumOfSquares(covariate) / covariate.length) + NEGLIGIBLE;
        double[][] design = new double[covariate.length][];
        for (int row = 0; row < covariate.length; row++) {
            double x = (covariate[row] - mean) / deviation;
            design[row] = new double[] {1, x, x * x};
        }
        return design;
    }

    private static double[] residuals(double[] values, double[] fitted) {
        double[] residuals = new double[values.length];
        Arrays.setAll(residuals, row -> values[row] - fitted[row]);
        return residuals;
    }

    static double median(double[] values) {
        return new Median().evaluate(values);
    }
}
