package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountTableTest {
    @Test
    void aShareIsTheCountOverTheReplicatesOwnTotal() {
        CountTable table = CountTable.of(new double[][] {{1, 3}, {0, 4}}, new double[] {10, 4});

        assertThat(table.features()).isEqualTo(2);
        assertThat(table.replicates()).isEqualTo(2);
        assertThat(table.count(0, 1)).isEqualTo(3);
        assertThat(table.total(1)).isEqualTo(4);
        assertThat(table.share(0, 1)).isEqualTo(0.75);
        assertThat(table.share(1, 1)).isEqualTo(1);
    }

    @Test
    void theMeanShareWeighsEveryReplicateTheSameWhateverItsLoad() {
        CountTable table = CountTable.of(new double[][] {{1, 500}}, new double[] {10, 1000});

        assertThat(table.meanShare(0)).isEqualTo((0.1 + 0.5) / 2);
    }

    @Test
    void laterChangesOfTheArgumentsDoNotReachTheTable() {
        double[][] counts = {{1}};
        double[] totals = {2};
        CountTable table = CountTable.of(counts, totals);

        counts[0][0] = 7;
        totals[0] = 7;

        assertThat(table.share(0, 0)).isEqualTo(0.5);
    }

    @Test
    void aTableMayHaveNoFeaturesAndNoReplicates() {
        assertThat(CountTable.of(new double[0][], new double[] {5}).features()).isZero();
        assertThat(CountTable.of(new double[][] {{}}, new double[0]).replicates())
                .isZero();
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> CountTable.of(new double[][] {{}}, new double[0]).meanShare(0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void aCountThatIsNotFiniteAndNonNegativeIsRefusedWithItsPlace(double count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountTable.of(new double[][] {{1, 1}, {1, count}}, new double[] {9, 9}))
                .withMessage("count of feature 1 in replicate 1 must be finite and non-negative, was " + count);
    }

    @Test
    void aCountAboveItsTotalIsRefusedWithItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountTable.of(new double[][] {{1, 10}}, new double[] {9, 9}))
                .withMessage("count of feature 0 in replicate 1 must be at most the total 9.0, was 10.0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1, 0})
    void aTotalThatIsNotFiniteAndPositiveIsRefusedWithItsPlace(double total) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountTable.of(new double[][] {{0, 0}}, new double[] {9, total}))
                .withMessage("total of replicate 1 must be finite and positive, was " + total);
    }

    @Test
    void aRowOfAnotherLengthThanTheTotalsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountTable.of(new double[][] {{1, 2}, {1}}, new double[] {9, 9}))
                .withMessage("feature 1 has 1 replicates, the totals have 2");
    }
}
