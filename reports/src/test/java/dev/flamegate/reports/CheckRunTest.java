package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckRunTest {
    private static final Links LINKS = new Links("https://gate.example/r/1", null);

    @ParameterizedTest
    @MethodSource("dev.flamegate.reports.ReportJsonTest#reports")
    void everyPartKeepsGitHubsLimits(GateReport report) {
        CheckRun check = CheckRun.of(report, LINKS);

        assertThat(check.name()).startsWith("Flamegate / ").hasSizeLessThanOrEqualTo(255);
        assertThat(check.title()).startsWith(report.verdict() + ": ").hasSizeLessThanOrEqualTo(255);
        assertThat(check.summary())
                .isNotBlank()
                .hasSizeLessThanOrEqualTo(65_535)
                .doesNotContain("<!--");
        assertThat(check.text()).isNotBlank().hasSizeLessThanOrEqualTo(65_535).doesNotContain("<!--");
        assertThat(check.annotations()).hasSizeLessThanOrEqualTo(Annotation.COUNT_MAX);
    }

    @Test
    void theTitleSaysWhatGrewAndByHowMuch() {
        assertThat(CheckRun.of(SampleReports.fail(), LINKS).title())
                .isEqualTo("FAIL: Cart.reprice +7.5 points (1.9 % to 9.4 %) and 1 more");
        assertThat(CheckRun.of(SampleReports.pass(), LINKS).title()).isEqualTo("PASS: nothing grew");
        assertThat(CheckRun.of(SampleReports.costlier(), LINKS).title()).isEqualTo("FAIL: +15.2 % CPU per request");
        assertThat(CheckRun.of(SampleReports.inconclusive(), LINKS).title())
                .startsWith("INCONCLUSIVE: 3 pods ran 1.0.1, and 6 are needed");
    }

    @Test
    void aGateThatCouldNotDecideIsNeverOneThatGitHubLetsThrough() {
        assertThat(CheckRun.of(SampleReports.pass(), LINKS).conclusion()).isEqualTo("success");
        assertThat(CheckRun.of(SampleReports.fail(), LINKS).conclusion()).isEqualTo("failure");
        assertThat(CheckRun.of(SampleReports.inconclusive(), LINKS).conclusion())
                .isEqualTo("action_required");
    }

    @Test
    void onlyFindingsWithAPathInTheRepositoryAreAnnotated() {
        List<Annotation> annotations = CheckRun.of(SampleReports.fail(), LINKS).annotations();

        assertThat(annotations).hasSize(1);
        assertThat(annotations.get(0).path()).isEqualTo("src/main/java/dev/flamegate/fixtures/shop/Cart.java");
        assertThat(annotations.get(0).line()).isEqualTo(118);
        assertThat(annotations.get(0).title()).isEqualTo("Cart.reprice +7.5 points (1.9 % to 9.4 %)");
        assertThat(annotations.get(0).message())
                .contains("95 % sure of +7.0 to +8.0", "Look at the loop in Cart.total");
    }

    @Test
    void theTextHasEveryRowAndTheFlameGraph() {
        GateReport report = SampleReports.fail();
        var text = Gfm.rendered(CheckRun.of(report, LINKS).text());

        assertThat(text.select("table").get(0).select("tbody tr")).hasSameSizeAs(report.rows());
        assertThat(text.select("code.language-diff")).hasSize(1);
    }

    @Test
    void whatIsTooMuchForTheTextIsSaidToBeMissing() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            names.add("shop/Service" + i + ".aMethodWithQuiteALongName" + i);
        }
        String text = CheckRun.of(HostileReports.of(names), LINKS).text();

        assertThat(text).hasSizeLessThanOrEqualTo(65_000).contains("rows not shown, see the full report");
    }

    @Test
    void theJsonIsTheBodyThatGitHubTakes() throws Exception {
        JsonNode body = new JsonMapper().readTree(Rendering.CHECK.bytes(SampleReports.fail(), LINKS));

        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly("name", "external_id", "details_url", "status", "conclusion", "output");
        assertThat(body.at("/output/annotations/0").fieldNames())
                .toIterable()
                .containsExactly("path", "start_line", "end_line", "annotation_level", "title", "message");
    }
}
