package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleRemovalTest {
    /** Function 0 loses most of its cost; nothing else changes, but every other share seems to grow. */
    @Test
    void whatOnlySeemedToGrowIsLevelAgainWithoutTheImprovedFunction() {
        CountTable baseline = CountTable.of(
                new double[][] {{4000, 4100, 3900, 4000}, {1500, 1480, 1520, 1510}},
                new double[] {10_000, 10_100, 9_900, 10_000});
        CountTable candidate = CountTable.of(
                new double[][] {{400, 390, 410, 400}, {1500, 1520, 1490, 1500}},
                new double[] {6_400, 6_390, 6_410, 6_400});
        double[] removedBaseline = {4000, 4100, 3900, 4000};
        double[] removedCandidate = {400, 390, 410, 400};

        RowOutcome before = row(ShareComparison.withDefaults(), baseline, candidate, 1);
        double fraction = SampleRemoval.remainingFraction(baseline, removedBaseline);
        RowOutcome after = row(
                ShareComparison.withDefaults().inUnitsOf(fraction),
                SampleRemoval.remaining(baseline, removedOf(removedBaseline), removedBaseline),
                SampleRemoval.remaining(candidate, removedOf(removedCandidate), removedCandidate),
                1);

        assertThat(before.delta()).isGreaterThan(0.08);
        assertThat(after.delta()).isCloseTo(0, within(0.001));
        assertThat(fraction).isEqualTo(0.6);
        assertThat(after.baselineShare()).isCloseTo(0.15, within(0.001));
    }

    @Test
    void theUnitScalesSharesDifferencesAndErrorsButNeitherTNorP() {
        RandomTables random = new RandomTables(31);
        CountTable a = random.table(12, 5);
        CountTable b = random.table(12, 5);

        RowOutcome whole = row(ShareComparison.withDefaults(), a, b, 3);
        RowOutcome half = row(ShareComparison.withDefaults().inUnitsOf(0.5), a, b, 3);

        assertThat(half.baselineShare()).isEqualTo(whole.baselineShare() / 2);
        assertThat(half.delta()).isCloseTo(whole.delta() / 2, within(1e-15));
        assertThat(half.standardError()).isCloseTo(whole.standardError() / 2, within(1e-15));
        assertThat(half.t()).isCloseTo(whole.t(), within(1e-9));
        assertThat(half.p()).isCloseTo(whole.p(), within(1e-9));
        assertThat(half.materialSize()).isEqualTo(Math.max(0.003, 0.05 * half.baselineShare()));
    }

    @Test
    void strataLoseTheirSamplesOneByOne() {
        StratifiedTable table =
                StratifiedTable.of(new double[][][] {{{5, 6}, {7, 8}}}, new double[][] {{50, 60}, {70, 80}});

        StratifiedTable remaining =
                SampleRemoval.remaining(table, new double[][][] {{{1, 0}, {2, 3}}}, new double[][] {{10, 0}, {20, 30}});

        assertThat(remaining.count(0, 0, 0)).isEqualTo(4);
        assertThat(remaining.count(0, 1, 1)).isEqualTo(5);
        assertThat(remaining.total(0, 1)).isEqualTo(60);
        assertThat(remaining.total(1, 1)).isEqualTo(50);
    }

    @Test
    void moreThanThereIsCannotBeRemoved() {
        CountTable table = CountTable.of(new double[][] {{5}}, new double[] {10});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRemoval.remaining(table, new double[][] {{6}}, new double[] {6}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRemoval.remaining(table, new double[][] {{5}}, new double[] {10}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRemoval.remainingFraction(table, new double[] {10}))
                .withMessageContaining("between 0 and all");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleRemoval.remaining(table, new double[0][], new double[] {0}));
    }

    /** Feature 0 is the removed function, feature 1 has none of its samples. */
    private static double[][] removedOf(double[] removed) {
        return new double[][] {removed, new double[removed.length]};
    }

    private static RowOutcome row(ShareComparison comparison, CountTable a, CountTable b, int row) {
        return ((Compared) comparison.compare(a, b, new int[a.features()]))
                .rows()
                .get(row);
    }
}
