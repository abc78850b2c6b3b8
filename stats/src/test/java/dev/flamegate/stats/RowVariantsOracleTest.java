package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** History, periods, strata and the scan of versions against numpy and scipy. */
class RowVariantsOracleTest {
    private static final String COMMAND = "python3 src/test/oracle/row_variants.py src/test/resources/oracle";
    private static final int ROWS = 24;

    @Test
    void historyIsAddedToTheVariancesOfTheRowsThatStillVaryAlike() {
        double[][] data = CsvTable.withHeader("/oracle/history_data.csv").lines();
        double[][] rows = Arrays.copyOfRange(data, 1, data.length);
        HistoryPrior history = HistoryPrior.of(6, column(rows, 7), column(rows, 8));

        Compared compared = (Compared) ShareComparison.withDefaults()
                .with(history)
                .compare(table(data, 0, 4), table(data, 4, 7), new int[ROWS]);

        assertFigures(compared, CsvTable.withHeader("/oracle/history_expected.csv"));
        assertThat(compared.warnings()).contains("Variances of 6 past runs were added for 21 of 24 rows.");
    }

    @Test
    void periodsAreTheUnitWhenTheSidesDidNotRunTogether() {
        double[][] data = CsvTable.withHeader("/oracle/periods_data.csv").lines();
        List<CountTable> periods = IntStream.range(0, 9)
                .mapToObj(period -> table(data, 3 * period, 3 * period + 3))
                .toList();
        int[] groups = IntStream.range(0, ROWS).map(row -> row % 2).toArray();

        Compared compared = (Compared)
                PeriodComparison.withDefaults().compare(periods.subList(0, 8), periods.subList(8, 9), groups);

        assertFigures(compared, CsvTable.withHeader("/oracle/periods_expected.csv"));
        assertThat(compared.baselineReplicates()).isEqualTo(8);
        assertThat(compared.warnings().get(0)).contains("(8 against 1)", "advisory");
    }

    @Test
    void strataAreWeighedAndAttenuationIsUndone() {
        PostStratification rows =
                PostStratification.of(stratified(0, 5), stratified(5, 9), ShareSettings.withDefaults());
        CsvTable expected = CsvTable.withHeader("/oracle/stratified_expected.csv");
        double[] attenuation = expected.column("attenuation");

        Compared compared = (Compared) ShareComparison.withDefaults().compare(rows, new int[ROWS]);

        assertFigures(compared, expected);
        for (int row = 0; row < ROWS; row++) {
            assertThat(rows.attenuation(row)).as(COMMAND).isCloseTo(attenuation[row], within(1e-12));
            assertThat(rows.standardised(row)).isEqualTo(attenuation[row] > 0.5);
        }
        assertThat(rows.standardised(3)).isFalse();
    }

    @Test
    void theScanFindsTheSameSplits() {
        double[][] data = CsvTable.withHeader("/oracle/scan_data.csv").lines();
        CsvTable expected = CsvTable.withHeader("/oracle/scan_expected.csv");
        double[][] estimates =
                Arrays.stream(data).map(line -> Arrays.copyOfRange(line, 1, 15)).toArray(double[][]::new);
        double[][] errors = Arrays.stream(data)
                .map(line -> Arrays.copyOfRange(line, 15, 29))
                .toArray(double[][]::new);

        Scanned scanned = (Scanned) ChangeScan.withDefaults()
                .scan(VersionSeries.of(estimates, errors).withDeviations(column(data, 0)));

        for (Scanned.Step step : scanned.steps()) {
            assertThat((double) step.firstVersion()).as(COMMAND).isEqualTo(expected.column("first")[step.row()]);
            assertClose("z", step.z(), expected.column("z")[step.row()]);
            assertClose("p", step.adjustedP(), expected.column("p")[step.row()]);
        }
        assertThat(scanned.steps())
                .filteredOn(Scanned.Step::significant)
                .extracting(Scanned.Step::row)
                .containsExactly(1, 2);
    }

    private static void assertFigures(Compared compared, CsvTable expected) {
        assertThat(compared.rows()).hasSize(ROWS);
        for (RowOutcome row : compared.rows()) {
            assertClose("delta", row.delta(), expected.column("delta")[row.feature()]);
            assertClose("se", row.standardError(), expected.column("se")[row.feature()]);
            assertClose("df", row.degreesOfFreedom(), expected.column("df")[row.feature()]);
            assertClose("t", row.t(), expected.column("t")[row.feature()]);
            assertClose("p", row.p(), expected.column("p")[row.feature()]);
        }
    }

    private static void assertClose(String what, double actual, double expected) {
        assertThat(actual).as("%s; %s", what, COMMAND).isCloseTo(expected, within(1e-8 * Math.abs(expected)));
    }

    private static double[] column(double[][] lines, int column) {
        return Arrays.stream(lines).mapToDouble(line -> line[column]).toArray();
    }

    /** The first line holds the totals. */
    private static CountTable table(double[][] lines, int from, int to) {
        double[][] counts = Arrays.stream(lines)
                .skip(1)
                .map(line -> Arrays.copyOfRange(line, from, to))
                .toArray(double[][]::new);
        return CountTable.of(counts, Arrays.copyOfRange(lines[0], from, to));
    }

    /** The first six lines hold the totals of the strata, six more follow for every row. */
    private static StratifiedTable stratified(int from, int to) {
        double[][] lines = Arrays.stream(
                        CsvTable.withHeader("/oracle/stratified_data.csv").lines())
                .map(line -> Arrays.copyOfRange(line, from, to))
                .toArray(double[][]::new);
        double[][][] counts = new double[ROWS][][];
        Arrays.setAll(counts, row -> Arrays.copyOfRange(lines, 6 * row + 6, 6 * row + 12));
        return StratifiedTable.of(counts, Arrays.copyOfRange(lines, 0, 6));
    }
}
