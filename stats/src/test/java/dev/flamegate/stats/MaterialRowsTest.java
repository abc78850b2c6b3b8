package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaterialRowsTest {
    private static final double MATERIAL = 0.003;

    @Test
    void selfRowsHoldAtLeastHalfTheMaterialShare() {
        MaterialRows rows = select(new double[] {0.0014, 0.0015, 0.2}, new double[3], new double[3], new boolean[3]);

        assertThat(rows.selfRows()).containsExactly(1, 2);
        assertThat(rows.totalRows()).isEmpty();
    }

    @Test
    void aLeafHasNoTotalRowBecauseItWouldRepeatTheSelfRow() {
        MaterialRows rows =
                select(new double[] {0.1, 0.1}, new double[] {0.1, 0.1}, new double[2], new boolean[] {true, false});

        assertThat(rows.totalRows()).containsExactly(1);
    }

    @Test
    void aWrapperOfOneCalleeHasNoTotalRow() {
        MaterialRows rows =
                select(new double[2], new double[] {0.1, 0.1}, new double[] {0.0986, 0.0984}, new boolean[2]);

        assertThat(rows.totalRows()).containsExactly(1);
    }

    @Test
    void aRootOnEveryStackHasNoTotalRow() {
        MaterialRows rows = select(new double[2], new double[] {1, 0.999}, new double[2], new boolean[2]);

        assertThat(rows.totalRows()).containsExactly(1);
    }

    @Test
    void theNumberOfRowsIsBoundedByTheSharesNotByTheNumberOfFunctions() {
        SplittableRandom random = new SplittableRandom(3);
        double[] self = random.doubles(20_000).map(x -> x * x * x).toArray();
        double sum = Arrays.stream(self).sum();
        double[] shares = Arrays.stream(self).map(x -> x / sum).toArray();

        MaterialRows rows = select(shares, shares, new double[20_000], new boolean[20_000]);

        assertThat(rows.selfRows().length).isLessThanOrEqualTo((int) (2 / MATERIAL));
    }

    @Test
    void noFunctionsGiveNoRows() {
        MaterialRows rows = select(new double[0], new double[0], new double[0], new boolean[0]);

        assertThat(rows.selfRows()).isEmpty();
        assertThat(rows.totalRows()).isEmpty();
    }

    @Test
    void theArraysGivenOutAreCopies() {
        MaterialRows rows = select(new double[] {0.5}, new double[] {0.5}, new double[1], new boolean[1]);

        rows.selfRows()[0] = 9;

        assertThat(rows.selfRows()).containsExactly(0);
    }

    @Test
    void differentLengthsAndSharesOutsideZeroToOneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(new double[2], new double[1], new double[2], new boolean[2]))
                .withMessage("meanTotal has 1 functions, meanSelf has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> select(new double[] {0, Double.NaN}, new double[2], new double[2], new boolean[2]))
                .withMessage("meanSelf of function 1 must lie between 0 and 1, was NaN");
    }

    private static MaterialRows select(double[] self, double[] total, double[] callee, boolean[] equal) {
        return MaterialRows.select(self, total, callee, equal, MATERIAL);
    }
}
