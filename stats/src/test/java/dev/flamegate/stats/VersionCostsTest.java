package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class VersionCostsTest {
    private final SplittableRandom random = new SplittableRandom(17);

    /** Pods of a version differ by 4 %. */
    private VersionCosts week(int versions, int pods, IntToDoubleFunction cost) {
        double[][] samples = new double[versions][pods];
        double[][] requests = new double[versions][pods];
        for (int version = 0; version < versions; version++) {
            Arrays.fill(requests[version], 10_000);
            for (int pod = 0; pod < pods; pod++) {
                samples[version][pod] = 20_000 * cost.applyAsDouble(version) * Math.exp(0.04 * random.nextGaussian());
            }
        }
        return VersionCosts.of(samples, requests);
    }

    @Test
    void aStepOfTheCostIsNamedAtItsVersion() {
        List<Scanned.Step> steps = week(12, 5, version -> version < 7 ? 1 : 1.2).steps(0.01);

        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).firstVersion()).isEqualTo(7);
        assertThat(Math.expm1(steps.get(0).size())).isCloseTo(0.2, within(0.06));
    }

    @Test
    void versionsOfEqualCostAreSeldomDifferent() {
        int alarms = 0;
        for (int run = 0; run < 200; run++) {
            VersionCosts week = week(10, 3, version -> 1);
            boolean cell = false;
            for (int version = 7; version < 10; version++) {
                cell |= week.against(new int[] {0, 1, 2, 3, 4, 5, 6}, version, 0.01, 3)
                        .significant();
            }
            alarms += cell || !week.steps(0.01).isEmpty() ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(13);
    }

    @Test
    void theMeanIsGeometricAndItsIntervalIsStudents() {
        VersionCosts costs =
                VersionCosts.of(new double[][] {{100, 400}, {300, 300}}, new double[][] {{10, 10}, {10, 10}});

        assertThat(costs.mean(0)).isCloseTo(20, within(1e-9));
        // sum of squares 2 (ln 2)^2 on 2 degrees of freedom; qt(0.975, 2) = 4.302653
        assertThat(Math.log(costs.intervalFactor(0))).isCloseTo(4.302653 * Math.log(2) / Math.sqrt(2), within(1e-6));
    }

    @Test
    void podsThatDoNotDifferAtAllHaveTheErrorOfCounting() {
        VersionCosts costs =
                VersionCosts.of(new double[][] {{100, 100}, {100, 100}}, new double[][] {{50, 50}, {50, 50}});

        assertThat(costs.intervalFactor(0)).isGreaterThan(1.1);
    }

    @Test
    void aCostThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionCosts.of(new double[][] {{1, 2}}, new double[][] {{1, 0}}))
                .withMessage("version 0, replicate 1 costs Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionCosts.of(new double[][] {{1}}, new double[][] {{1}}))
                .withMessage("no version has two replicates");
    }
}
