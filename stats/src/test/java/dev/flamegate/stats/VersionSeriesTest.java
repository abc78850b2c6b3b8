package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionSeriesTest {
    private static final int ROWS = 300;
    private static final int VERSIONS = 14;

    private static VersionSeries random(double tau, double step, int rowsWithStep) {
        SplittableRandom random = new SplittableRandom(5);
        double[][] estimates = new double[ROWS][VERSIONS];
        double[][] errors = new double[ROWS][VERSIONS];
        for (int row = 0; row < ROWS; row++) {
            double unit = Math.exp(random.nextGaussian());
            for (int version = 0; version < VERSIONS; version++) {
                double shift = row < rowsWithStep && version >= 7 ? step : 0;
                errors[row][version] = unit;
                estimates[row][version] = unit * (shift + Math.sqrt(1 + tau * tau) * random.nextGaussian());
            }
        }
        return VersionSeries.of(estimates, errors);
    }

    private static double ratio(VersionSeries series, int row) {
        return series.deviation(row) / series.standardError(row, 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 3})
    void theDeviationBetweenVersionsIsFound(double tau) {
        assertThat(ratio(random(tau, 0, 0), 0)).isCloseTo(tau, within(0.2));
    }

    @Test
    void aStepInATenthOfTheRowsHardlyMovesTheDeviation() {
        assertThat(ratio(random(0.5, 20, ROWS / 10), 0)).isCloseTo(ratio(random(0.5, 0, 0), 0), within(0.05));
    }

    @Test
    void theUnitOfTheEstimatesDoesNotMatter() {
        VersionSeries series = random(0.5, 0, 0);

        assertThat(ratio(series, 7)).isCloseTo(ratio(series, 0), within(1e-9));
    }

    @Test
    void numbersOutOfRangeAreRefusedByPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionSeries.of(new double[1][4], new double[][] {{1, 1, 0, 1}}))
                .withMessageStartingWith("row 0, version 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionSeries.of(new double[2][3], new double[][] {{1, 1, 1}, {1, 1}}))
                .withMessageStartingWith("row 1 has");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionSeries.of(new double[1][2], new double[][] {{1, 1}})
                        .withDeviations(new double[] {-1}));
    }

    @Test
    void laterChangesOfTheArraysDoNotReachTheSeries() {
        double[][] estimates = {{1, 2}};
        double[][] errors = {{1, 1}};
        VersionSeries series = VersionSeries.of(estimates, errors);
        Arrays.fill(estimates[0], 9);

        assertThat(series.estimate(0, 0)).isEqualTo(1);
    }
}
