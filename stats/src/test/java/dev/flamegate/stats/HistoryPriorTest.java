package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistoryPriorTest {
    private static final int FEATURES = 30;

    @Test
    void sixRunsOfHistoryMakeThreePodsASideFarSharper() {
        RandomTables random = new RandomTables(41);
        HistoryPrior history = runs(random, 6);
        CountTable a = random.table(FEATURES, 3);
        CountTable b = random.table(FEATURES, 3);

        Compared without = compare(ShareComparison.withDefaults(), a, b);
        Compared with = compare(ShareComparison.withDefaults().with(history), a, b);

        for (int row = 0; row < FEATURES; row++) {
            assertThat(with.rows().get(row).delta())
                    .isEqualTo(without.rows().get(row).delta());
        }
        assertThat(medianDetectable(with)).isLessThan(0.75 * medianDetectable(without));
        assertThat(with.warnings()).anyMatch(warning -> warning.startsWith("Variances of 6 past runs were added"));
    }

    @Test
    void fewerThanSixRunsAreNotUsedAndTheOutcomeSaysSo() {
        RandomTables random = new RandomTables(42);
        HistoryPrior history = runs(random, 5);
        CountTable a = random.table(FEATURES, 5);
        CountTable b = random.table(FEATURES, 5);

        Compared with = compare(ShareComparison.withDefaults().with(history), a, b);

        assertThat(with.rows())
                .isEqualTo(compare(ShareComparison.withDefaults(), a, b).rows());
        assertThat(with.warnings())
                .containsExactly("Variances of 5 past runs were not used: at least 6 runs are needed.");
    }

    @Test
    void aNewFunctionDoesNotInheritTheStillnessOfItsAbsence() {
        RandomTables random = new RandomTables(43);
        HistoryPrior zero = HistoryPrior.of(6, new double[FEATURES], filled(24));
        CountTable a = random.table(FEATURES, 3);
        CountTable b = random.table(FEATURES, 3);

        Compared with = compare(ShareComparison.withDefaults().with(zero), a, b);

        assertThat(with.rows())
                .isEqualTo(compare(ShareComparison.withDefaults(), a, b).rows());
        assertThat(with.warnings()).contains("Variances of 6 past runs were added for 0 of 30 rows.");
    }

    @Test
    void aRowThatVariesFarMoreThanItUsedToDoesNotUseItsHistory() {
        RandomTables random = new RandomTables(44);
        HistoryPrior history = runs(random, 6);
        double[] calm = new double[FEATURES];
        Arrays.setAll(calm, row -> row == 2 ? history.sumOfSquares(row) / 1e4 : history.sumOfSquares(row));
        CountTable a = random.table(FEATURES, 4);
        CountTable b = random.table(FEATURES, 4);

        RowOutcome row = compare(ShareComparison.withDefaults().with(HistoryPrior.of(6, calm, filled(24))), a, b)
                .rows()
                .get(2);

        assertThat(row.degreesOfFreedom()).isLessThanOrEqualTo(3 * 6);
    }

    @Test
    void historiesAddUp() {
        HistoryPrior sum = HistoryPrior.of(2, new double[] {1, 2}, new double[] {4, 0})
                .plus(HistoryPrior.of(3, new double[] {10, 20}, new double[] {5, 6}));

        assertThat(sum.runs()).isEqualTo(5);
        assertThat(sum.sumOfSquares(1)).isEqualTo(22);
        assertThat(sum.degreesOfFreedom(0)).isEqualTo(9);
    }

    @Test
    void aHistoryOfOtherRowsIsRefused() {
        RandomTables random = new RandomTables(45);
        CountTable a = random.table(FEATURES, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare(
                        ShareComparison.withDefaults().with(HistoryPrior.of(6, new double[2], new double[2])), a, a))
                .withMessage("history has 2 rows, the tables have 30");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistoryPrior.of(6, new double[] {-1}, new double[1]))
                .withMessageStartingWith("sum of squares of row 0");
    }

    private static HistoryPrior runs(RandomTables random, int runs) {
        HistoryPrior history = HistoryPrior.ofRun(random.table(FEATURES, 3), random.table(FEATURES, 3));
        for (int run = 1; run < runs; run++) {
            history = history.plus(HistoryPrior.ofRun(random.table(FEATURES, 3), random.table(FEATURES, 3)));
        }
        return history;
    }

    private static double[] filled(double value) {
        double[] values = new double[FEATURES];
        Arrays.fill(values, value);
        return values;
    }

    private static double medianDetectable(Compared compared) {
        return LogVarianceTrend.median(compared.rows().stream()
                .mapToDouble(RowOutcome::smallestDetectable)
                .toArray());
    }

    private static Compared compare(ShareComparison comparison, CountTable a, CountTable b) {
        return (Compared) comparison.compare(a, b, new int[FEATURES]);
    }
}
