package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCostTest {
    private static final String SENTENCE =
            "CPU per request: 880 µs, was 764 µs (+15.2 %, 95 % sure of +13.4 to +17.0 %)";

    @Test
    void aFailNeedsAFindingOrACostThatFails() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleReports.withCost(Verdict.FAIL, "x", SampleReports.cost(.007, .008)))
                .withMessageContaining("FAIL with 0 findings and a cost of a request that does not fail");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleReports.withCost(Verdict.PASS, "x", SampleReports.cost(.152, .008)))
                .withMessageContaining("a cost of a request that fails");
        assertThat(SampleReports.costlier().findings()).isEmpty();
    }

    @Test
    void aPassNeedsThatTheMustDetectSizeIsRuledOut() {
        RequestCost wide = open(SampleReports.cost(.007, .008));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleReports.withCost(Verdict.PASS, "x", wide))
                .withMessageContaining("may have grown by the must-detect size");
    }

    private static RequestCost open(RequestCost cost) {
        return new RequestCost(
                cost.baselineCost(),
                cost.candidateCost(),
                cost.growth(),
                cost.intervalLow(),
                cost.intervalHigh(),
                cost.upperBound(),
                cost.t(),
                cost.degreesOfFreedom(),
                cost.p(),
                cost.materialGrowth(),
                cost.mustDetectGrowth(),
                cost.smallestDetectable(),
                cost.significant(),
                cost.material(),
                false,
                cost.groups(),
                cost.baselinePods(),
                cost.candidatePods(),
                cost.explanation(),
                cost.nextStep());
    }

    @Test
    void thePageShowsSentenceDotsThresholdAndEvidence() {
        Element section =
                Jsoup.parse(ReportPage.html(SampleReports.costlier())).selectFirst("[aria-labelledby=cost-title]");

        assertThat(section).isNotNull();
        assertThat(section.selectFirst("h3").text()).isEqualTo(SENTENCE);
        assertThat(section.select("path.dots"))
                .hasSize(2)
                .allMatch(dots -> dots.attr("d").split("M").length == 13);
        assertThat(section.select("path.threshold")).hasSize(1);
        assertThat(section.select("svg text").eachText()).anyMatch(text -> text.endsWith(" µs"));
        assertThat(section.select("dd.fail").text()).isEqualTo("grew: fails");
        assertThat(section.text()).contains("t = 17.47 with 22 degrees of freedom", "Look at what all requests share.");
    }

    @Test
    void withoutTrafficNoSurfaceSpeaksOfIt() {
        assertThat(Jsoup.parse(ReportPage.html(SampleReports.pass())).select("#cost-title"))
                .isEmpty();
        assertThat(ReportText.render(SampleReports.pass(), false, null)).doesNotContain("per request");
    }

    @Test
    void textAndCommentShowItToo() {
        assertThat(ReportText.render(SampleReports.costlier(), false, null))
                .contains(
                        "Cost per request\n  " + SENTENCE, "63,117 requests", "next: Look at what all requests share.");
        assertThat(ReportMarkdown.comment(SampleReports.costlier(), new Links(null, null), 64_000))
                .contains("| Requests | 63,117 | 63,117 |", "| **+15.2 %** |", "764 µs", "880 µs");
        assertThat(ReportMarkdown.comment(SampleReports.passWithTraffic(), new Links(null, null), 64_000))
                .contains("63,117 requests");
    }

    @ParameterizedTest
    @CsvSource({
        "764000, nanoseconds, 764 µs",
        "1420000, nanoseconds, 1.42 ms",
        "99, nanoseconds, 99.0 ns",
        "2.5, seconds, 2.50 s",
        "1454, bytes, 1.42 KiB",
        "3.14159, count, 3.14",
        "0.003, count, 0.0030",
        "12, widgets, 12.0 widgets",
        "0, bytes, 0 B",
    })
    void aCostIsWrittenWithThreeDigitsAndItsUnit(double cost, String unit, String expected) {
        assertThat(Words.each(cost, unit)).isEqualTo(expected);
    }
}
