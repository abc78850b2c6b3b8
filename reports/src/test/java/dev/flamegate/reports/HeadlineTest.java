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
    void aCostThatFailsAloneSaysThatItIsSpread() {
        assertThat(Headline.of(SampleReports.costlier()))
                .isEqualTo(
                        "FAIL: a request of `shop` costs 15.2 % more CPU (95 % sure of +13.4 to +17.0 %), all kinds of requests"
                                + " together, spread over all functions: none takes a larger share");
    }

    @Test
    void passSaysWhatBecameOfTheCostOfARequest() {
        assertThat(Headline.of(SampleReports.passWithTraffic()))
                .endsWith("would have been seen; CPU per request grew by less than 2.1 % (measured +0.7 %)");
        assertThat(Headline.of(SampleReports.withCost(Verdict.PASS, "faster", SampleReports.cost(-.06, .008))))
                .endsWith("; CPU per request fell (−6.0 %)");
    }

    @Test
    void everySurfaceStartsWithTheSameSentence() {
        for (GateReport report : List.of(
                SampleReports.fail(), SampleReports.pass(), SampleReports.inconclusive(), SampleReports.costlier())) {
            String words = Headline.of(report).replace("`", "").substring(0, 40);
            assertThat(ReportText.render(report, false, null).replace("`", "")).startsWith(words);
            assertThat(ReportMarkdown.comment(report, new Links(null, null), 64_000)
                            .replace("`", ""))
                    .contains(words);
            assertThat(FlameGraphSvg.svg(report).replace("`", "")).contains(words);
        }
    }
}
