package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeekComparisonTest {
    private static final int ROWS = 40;
    private static final int VERSIONS = 12;

    private final SplittableRandom random = new SplittableRandom(91);

    /**
     * Tables of a program whose function r has a share that falls with r; pods differ in each by 5 %.
     *
     * @param factor of (row, version), on the weight of a function
     * @param samples per pod of (version)
     */
    private VersionTables week(int pods, DoubleBinaryOperator factor, IntStream samples) {
        int[] perPod = samples.limit(VERSIONS).toArray();
        List<CountTable> versions = new ArrayList<>();
        for (int version = 0; version < perPod.length; version++) {
            double[][] counts = new double[ROWS][pods];
            double[] totals = new double[pods];
            for (int pod = 0; pod < pods; pod++) {
                double[] weights = new double[ROWS + 1];
                weights[ROWS] = 0.3;
                for (int row = 0; row < ROWS; row++) {
                    weights[row] =
                            factor.applyAsDouble(row, version) * Math.exp(0.05 * random.nextGaussian()) / (row + 5);
                }
                double sum = Arrays.stream(weights).sum();
                for (int row = 0; row <= ROWS; row++) {
                    double mean = perPod[version] * weights[row] / sum;
                    double count = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
                    totals[pod] += count;
                    if (row < ROWS) {
                        counts[row][pod] = count;
                    }
                }
            }
            versions.add(CountTable.of(counts, totals));
        }
        return VersionTables.of(versions);
    }

    private VersionTables week(int pods, DoubleBinaryOperator factor) {
        return week(pods, factor, IntStream.generate(() -> 20_000));
    }

    private static int[] before(int version) {
        return IntStream.range(Math.max(0, version - 7), version).toArray();
    }

    private static List<Anchored> all(VersionTables week) {
        List<Anchored> all = new ArrayList<>();
        for (int version = 1; version < week.versions(); version++) {
            all.add((Anchored)
                    WeekComparison.withDefaults().against(week, before(version), version, week.versions() - 1));
        }
        return all;
    }

    private static boolean anything(VersionTables week) {
        return all(week).stream().flatMap(one -> one.departures().stream()).anyMatch(Anchored.Departure::significant);
    }

    private static List<Scanned.Step> steps(VersionTables week) {
        return ((Scanned) WeekComparison.withDefaults().scan(week))
                .steps().stream().filter(Scanned.Step::significant).toList();
    }

    /** At 1 % a week, more than six alarms in a hundred weeks come in one of ten thousand runs. */
    @Test
    void versionsThatAreEqualAreSeldomDifferentHoweverFewTheirPods() {
        for (int pods : new int[] {2, 4}) {
            int cells = 0;
            int steps = 0;
            for (int run = 0; run < 100; run++) {
                VersionTables week = week(pods, (row, version) -> 1);
                cells += anything(week) ? 1 : 0;
                steps += steps(week).isEmpty() ? 0 : 1;
            }
            assertThat(cells).as("weeks with a coloured cell, %d pods", pods).isLessThanOrEqualTo(6);
            assertThat(steps).as("weeks with a step, %d pods", pods).isLessThanOrEqualTo(6);
        }
    }

    /** A version that ran for a moment only has a larger error than the others, and says so. */
    @Test
    void aVersionOfFewSamplesIsNoRegression() {
        int cells = 0;
        for (int run = 0; run < 100; run++) {
            VersionTables week = week(
                    4,
                    (row, version) -> 1,
                    IntStream.range(0, VERSIONS).map(version -> version == VERSIONS - 1 ? 300 : 50_000));
            Anchored last =
                    (Anchored) WeekComparison.withDefaults().against(week, before(VERSIONS - 1), VERSIONS - 1, 1);
            cells += last.departures().stream().anyMatch(Anchored.Departure::significant) ? 1 : 0;
        }
        assertThat(cells).isLessThanOrEqualTo(6);
    }

    @Test
    void aFunctionThatGrowsDoesNotMakeTheOthersShrink() {
        VersionTables week = week(6, (row, version) -> row == 3 && version >= 6 ? 6 : 1);

        Anchored found = all(week).get(5);

        assertThat(found.departures().stream()
                        .filter(Anchored.Departure::significant)
                        .map(Anchored.Departure::row))
                .containsExactly(3);
        Anchored.Departure grown = found.departures().get(3);
        double anchor = IntStream.range(0, 6)
                .mapToDouble(version -> week.share(3, version))
                .average()
                .orElseThrow();
        assertThat(grown.anchor()).isCloseTo(anchor, within(1e-12));
        assertThat(grown.size()).isCloseTo(week.share(3, 6) - anchor, within(1e-12));
        assertThat(found.departures().get(0).size())
                .as("the largest of the others, which lost more than a point of share")
                .isCloseTo(0, within(0.007));
        assertThat(week.share(0, 6)).isLessThan(week.share(0, 5) - 0.008);
    }

    @Test
    void aFunctionThatShrinksDoesNotMakeTheOthersGrow() {
        VersionTables week = week(6, (row, version) -> row == 0 && version >= 6 ? 0.2 : 1);

        List<Scanned.Step> steps = steps(week);

        assertThat(steps).extracting(Scanned.Step::row).containsExactly(0);
        assertThat(steps.get(0).size()).isNegative();
        assertThat(steps.get(0).firstVersion()).isEqualTo(6);
        assertThat(all(week).get(5).departures().stream()
                        .filter(Anchored.Departure::significant)
                        .map(Anchored.Departure::row))
                .containsExactly(0);
    }

    @Test
    void aStepIsNamedAtItsVersion() {
        for (int first = 3; first <= 9; first++) {
            int from = first;
            VersionTables week = week(5, (row, version) -> row == 2 && version >= from ? 1.6 : 1);

            List<Scanned.Step> steps = steps(week);

            assertThat(steps).extracting(Scanned.Step::row).containsExactly(2);
            assertThat(steps.get(0).firstVersion()).isEqualTo(from);
        }
    }

    @Test
    void severalChangesAreEachFound() {
        VersionTables week =
                week(8, (row, version) -> version < 6 ? 1 : row == 1 ? 2.5 : row == 7 ? 3 : row == 12 ? 0.2 : 1);

        assertThat(steps(week)).extracting(Scanned.Step::row).containsExactlyInAnyOrder(1, 7, 12);
    }

    @Test
    void withoutTwoPodsOfAnyVersionNothingIsSaid() {
        VersionTables week = week(1, (row, version) -> 1);

        assertThat(WeekComparison.withDefaults().against(week, new int[] {0}, 1, 1))
                .isInstanceOf(NotComparable.class);
        assertThat(WeekComparison.withDefaults().scan(week)).isInstanceOf(NotComparable.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> week.series(0.001))
                .withMessage("no version has two replicates");
    }

    @Test
    void aFirstVersionHasNothingToBeComparedWith() {
        VersionTables week = week(4, (row, version) -> 1);

        assertThat(WeekComparison.withDefaults().against(week, new int[0], 0, 1))
                .isInstanceOf(NotComparable.class);
    }

    @Test
    void tablesOfOtherFunctionsAreRefused() {
        CountTable one = CountTable.of(new double[][] {{1, 2}}, new double[] {10, 10});
        CountTable two = CountTable.of(new double[][] {{1}, {2}}, new double[] {10});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionTables.of(List.of(one, two)))
                .withMessage("version 1 has 2 features, the first has 1");
    }

    /** R: qt(1e-4, 8, lower.tail = FALSE) is 6.442000; qnorm(1e-4, lower.tail = FALSE) is 3.719016. */
    @Test
    void errorsAreWidenedAsStudentsQuantileIs() {
        assertThat(VersionTables.widening(8, 1e-4)).isCloseTo(6.442000 / 3.719016, within(1e-5));
    }
}
