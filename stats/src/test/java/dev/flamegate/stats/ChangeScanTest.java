package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ChangeScanTest {
    private static final int VERSIONS = 14;
    private static final int ROWS = 300;
    private static final double TAU = 0.5;
    /** Growth that a comparison of two versions finds with 80 % power, in standard errors of one version. */
    private static final double PAIRWISE = 6.8;

    private final SplittableRandom random = new SplittableRandom(71);

    @Test
    void halfOfWhatAPairCanDetectIsFoundWithinTheWeek() {
        assertThat(detectionRate(version -> version >= 7 ? 0.5 * PAIRWISE : 0)).isGreaterThanOrEqualTo(0.83);
    }

    @Test
    void aCreepIsFoundThatNoPairOfVersionsShows() {
        assertThat(detectionRate(version -> 0.15 * PAIRWISE * version)).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void oneOddVersionIsNoStep() {
        assertThat(detectionRate(version -> version == 7 ? PAIRWISE : 0)).isLessThanOrEqualTo(0.01);
    }

    @Test
    void aQuietWeekRaisesNoAlarmInAnyRow() {
        int alarms = 0;
        for (int week = 0; week < 100; week++) {
            Scanned scanned = scan(ROWS, version -> 0);
            alarms += scanned.steps().stream().anyMatch(Scanned.Step::significant) ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(4);
    }

    @Test
    void aDecreaseIsNoGrowth() {
        assertThat(detectionRate(version -> version >= 7 ? -2 * PAIRWISE : 0)).isZero();
    }

    @Test
    void anExactStepIsFoundWhereItIs() {
        double[] estimates = {1, 1, 1, 1, 1, 3, 3, 3};
        double[] errors = new double[8];
        Arrays.fill(errors, 0.5);

        Scanned.Step step = ((Scanned) ChangeScan.withDefaults()
                        .scan(VersionSeries.of(new double[][] {estimates}, new double[][] {errors})
                                .withDeviations(new double[1])))
                .steps()
                .get(0);

        assertThat(step.firstVersion()).isEqualTo(5);
        assertThat(step.size()).isCloseTo(2, within(1e-12));
        assertThat(step.z()).isCloseTo(2 / (0.5 * Math.sqrt(1.0 / 5 + 1.0 / 3)), within(1e-12));
    }

    @Test
    void threeVersionsOrNoRowsAreNotComparable() {
        assertThat(ChangeScan.withDefaults().scan(VersionSeries.of(new double[1][3], new double[][] {{1, 1, 1}})))
                .isInstanceOf(NotComparable.class);
        assertThat(ChangeScan.withDefaults().scan(VersionSeries.of(new double[0][], new double[0][])))
                .isInstanceOf(NotComparable.class);
    }

    @Test
    void anErrorRateOutOfRangeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangeScan.withDefaults().with(1));
    }

    /** Share of 1,000 series that are found at the level they would have among {@link #ROWS} rows. */
    private double detectionRate(IntToDoubleFunction truth) {
        int found = 0;
        for (int series = 0; series < 1000; series++) {
            double adjustedP = scan(1, truth).steps().get(0).adjustedP();
            found += ROWS * adjustedP <= 0.01 ? 1 : 0;
        }
        return found / 1000.0;
    }

    /** Errors are estimated on 28 degrees of freedom: about 13 % off. */
    private Scanned scan(int rows, IntToDoubleFunction truth) {
        double[][] estimates = new double[rows][VERSIONS];
        double[][] errors = new double[rows][VERSIONS];
        double[] deviations = new double[rows];
        Arrays.fill(deviations, TAU);
        for (int row = 0; row < rows; row++) {
            for (int version = 0; version < VERSIONS; version++) {
                estimates[row][version] =
                        truth.applyAsDouble(version) + Math.sqrt(1 + TAU * TAU) * random.nextGaussian();
                errors[row][version] = Math.exp(0.13 * random.nextGaussian());
            }
        }
        return (Scanned) ChangeScan.withDefaults()
                .scan(VersionSeries.of(estimates, errors).withDeviations(deviations));
    }
}
