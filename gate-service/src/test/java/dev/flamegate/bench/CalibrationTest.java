package dev.flamegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every experiment with few runs, so that the build stays quick. Seeds are fixed. A rate is taken for broken only if its 95 % interval
 * lies outside the bound: one at its bound is so in 2.5 % of seeds, and most are far from it.
 */
class CalibrationTest {
    private static final List<Integer> SOFAR = new ArrayList<>();
    private static CalibrationResults results;

    @BeforeAll
    static void run() {
        Calibration calibration = Calibration.of(List.of());
        results = calibration.run(
                "test",
                RunCounts.quick().withEqual(60),
                calibration.ids(),
                2,
                (experiment, done, total, failures, left) -> {},
                sofar -> SOFAR.add(sofar.figures().size()));
    }

    @Test
    void noRateIsOutsideItsBound() {
        assertThat(results.figures())
                .filteredOn(figure -> figure.rate() != null)
                .isNotEmpty()
                .allSatisfy(
                        figure -> assertThat(figure.state()).as("%s", figure).isNotEqualTo(Figure.State.BROKEN));
    }

    /** Ratios to the oracle need more runs than these. */
    @Test
    void everyExperimentHasFigures() {
        assertThat(results.figures().stream().map(Figure::experiment).distinct())
                .containsExactlyInAnyOrder(
                        "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P6b", "P8", "P9", "P10", "P11", "P12", "P13", "P14",
                        "P16", "P17", "size");
    }

    @Test
    void theControlsThatMustFailDo() {
        assertThat(results.figures())
                .filteredOn(figure -> figure.experiment().equals("P16") && figure.bound() != null)
                .hasSize(4)
                .allSatisfy(figure -> assertThat(figure.state()).isEqualTo(Figure.State.HOLDS));
    }

    @Test
    void tenTimesTheFunctionsAreNotMoreRows() {
        assertThat(results.figures())
                .filteredOn(figure -> figure.what().equals("rows tested, at most"))
                .hasSize(1)
                .allSatisfy(figure -> assertThat(figure.value()).isLessThanOrEqualTo(400));
    }

    @Test
    void resultsAreGivenAfterEveryExperiment() {
        assertThat(SOFAR).isSorted().hasSizeGreaterThan(10);
        assertThat(SOFAR.get(SOFAR.size() - 1)).isEqualTo(results.figures().size());
    }

    @Test
    void onlyWhatIsAskedForIsRun() {
        CalibrationResults one = Calibration.of(List.of())
                .run(
                        "test",
                        RunCounts.quick().withEqual(2),
                        Set.of("P14"),
                        1,
                        (experiment, done, total, failures, left) -> {},
                        sofar -> {});

        assertThat(one.figures())
                .isNotEmpty()
                .allSatisfy(figure -> assertThat(figure.experiment()).isEqualTo("P14"));
    }
}
