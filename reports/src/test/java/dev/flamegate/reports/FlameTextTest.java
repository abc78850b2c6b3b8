package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlameTextTest {

    @Test
    void theMarkedFramesAndTheWayToThemStandIndentedWithSharesPointsAndABar() {
        String text = FlameText.text(SampleReports.fail(), false);

        assertThat(text)
                .startsWith("share of CPU, baseline 1.0.0 → candidate 1.0.1, change in points\n")
                .containsPattern(" +d\\.f\\.f\\.shop\\.Cart\\.reprice +1\\.9 → 13\\.5 % +\\+11\\.6 █{10}\\n")
                .containsPattern(" +d\\.f\\.f\\.shop\\.Receipt\\.legacyFormat +2\\.1 → 0 % +−2\\.1 ██");
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void inADiffWhatCostsMoreIsRedAndWhatCostsLessGreen() {
        String diff = FlameText.diff(SampleReports.fail());

        assertThat(diff.lines()).allMatch(line -> line.matches("[-+ ] .*"));
        assertThat(diff).containsPattern("(?m)^- +d\\.f\\.f\\.shop\\.Cart\\.reprice ");
        assertThat(diff).containsPattern("(?m)^\\+ +d\\.f\\.f\\.shop\\.Tax\\.lookup ");
        assertThat(diff).containsPattern("(?m)^  .*HashMap\\.get ");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        assertThat(FlameText.text(SampleReports.fail(), true)).contains("\u001b[31m", "\u001b[34m");
        assertThat(FlameText.text(SampleReports.fail(), false)).doesNotContain("\u001b");
    }

    @Test
    void whereNothingChangedItSaysSo() {
        assertThat(FlameText.text(SampleReports.pass(), false)).endsWith("no frame changed significantly\n");
    }
}
