package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareComparisonTest {
    private static final int FEATURES = 30;
    private final ShareComparison comparison = ShareComparison.withDefaults();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void swappingTheSidesFlipsTheSignOfDeltaAndT(long seed) {
        RandomTables random = new RandomTables(seed);
        CountTable a = random.table(FEATURES, 5);
        CountTable b = random.table(FEATURES, 7);

        List<RowOutcome> there = rows(a, b);
        List<RowOutcome> back = rows(b, a);

        for (int row = 0; row < FEATURES; row++) {
            assertThat(back.get(row).delta()).isEqualTo(-there.get(row).delta());
            assertThat(back.get(row).t()).isCloseTo(-there.get(row).t(), within(1e-12));
            assertThat(back.get(row).p()).isCloseTo(1 - there.get(row).p(), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void theOrderOfTheReplicatesDoesNotMatter(long seed) {
        RandomTables random = new RandomTables(seed);
        CountTable a = random.table(FEATURES, 6);
        CountTable b = random.table(FEATURES, 6);

        assertThat(rows(a, b))
                .usingRecursiveComparison()
                .withComparatorForType(ShareComparisonTest::closely, Double.class)
                .isEqualTo(rows(reversed(a), reversed(b)));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void theUnitOfTheCountsDoesNotMatter(long seed) {
        RandomTables random = new RandomTables(seed);
        CountTable a = random.table(FEATURES, 4);
        CountTable b = random.table(FEATURES, 4);

        assertThat(rows(scaled(a, 1e7), scaled(b, 1e7)))
                .usingRecursiveComparison()
                .withComparatorForType(ShareComparisonTest::closely, Double.class)
                .isEqualTo(rows(a, b));
    }

    @Test
    void aLargerDifferenceNeverHasALargerP() {
        RandomTables random = new RandomTables(10);
        CountTable a = random.table(FEATURES, 5);
        CountTable b = random.table(FEATURES, 5);
        double lastP = 1;
        double lastDelta = -1;
        for (int step = 0; step < 20; step++) {
            RowOutcome row = rows(a, withShift(b, 6, 0.002 * step)).get(6);
            assertThat(row.delta()).isGreaterThan(lastDelta);
            assertThat(row.p()).isLessThanOrEqualTo(lastP * (1 + 1e-9));
            lastDelta = row.delta();
            lastP = row.p();
        }
        assertThat(lastP).isLessThan(1e-5);
    }

    @Test
    void anAdjustedPIsAtMostAlphaExactlyWhenHolmRejectsAtTheRowsPartOfAlpha() {
        RandomTables random = new RandomTables(12);
        CountTable a = random.table(FEATURES, 5);
        List<RowOutcome> rows = rows(a, withShift(withShift(random.table(FEATURES, 5), 6, 0.04), 20, 0.004));
        double[] p = rows.stream().mapToDouble(RowOutcome::p).toArray();
        double[] adjusted = Holm.adjusted(p);

        for (RowOutcome row : rows) {
            boolean rejected = adjusted[row.feature()] <= 0.01 * 0.9;
            assertThat(row.significant()).isEqualTo(rejected);
            assertThat(row.adjustedP() <= 0.01).isEqualTo(rejected);
        }
        assertThat(rows.get(6).significant()).isTrue();
    }

    /** The two sides exchanged, a decrease is a growth: the same test gives the same p-value, whatever the sign. */
    @Test
    void aDecreaseHasThePThatItsGrowthWouldHaveWithTheSidesExchanged() {
        RandomTables random = new RandomTables(14);
        CountTable a = withShift(random.table(FEATURES, 6), 6, 0.05);
        CountTable b = withShift(random.table(FEATURES, 6), 20, 0.01);
        List<RowOutcome> there = rows(a, b);
        List<RowOutcome> back = rows(b, a);
        double[] adjusted =
                Holm.adjusted(there.stream().mapToDouble(RowOutcome::decreaseP).toArray());

        for (RowOutcome row : there) {
            RowOutcome exchanged = back.get(row.feature());
            assertThat(row.decreaseP()).isCloseTo(exchanged.p(), withinPercentage(1e-7));
            assertThat(row.decreaseP() + row.p()).isCloseTo(1, within(1e-12));
            assertThat(row.adjustedDecreaseP()).isEqualTo(adjusted[row.feature()]);
            assertThat(row.significantDecrease()).isEqualTo(row.adjustedDecreaseP() <= 0.01);
        }
        assertThat(there.get(6).decreaseP()).isLessThan(1e-4);
    }

    @Test
    void aDecreaseIsReportedAsSuchAndNeverAsGrowth() {
        RandomTables random = new RandomTables(13);
        CountTable b = random.table(FEATURES, 8);
        RowOutcome row = rows(withShift(random.table(FEATURES, 8), 6, 0.05), b).get(6);

        assertThat(row.significantDecrease()).isTrue();
        assertThat(row.significant()).isFalse();
        assertThat(row.material()).isFalse();
    }

    @Test
    void theIntervalHoldsDeltaAndTheOneSidedBoundLiesInside() {
        RandomTables random = new RandomTables(14);
        for (RowOutcome row : rows(random.table(FEATURES, 4), random.table(FEATURES, 4))) {
            assertThat(row.delta()).isBetween(row.intervalLow(), row.intervalHigh());
            assertThat(row.upperBound()).isBetween(row.delta(), row.intervalHigh());
            assertThat(row.replicateFactor())
                    .isCloseTo(Math.pow(row.smallestDetectable() / row.mustDetectSize(), 2), within(1e-12));
        }
    }

    @Test
    void fewerThanThreeReplicatesASideAreNotComparable() {
        RandomTables random = new RandomTables(15);
        NotComparable outcome = (NotComparable)
                comparison.compare(random.table(FEATURES, 2), random.table(FEATURES, 9), random.groups(FEATURES));

        assertThat(outcome.reason()).contains("2 of 2 in the baseline, 9 of 9 in the candidate");
        assertThat(outcome.needed()).contains("at least 3 replicates a side");
    }

    @Test
    void replicatesWithTooFewSamplesAreDroppedWithAWarning() {
        CountTable a = CountTable.of(
                new double[][] {{10, 11, 12, 13, 199, 9, 8}}, new double[] {1000, 1000, 1000, 1000, 199, 1000, 200});
        CountTable b = CountTable.of(new double[][] {{10, 11, 12, 13, 9}}, new double[] {1e3, 1e3, 1e3, 1e3, 1e3});

        Compared compared = (Compared) comparison.compare(a, b, new int[1]);

        assertThat(compared.baselineReplicates()).isEqualTo(6);
        assertThat(compared.candidateReplicates()).isEqualTo(5);
        assertThat(compared.warnings())
                .containsExactly("1 of 7 baseline replicates were dropped: fewer than 200 samples each.");
        assertThat(compared.rows().get(0).baselineShare()).isLessThan(0.05);
    }

    @Test
    void droppingMayLeaveTooFewReplicates() {
        CountTable a = CountTable.of(new double[][] {{1, 1, 1}}, new double[] {1000, 1000, 100});

        assertThat(comparison.compare(a, a, new int[1])).isInstanceOf(NotComparable.class);
    }

    @Test
    void noReplicatesAtAllAreNotComparable() {
        CountTable none = CountTable.of(new double[][] {{}}, new double[0]);

        assertThat(comparison.compare(none, none, new int[1])).isInstanceOf(NotComparable.class);
    }

    @Test
    void noFeaturesAreNotComparable() {
        CountTable none = CountTable.of(new double[0][], new double[] {1e3, 1e3, 1e3});

        assertThat(comparison.compare(none, none, new int[0]))
                .isInstanceOfSatisfying(
                        NotComparable.class,
                        outcome -> assertThat(outcome.reason()).contains("no feature"));
    }

    @Test
    void fewReplicatesAreWarnedAbout() {
        RandomTables random = new RandomTables(16);
        Compared compared = (Compared)
                comparison.compare(random.table(FEATURES, 3), random.table(FEATURES, 5), random.groups(FEATURES));

        assertThat(compared.warnings()).singleElement().asString().contains("only 3 replicates");
    }

    @Test
    void identicalReplicatesAreJudgedByCountingNoiseWithAWarning() {
        CountTable a = repeated(5, 1000, 100, 300, 0);
        CountTable b = repeated(5, 1000, 101, 450, 0);

        Compared compared = (Compared) comparison.compare(a, b, new int[3]);

        assertThat(compared.warnings()).singleElement().asString().contains("3 of 3 rows do not vary");
        assertThat(compared.rows().get(0).significant()).isFalse();
        assertThat(compared.rows().get(0).standardError()).isGreaterThan(0.8 * Math.sqrt(0.1 * 0.9 / 1000 * 2 / 5));
        assertThat(compared.rows().get(1).significant()).isTrue();
        assertThat(compared.rows().get(2).t()).isZero();
        assertThat(compared.rows().get(2).p()).isEqualTo(0.5);
    }

    @Test
    void anAllZeroFeatureAmongOthersStaysFinite() {
        RandomTables random = new RandomTables(17);
        CountTable a = withZero(random.table(FEATURES, 5), 3);
        CountTable b = withZero(random.table(FEATURES, 5), 3);

        RowOutcome row = rows(a, b).get(3);

        assertThat(row.delta()).isZero();
        assertThat(row.standardError()).isPositive();
        assertThat(row.p()).isEqualTo(0.5);
    }

    @Test
    void aSingleFeatureIsAPlainStudentTest() {
        // SciPy 1.17.1: stats.ttest_ind([.010, .012, .011], [.014, .015, .016], alternative="less")
        CountTable a = CountTable.of(new double[][] {{10, 12, 11}}, new double[] {1000, 1000, 1000});
        CountTable b = CountTable.of(new double[][] {{14, 15, 16}}, new double[] {1000, 1000, 1000});

        RowOutcome row = rows(a, b).get(0);

        assertThat(row.t()).isCloseTo(4.898979485566355, within(1e-9));
        assertThat(row.p()).isCloseTo(0.004024946550418864, within(1e-9));
        assertThat(row.degreesOfFreedom()).isEqualTo(4);
    }

    @Test
    void tablesOfDifferentFeaturesAreRefused() {
        CountTable one = repeated(3, 1000, 1);
        CountTable two = repeated(3, 1000, 1, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison.compare(one, two, new int[1]))
                .withMessage("baseline has 1 features, candidate 2, groups 1");
    }

    @Test
    void anotherSettingIsCarriedIntoTheResult() {
        ShareSettings strict = new ShareSettings(0.001, 1, 0.01, 0.1, 0.02, 0.5, 0.05, 4, 100, 1, 0.9);
        RandomTables random = new RandomTables(18);
        Compared compared = (Compared) comparison
                .with(strict)
                .compare(random.table(FEATURES, 5), random.table(FEATURES, 5), random.groups(FEATURES));

        assertThat(compared.settings()).isEqualTo(strict);
        assertThat(compared.rows().get(0).materialSize())
                .isEqualTo(strict.materialSize(compared.rows().get(0).baselineShare()));
    }

    private List<RowOutcome> rows(CountTable baseline, CountTable candidate) {
        int[] groups = new RandomTables(0).groups(baseline.features());
        return ((Compared) comparison.compare(baseline, candidate, groups)).rows();
    }

    private static int closely(double x, double y) {
        return Math.abs(x - y) <= 1e-9 * Math.max(1e-3, Math.abs(x)) ? 0 : Double.compare(x, y);
    }

    private static CountTable reversed(CountTable table) {
        double[][] counts = RandomTables.counts(table);
        Arrays.stream(counts).forEach(ShareComparisonTest::reverse);
        double[] totals = RandomTables.totals(table);
        reverse(totals);
        return CountTable.of(counts, totals);
    }

    private static void reverse(double[] values) {
        double[] copy = values.clone();
        Arrays.setAll(values, i -> copy[copy.length - 1 - i]);
    }

    private static CountTable scaled(CountTable table, double factor) {
        double[][] counts = RandomTables.counts(table);
        for (double[] row : counts) {
            Arrays.setAll(row, i -> row[i] * factor);
        }
        return CountTable.of(
                counts,
                Arrays.stream(RandomTables.totals(table)).map(x -> x * factor).toArray());
    }

    private static CountTable withShift(CountTable table, int feature, double shift) {
        double[][] counts = RandomTables.counts(table);
        Arrays.setAll(counts[feature], i -> table.count(feature, i) + shift * table.total(i));
        return CountTable.of(counts, RandomTables.totals(table));
    }

    private static CountTable withZero(CountTable table, int feature) {
        double[][] counts = RandomTables.counts(table);
        Arrays.fill(counts[feature], 0);
        return CountTable.of(counts, RandomTables.totals(table));
    }

    private static CountTable repeated(int replicates, double total, double... counts) {
        double[] totals = new double[replicates];
        Arrays.fill(totals, total);
        double[][] rows = new double[counts.length][replicates];
        for (int feature = 0; feature < counts.length; feature++) {
            Arrays.fill(rows[feature], counts[feature]);
        }
        return CountTable.of(rows, totals);
    }
}
