package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlineTest {

    @Test
    void failNamesTheFunctionWithItsSharesPointsAndInterval() {
        assertThat(Headline.of(SampleReports.fail()))
                .isEqualTo(
                        "FAIL: `Cart.reprice` takes 9.4 % of CPU, was 1.9 % (+7.5 points, 95 % sure of +7.0 to +8.0),"
                                + " and 1 more finding");
    }

    @Test
    void aNewFunctionHasNoPercentageOfGrowth() {
        GateReport report = SampleReports.fail();
        Row row = report.rows().get(8);

        assertThat(Headline.of(row, report.subject()))
                .isEqualTo("`Pattern.compile` is new: takes 4.1 % of CPU (95 % sure of +3.7 to +4.5 points)");
    }

    @Test
    void passSaysWhatWouldHaveBeenSeen() {
        assertThat(Headline.of(SampleReports.pass()))
                .isEqualTo("PASS: no function of `shop` takes a larger share of CPU in `1.0.1` than in `1.0.0`;"
                        + " a growth of 1.0 points (25 % of larger functions) would have been seen");
    }

    @Test
    void inconclusiveGivesItsFirstReason() {
        assertThat(Headline.of(SampleReports.inconclusive())).startsWith("INCONCLUSIVE: 3 pods ran `1.0.1`");
    }

    @Test
    void everySurfaceStartsWithTheSameSentence() {
        for (GateReport report : List.of(SampleReports.fail(), SampleReports.pass(), SampleReports.inconclusive())) {
            String words = Headline.of(report).replace("`", "").substring(0, 40);
            assertThat(ReportText.render(report, false, null).replace("`", "")).startsWith(words);
            assertThat(ReportMarkdown.comment(report, new Links(null, null), 64_000)
                            .replace("`", ""))
                    .contains(words);
            assertThat(FlameGraphSvg.svg(report).replace("`", "")).contains(words);
        }
    }
}
