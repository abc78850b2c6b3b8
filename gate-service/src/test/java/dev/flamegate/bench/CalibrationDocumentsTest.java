package dev.flamegate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationDocumentsTest {
    private static final String A2 = "A2, 10 x 4, phi 3";
    private static final CalibrationResults RESULTS = CalibrationResults.of(
            "1.0",
            RunCounts.quick(),
            List.of(
                    Figure.rate("P1", A2, "false FAIL", new Rate(1, 200), Bound.atMost(0.02)),
                    Figure.number("P6", A2, "gate over oracle", Figure.Unit.RATIO, 0.5, Bound.atLeast(0.6)),
                    Figure.rate("P16", "all scenarios", "this gate", new Rate(0, 30), null),
                    Figure.rate("P16", "all scenarios", "a script", new Rate(29, 30), null),
                    Figure.number(
                            "size",
                            A2 + ": functions of about 1.0 %",
                            "growth that fails in 4 of 5 runs",
                            Figure.Unit.POINTS,
                            0.0057,
                            null)));

    @Test
    void aTableAnExperimentWithIntervalAndBound() {
        assertThat(CalibrationMarkdown.write(RESULTS))
                .contains("up to 200 runs a row")
                .contains("## P1: Equal versions\n")
                .contains("| A2, 10 x 4, phi 3 | false FAIL | 0.5 % | 0.0 % to 2.8 % | 200 | at most 2 % | holds |")
                .contains("| A2, 10 x 4, phi 3 | gate over oracle | 0.50 |  |  | at least 0.60 | **does not hold** |")
                .doesNotContain("P17");
    }

    @Test
    void theReadmesBlockHasSizesAndControls() {
        assertThat(ReadmeBlock.of(RESULTS)).isEqualTo("""
                | data a side, pods x minutes | unchanged versions that fail | growth of a 1 % function that fails in 4 of 5 runs |
                |---|--:|--:|
                | 10 x 4 | 0.5 % (1 of 200 runs; at most 2.8 %) | 0.57 points |

                The same 30 pairs of equal versions, some of them with very different pods, judged by other rules:

                | rule | fails |
                |---|--:|
                | this gate | 0 % |
                | a script | 96.7 % |
                """);
    }

    @Test
    void theBlockReplacesWhatStandsBetweenTheComments() {
        String document = "a\n" + ReadmeBlock.BEGIN + "\nold\n" + ReadmeBlock.END + "\nb\n";

        String rewritten = ReadmeBlock.rewrite(document, "README.md", RESULTS);

        assertThat(rewritten)
                .isEqualTo("a\n" + ReadmeBlock.BEGIN + "\n" + ReadmeBlock.of(RESULTS) + ReadmeBlock.END + "\nb\n");
        assertThat(ReadmeBlock.rewrite(rewritten, "README.md", RESULTS)).isEqualTo(rewritten);
        assertThatThrownBy(() -> ReadmeBlock.rewrite("nothing", "README.md", RESULTS))
                .hasMessageContaining("README.md needs the lines");
    }

    @Test
    void jsonIsReadBackAsItWas() {
        assertThat(CalibrationJson.read(CalibrationJson.write(RESULTS), "x")).isEqualTo(RESULTS);
        assertThatThrownBy(() -> CalibrationJson.read("{\"schema\":9}", "old.json"))
                .hasMessageStartingWith("old.json is no calibration");
    }
}
