package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BlockedDifferenceTest {
    private static final double[] BASELINE = {1.0, 1.4, 2.1, 2.0, 3.3, 5.0};
    private static final int[] BASELINE_BLOCKS = {0, 0, 1, 1, 2, 3};
    private static final double[] CANDIDATE = {1.3, 2.6, 2.4, 2.9, 3.6, 3.9};
    private static final int[] CANDIDATE_BLOCKS = {0, 1, 1, 1, 2, 2};

    // NumPy: numpy.linalg.lstsq with a column for each block and one for the candidate; s^2 and the last diagonal entry
    // of
    // inv(X'X). The fourth block has no candidate.
    @Test
    void isTheLeastSquaresFitOfBlockAndGroup() {
        BlockedDifference found = BlockedDifference.of(BASELINE, BASELINE_BLOCKS, CANDIDATE, CANDIDATE_BLOCKS);

        assertThat(found.difference()).isCloseTo(0.4210526315789487, within(1e-12));
        assertThat(found.variance()).isCloseTo(0.051077694235588944, within(1e-12));
        assertThat(found.degreesOfFreedom()).isEqualTo(7);
        assertThat(found.unscaled()).isCloseTo(0.39473684210526316, within(1e-12));
        assertThat(found.blocks()).isEqualTo(4);
    }

    @Test
    void oneBlockIsThePooledDifference() {
        BlockedDifference found = BlockedDifference.of(BASELINE, CANDIDATE);
        PooledVariance pooled = PooledVariance.of(new double[][] {BASELINE}, new double[][] {CANDIDATE});

        assertThat(found.difference()).isCloseTo(pooled.difference(0), within(1e-12));
        assertThat(found.variance()).isCloseTo(pooled.variances()[0], within(1e-12));
        assertThat(found.unscaled()).isCloseTo(pooled.unscaled(), within(1e-12));
        assertThat(found.degreesOfFreedom()).isEqualTo(10);
    }

    @Test
    void theNumbersOfTheBlocksDoNotMatter() {
        int[] left = {70, 70, -4, -4, 9, 12};
        int[] right = {70, -4, -4, -4, 9, 9};

        assertThat(BlockedDifference.of(BASELINE, left, CANDIDATE, right).difference())
                .isCloseTo(
                        BlockedDifference.of(BASELINE, BASELINE_BLOCKS, CANDIDATE, CANDIDATE_BLOCKS)
                                .difference(),
                        within(1e-12));
    }
}
