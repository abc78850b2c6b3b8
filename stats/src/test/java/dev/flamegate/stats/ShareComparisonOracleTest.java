package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every reported figure against numpy and scipy: five against four replicates, two prior groups, one row that grew. */
class ShareComparisonOracleTest {
    private static final String COMMAND = "python3 src/test/oracle/share_comparison.py src/test/resources/oracle";

    private final double[][] lines =
            CsvTable.withoutHeader("/oracle/share_comparison_counts.csv").lines();
    private final CsvTable expected = CsvTable.withHeader("/oracle/share_comparison_expected.csv");
    private final Compared compared = (Compared) ShareComparison.withDefaults()
            .compare(
                    table(1, 6),
                    table(6, 10),
                    Arrays.stream(lines).skip(1).mapToInt(line -> (int) line[0]).toArray());

    @ParameterizedTest
    @CsvSource({"delta", "se", "df", "t", "p", "adjusted", "upper", "mde"})
    void everyFigureOfEveryRowAgrees(String column) {
        double[] values = expected.column(column);
        assertThat(compared.rows()).hasSize(values.length);
        for (RowOutcome row : compared.rows()) {
            double value = values[row.feature()];
            assertThat(figure(column).applyAsDouble(row))
                    .as("%s of row %d; %s", column, row.feature(), COMMAND)
                    .isCloseTo(value, within(1e-8 * Math.abs(value)));
        }
    }

    @Test
    void onlyTheRowThatGrewIsSignificantAndMaterial() {
        assertThat(compared.rows())
                .filteredOn(row -> row.significant() && row.material())
                .extracting(RowOutcome::feature)
                .containsExactly(8);
    }

    private static ToDoubleFunction<RowOutcome> figure(String column) {
        return switch (column) {
            case "delta" -> RowOutcome::delta;
            case "se" -> RowOutcome::standardError;
            case "df" -> RowOutcome::degreesOfFreedom;
            case "t" -> RowOutcome::t;
            case "p" -> RowOutcome::p;
            case "adjusted" -> RowOutcome::adjustedP;
            case "upper" -> RowOutcome::upperBound;
            case "mde" -> RowOutcome::smallestDetectable;
            default -> throw new IllegalArgumentException(column);
        };
    }

    private CountTable table(int from, int to) {
        double[][] counts = Arrays.stream(lines)
                .skip(1)
                .map(line -> Arrays.copyOfRange(line, from, to))
                .toArray(double[][]::new);
        return CountTable.of(counts, Arrays.copyOfRange(lines[0], from, to));
    }
}
