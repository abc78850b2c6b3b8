package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModeratedVarianceTest {
    private static final int ROWS = 60;
    private final SplittableRandom random = new SplittableRandom(5);
    private final double[] covariate = random.doubles(ROWS).toArray();
    private final double[] variances =
            random.doubles(ROWS).map(x -> 1e-6 * (0.2 + 3 * x * x)).toArray();

    @Test
    void everyVarianceMovesTowardsThePriorAndNotBeyond() {
        VariancePrior prior = VariancePrior.fit(variances, 8, covariate);
        ModeratedVariance moderated = ModeratedVariance.of(variances, 8, prior, 2);

        for (int row = 0; row < ROWS; row++) {
            assertThat(moderated.variance(row))
                    .isBetween(
                            Math.min(variances[row], prior.scale(row)) * (1 - 1e-12),
                            Math.max(variances[row], prior.scale(row)) * (1 + 1e-12));
        }
    }

    @Test
    void thePriorWeighsAtMostItsCap() {
        double[] equal = new double[ROWS];
        Arrays.fill(equal, 1e-6);

        ModeratedVariance moderated = ModeratedVariance.of(equal, 4, covariate, new int[ROWS], 2);

        assertThat(VariancePrior.fit(equal, 4, covariate).degreesOfFreedom()).isInfinite();
        assertThat(moderated.degreesOfFreedom(0)).isEqualTo(4 + 2 * 4);
    }

    @Test
    void aCapOfZeroLeavesTheVariancesAsTheyAre() {
        ModeratedVariance moderated = ModeratedVariance.of(variances, 8, covariate, new int[ROWS], 0);

        for (int row = 0; row < ROWS; row++) {
            assertThat(moderated.variance(row)).isCloseTo(variances[row], within(1e-18));
            assertThat(moderated.degreesOfFreedom(row)).isEqualTo(8);
        }
    }

    @Test
    void oneOrTwoRowsBorrowNothing() {
        double[] two = {1e-6, 4e-6};

        ModeratedVariance moderated = ModeratedVariance.of(two, 6, new double[] {1, 2}, new int[2], 2);

        assertThat(moderated.variance(0)).isEqualTo(1e-6);
        assertThat(moderated.variance(1)).isEqualTo(4e-6);
        assertThat(moderated.degreesOfFreedom(0)).isEqualTo(6);
    }

    @Test
    void groupsDoNotBorrowFromEachOther() {
        int[] groups = new int[ROWS];
        Arrays.fill(groups, ROWS / 2, ROWS, 7);
        double[] others = variances.clone();
        for (int row = ROWS / 2; row < ROWS; row++) {
            others[row] *= 100;
        }

        ModeratedVariance before = ModeratedVariance.of(variances, 8, covariate, groups, 2);
        ModeratedVariance after = ModeratedVariance.of(others, 8, covariate, groups, 2);

        for (int row = 0; row < ROWS / 2; row++) {
            assertThat(after.variance(row)).isEqualTo(before.variance(row));
        }
        assertThat(after.variance(ROWS - 1)).isCloseTo(100 * before.variance(ROWS - 1), within(1e-10));
    }

    @Test
    void equalCovariatesFallBackToAConstantTrend() {
        ModeratedVariance flat = ModeratedVariance.of(variances, 8, new double[ROWS], new int[ROWS], 2);

        for (int row = 0; row < ROWS; row++) {
            assertThat(flat.variance(row)).isFinite().isPositive();
        }
    }

    @Test
    void aFewWildVariancesHardlyMoveTheTrendOfTheOthers() {
        double[] wild = variances.clone();
        wild[3] *= 1e6;
        wild[40] *= 1e6;

        LogVarianceTrend calm = LogVarianceTrend.robust(VariancePrior.logVariances(variances, 8), covariate);
        LogVarianceTrend disturbed = LogVarianceTrend.robust(VariancePrior.logVariances(wild, 8), covariate);

        for (int row = 0; row < ROWS; row++) {
            assertThat(disturbed.fitted(row)).isCloseTo(calm.fitted(row), within(0.8));
        }
    }
}
