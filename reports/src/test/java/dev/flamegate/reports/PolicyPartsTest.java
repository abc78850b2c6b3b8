package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyPartsTest {

    @Test
    void everyRenderingListsAcknowledgementsAndNothingInThemIsMarkup() {
        GateReport report = SampleReports.byPolicy();

        assertThat(ReportPage.html(report)).doesNotContain("<script>alert(1)").contains("Acknowledged and ignored");
        String comment = ReportMarkdown.comment(report, new Links(null, null), 60_000);
        assertThat(comment.replaceAll("`[^`]*`", "names stand in code spans"))
                .doesNotContain("<script>")
                .contains("Acknowledged and ignored", "2 %");
        assertThat(ReportText.render(report, false, null))
                .contains("Policy", "This gate is informational", "Ignored: ", "exit code 0: pass");
        assertThat(Headline.of(report)).startsWith("PASS (informational): ");
    }

    @Test
    void aCommentThatIsShortSaysHowManyAreNotShown() {
        GateReport report = SampleReports.byPolicy();
        int least = ReportMarkdown.comment(SampleReports.pass(), new Links(null, null), 60_000)
                        .length()
                + 900;

        assertThat(ReportMarkdown.comment(report, new Links(null, null), least)).contains("5 rows not shown");
    }

    @Test
    void aConclusionThatDoesNotFitTheVerdictIsRefused() {
        AppliedPolicy wrong = new AppliedPolicy(
                AppliedPolicy.Source.SETTINGS,
                "settings",
                null,
                false,
                Conclusion.FAILURE,
                "",
                List.of(),
                List.of(),
                List.of());
        GateReport pass = SampleReports.pass();

        assertThatThrownBy(() -> new GateReport(
                        1,
                        "id",
                        pass.verdict(),
                        pass.reasons(),
                        pass.caveats(),
                        pass.subject(),
                        pass.checks(),
                        pass.findings(),
                        null,
                        pass.improvements(),
                        pass.sensitivity(),
                        pass.rows(),
                        pass.method(),
                        pass.provenance(),
                        pass.tree(),
                        wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PASS with the conclusion FAILURE");
    }
}
