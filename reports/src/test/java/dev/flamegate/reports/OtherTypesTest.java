package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gate about several profile types, on every surface. */
class OtherTypesTest {
    private static final GateReport FAIL = SampleReports.fail();

    private static GateReport ofTheSameGate(GateReport other) {
        return new GateReport(
                other.schema(),
                FAIL.id(),
                other.verdict(),
                other.reasons(),
                other.caveats(),
                other.subject(),
                other.checks(),
                other.findings(),
                other.requestCost(),
                other.improvements(),
                other.sensitivity(),
                other.rows(),
                other.method(),
                other.provenance(),
                other.tree(),
                other.policy());
    }

    private static GateReport several() {
        return FAIL.with(List.of(ofTheSameGate(SampleReports.pass()), ofTheSameGate(SampleReports.fail())));
    }

    @Test
    void everySurfaceNamesTheAnswerOfEveryType() {
        GateReport report = several();
        String pass = Headline.of(report.others().get(0)).replace("`", "").substring(0, 30);

        for (String surface : List.of(
                ReportText.render(report, false, null),
                ReportMarkdown.comment(report, new Links(null, null), 60_000),
                ReportPage.html(report, List.of("?type=2", "?type=3")))) {
            String plain = surface.replace("`", "").replaceAll("</?code>", "").replaceAll("\\s+", " ");
            assertThat(plain).contains("Other profile types of this gate").contains(pass);
        }
    }

    @Test
    void thePageLinksToThePagesOfTheOthers() {
        assertThat(ReportPage.html(several(), List.of("?type=2", "?type=3")))
                .contains("<a href=\"?type=2\">", "<a href=\"?type=3\">");
        assertThat(ReportPage.html(several())).doesNotContain("<a href=\"?type=2\">");
    }

    @Test
    void aReportOfOneTypeSaysNothingOfOthers() {
        assertThat(ReportText.render(FAIL, false, null)).doesNotContain("Other profile types");
        assertThat(ReportPage.html(FAIL)).doesNotContain("Other profile types");
    }

    @Test
    void itsJsonIsReadAgain() {
        GateReport again = ReportJson.read(ReportJson.write(several()));

        assertThat(again.others()).hasSize(2);
        assertThat(ReportJson.write(again)).isEqualTo(ReportJson.write(several()));
    }

    @Test
    void reportsThatWereKeptBeforeAreOfOneTypeAndOfRequests() {
        GateReport costlier = SampleReports.costlier();
        String old = new String(ReportJson.write(costlier), StandardCharsets.UTF_8)
                .replace(",\"others\":[]", "")
                .replace(",\"per\":\"request\"", "");

        assertThat(old).doesNotContain("\"others\"", "\"per\"");
        assertThat(ReportJson.write(ReportJson.read(old.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(ReportJson.write(costlier));
    }

    @Test
    void noTypeHasAWorseVerdictThanTheGate() {
        GateReport pass = ofTheSameGate(SampleReports.pass());

        assertThatThrownBy(() -> pass.with(List.of(ofTheSameGate(SampleReports.fail()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PASS stands before a type with FAIL");
        assertThatThrownBy(() -> FAIL.with(List.of(SampleReports.pass())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of another gate");
    }
}
