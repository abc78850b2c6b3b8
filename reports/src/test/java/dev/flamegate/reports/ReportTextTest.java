package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTextTest {

    @Test
    void theVerdictIsFirstAndTheAddressWithTheExitCodeLast() {
        List<String> lines = ReportText.render(SampleReports.fail(), false, "https://gate.example/r/1")
                .lines()
                .toList();

        assertThat(lines.get(0)).startsWith("FAIL: `Cart.reprice` takes 9.4 % of CPU");
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("https://gate.example/r/1  exit code 1: regression (0 pass, 1 regression, 2 inconclusive)");
    }

    @Test
    void eachVerdictHasItsExitCode() {
        assertThat(ReportText.render(SampleReports.pass(), false, null)).contains("exit code 0: pass");
        assertThat(ReportText.render(SampleReports.inconclusive(), false, null)).contains("exit code 2: inconclusive");
    }

    @Test
    void whoseSideIsWhichIsSaidInWords() {
        assertThat(ReportText.render(SampleReports.fail(), false, null))
                .contains("baseline  = left, before  1.0.0", "candidate = right, after  1.0.1");
    }

    @ParameterizedTest
    @MethodSource("dev.flamegate.reports.ReportJsonTest#reports")
    void noLineIsLongerThanHundredColumnsAndNoneHoldsAControl(GateReport report) {
        String text = ReportText.render(report, false, null);

        assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 100);
        assertThat(text.replace("\n", "")).doesNotContainPattern("\\p{Cc}").doesNotContain("\u202e");
    }

    @Test
    void colourIsThereOnlyIfAskedForAndChangesNoLetter() {
        String plain = ReportText.render(SampleReports.fail(), false, null);
        String coloured = ReportText.render(SampleReports.fail(), true, null);

        assertThat(plain).doesNotContain("\u001b");
        assertThat(coloured).contains("\u001b[");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void theFlameGraphShowsTheWayToWhatChangedWithBars() {
        assertThat(ReportText.render(SampleReports.fail(), false, null))
                .containsPattern("… 4 frames")
                .containsPattern("Cart\\.reprice +1\\.9 → 13\\.5 % +\\+11\\.6 █{10}")
                .doesNotContain("Task1.poll");
    }
}
