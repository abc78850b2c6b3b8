package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

/** Moderation against R 4.2.2 with limma 3.54.1; the R commands stand in {@code limma/README.md}. */
class LimmaGoldenTableTest {
    private static final double UNCAPPED = 1e9;
    private static final String COMMAND = "R commands: src/test/resources/limma/README.md";

    private final CsvTable limma = CsvTable.withHeader("/limma/limma_expected.csv");
    private final double[][] shares = CsvTable.withHeader("/limma/shares.csv").lines();
    private final PooledVariance pooled = PooledVariance.of(pods(0), pods(10));
    private final double[] logVariances = VariancePrior.logVariances(pooled.variances(), 18);

    @Test
    void differencesAndPooledVariancesAreLimmas() {
        double[] delta = limma.column("delta");
        double[] s2 = limma.column("s2");
        for (int row = 0; row < delta.length; row++) {
            assertThat(pooled.difference(row)).as(COMMAND).isCloseTo(delta[row], within(1e-15));
            assertThat(pooled.variances()[row]).as(COMMAND).isCloseTo(s2[row], within(1e-12 * s2[row]));
        }
    }

    @Test
    void withoutTrendThePriorAndEveryStatisticAreLimmas() {
        VariancePrior prior = VariancePrior.matching(logVariances, LogVarianceTrend.constant(logVariances), 18);

        assertThat(prior.degreesOfFreedom()).as(COMMAND).isCloseTo(1.70536374706565, within(1e-6));
        assertStatistics(prior, "s02", "s2post", "t", "df");
    }

    /**
     * limma fits a natural spline of the mean share, we a parabola of its logarithm. Given limma's own fitted trend (four
     * parameters), everything behind the fit has to be equal.
     */
    @Test
    void withLimmasTrendThePriorAndEveryStatisticAreLimmas() {
        double d0 = limma.column("trend_d0")[0];
        double[] fitted = Arrays.stream(limma.column("trend_s02"))
                .map(s02 -> Math.log(s02) - Gamma.digamma(d0 / 2) + Math.log(d0 / 2))
                .toArray();

        VariancePrior prior =
                VariancePrior.matching(logVariances, LogVarianceTrend.withFitted(logVariances, fitted, 4), 18);

        assertThat(prior.degreesOfFreedom()).as(COMMAND).isCloseTo(d0, within(1e-6));
        assertStatistics(prior, "trend_s02", "trend_s2post", "trend_t", "trend_df");
    }

    /** Two flexible curves through the same cloud: close, but not equal. The bounds are twice what was measured. */
    @Test
    void ourOwnTrendStaysCloseToLimmas() {
        double[] logMeans = Arrays.stream(shares)
                .mapToDouble(row -> Math.log(PooledVariance.mean(row)))
                .toArray();
        VariancePrior prior = VariancePrior.fit(pooled.variances(), 18, logMeans);
        ModeratedVariance moderated = ModeratedVariance.of(pooled.variances(), 18, prior, UNCAPPED);
        double[] t = statistics(moderated);
        double[] expected = limma.column("trend_t");

        assertThat(prior.degreesOfFreedom()).isCloseTo(limma.column("trend_d0")[0], within(2.0));
        assertThat(new PearsonsCorrelation().correlation(t, expected)).isGreaterThan(0.9997);
        for (int row = 0; row < t.length; row++) {
            assertThat(t[row]).isCloseTo(expected[row], within(0.15));
        }
    }

    @Test
    void theUpperTailsAreLimmas() {
        double[] t = limma.column("t");
        double[] df = limma.column("df");
        double[] p = limma.column("p_up");
        for (int row = 0; row < t.length; row++) {
            assertThat(StudentT.withDegreesOfFreedom(df[row]).upperTail(t[row]))
                    .as(COMMAND)
                    .isCloseTo(p[row], within(1e-12));
        }
    }

    private void assertStatistics(VariancePrior prior, String scale, String posterior, String t, String df) {
        ModeratedVariance moderated = ModeratedVariance.of(pooled.variances(), 18, prior, UNCAPPED);
        double[] statistics = statistics(moderated);
        for (int row = 0; row < statistics.length; row++) {
            double s02 = limma.column(scale)[row];
            double s2post = limma.column(posterior)[row];
            assertThat(prior.scale(row)).as(COMMAND).isCloseTo(s02, within(1e-6 * s02));
            assertThat(moderated.variance(row)).as(COMMAND).isCloseTo(s2post, within(1e-6 * s2post));
            assertThat(moderated.degreesOfFreedom(row)).as(COMMAND).isCloseTo(limma.column(df)[row], within(1e-6));
            assertThat(statistics[row]).as(COMMAND).isCloseTo(limma.column(t)[row], within(1e-6));
        }
    }

    private double[] statistics(ModeratedVariance moderated) {
        double[] t = new double[pooled.rows()];
        Arrays.setAll(t, row -> pooled.difference(row) / Math.sqrt(moderated.variance(row) * pooled.unscaled()));
        return t;
    }

    private double[][] pods(int first) {
        return Arrays.stream(shares)
                .map(row -> Arrays.copyOfRange(row, first, first + 10))
                .toArray(double[][]::new);
    }
}
