package dev.flamegate.stats;

import java.util.Arrays;

/**
 * What the versions of a week cost, row by row: an estimate with its standard error per version, and by how much versions differ that
 * are no step of each other (layout, alignment, the pods they happened to get).
 *
 * <p>That deviation tau is found from successive differences: (x_v+1 - x_v)^2 / (s_v^2 + s_v+1^2) is 1 + tau^2/s^2 times a chi-square
 * variable of one degree of freedom, but for the few pairs that a step lies between. The median over all rows and pairs, divided by
 * the chi-square's median 0.4549, is not moved by those few, and one ratio for all rows is steadier than one for each. (Von Neumann
 * et al. 1941 have the mean of such squares; the median is for robustness.)
 */
public final class VersionSeries {
    private static final double CHI_SQUARE_MEDIAN = 0.45493642311957;

    private final double[][] estimates;
    private final double[][] standardErrors;
    private final double[] deviations;

    private VersionSeries(double[][] estimates, double[][] standardErrors, double[] deviations) {
        this.estimates = estimates;
        this.standardErrors = standardErrors;
        this.deviations = deviations;
    }

    /**
     * A series whose deviation between versions is found from itself.
     *
     * @param estimates {@code estimates[row][version]}, oldest version first, finite
     * @param standardErrors of the estimates, finite and positive
     * @throws IllegalArgumentException if lengths differ or a number is out of range; names the row and the version
     */
    public static VersionSeries of(double[][] estimates, double[][] standardErrors) {
        check(estimates, standardErrors);
        double ratio = Math.sqrt(Math.max(0, excess(estimates, standardErrors)));
        double[] deviations = Arrays.stream(standardErrors)
                .mapToDouble(row -> ratio * Math.sqrt(meanSquare(row, row.length)))
                .toArray();
        return new VersionSeries(copy(estimates), copy(standardErrors), deviations);
    }

    /** @param newDeviations tau of each row in the unit of the estimates, finite, 0 if versions do not differ */
    public VersionSeries withDeviations(double[] newDeviations) {
        Arguments.require(
                newDeviations.length == estimates.length,
                "%d rows of estimates, %d deviations",
                estimates.length,
                newDeviations.length);
        for (int row = 0; row < newDeviations.length; row++) {
            Arguments.requireAtLeast("version deviation of row " + row, newDeviations[row], 0);
        }
        return new VersionSeries(estimates, standardErrors, newDeviations.clone());
    }

    /** These versions in this order, with the deviations found from all. */
    VersionSeries select(int[] versions) {
        return new VersionSeries(columns(estimates, versions), columns(standardErrors, versions), deviations);
    }

    /** With the other sign, in which what shrank grows. */
    VersionSeries negated() {
        double[][] negated = Arrays.stream(estimates)
                .map(row -> Arrays.stream(row).map(estimate -> -estimate).toArray())
                .toArray(double[][]::new);
        return new VersionSeries(negated, standardErrors, deviations);
    }

    private static double[][] columns(double[][] rows, int[] versions) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(versions)
                        .mapToDouble(version -> row[version])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double excess(double[][] estimates, double[][] errors) {
        double[] ratios = new double[estimates.length * Math.max(0, versions(estimates) - 1)];
        int next = 0;
        for (int row = 0; row < estimates.length; row++) {
            for (int version = 1; version < estimates[row].length; version++) {
                double step = estimates[row][version] - estimates[row][version - 1];
                double before = errors[row][version - 1];
                double after = errors[row][version];
                ratios[next++] = step * step / (before * before + after * after);
            }
        }
        return ratios.length == 0 ? 0 : LogVarianceTrend.median(ratios) / CHI_SQUARE_MEDIAN - 1;
    }

    private static double meanSquare(double[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i] * values[i];
        }
        return sum / count;
    }

    public int rows() {
        return estimates.length;
    }

    public int versions() {
        return versions(estimates);
    }

    /** Tau of a row in the unit of its estimates. */
    public double deviation(int row) {
        return deviations[row];
    }

    double estimate(int row, int version) {
        return estimates[row][version];
    }

    double standardError(int row, int version) {
        return standardErrors[row][version];
    }

    /** Mean of the estimates of the versions from {@code from} up to {@code to}, exclusive. */
    double mean(int row, int from, int to) {
        double sum = 0;
        for (int version = from; version < to; version++) {
            sum += estimates[row][version];
        }
        return sum / (to - from);
    }

    /** Variance of one version's estimate around what it would be without errors and deviation, averaged over all versions. */
    double variance(int row) {
        return meanSquare(standardErrors[row], versions()) + deviations[row] * deviations[row];
    }

    private static int versions(double[][] estimates) {
        return estimates.length == 0 ? 0 : estimates[0].length;
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    private static void check(double[][] estimates, double[][] errors) {
        Arguments.require(
                estimates.length == errors.length,
                "%d rows of estimates, %d of errors",
                estimates.length,
                errors.length);
        int versions = versions(estimates);
        for (int row = 0; row < estimates.length; row++) {
            Arguments.require(
                    estimates[row].length == versions && errors[row].length == versions,
                    "row %d has %d estimates and %d errors, the first row has %d versions",
                    row,
                    estimates[row].length,
                    errors[row].length,
                    versions);
            for (int version = 0; version < versions; version++) {
                double error = errors[row][version];
                Arguments.require(
                        Double.isFinite(estimates[row][version]) && Double.isFinite(error) && error > 0,
                        "row %d, version %d needs a finite estimate and a positive error, had %s and %s",
                        row,
                        version,
                        estimates[row][version],
                        error);
            }
        }
    }
}
