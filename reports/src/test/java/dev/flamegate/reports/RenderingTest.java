package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One report, many faces: all tell the same numbers. */
class RenderingTest {
    private static final Links LINKS = new Links("https://gate.example/r/1", "https://gate.example/i/1.svg");

    private static String text(Rendering form, GateReport report) {
        return new String(form.bytes(report, LINKS), StandardCharsets.UTF_8);
    }

    /** The letters of a form, without what sets them as code. */
    private static String words(Rendering form, GateReport report) {
        return text(form, report).replaceAll("[`\\\\]|</?code>", "").replaceAll("\\s+", " ");
    }

    @Test
    void wordsAndFilesNameOneFormEach() {
        assertThat(Arrays.stream(Rendering.values()).map(Rendering::word)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Rendering.values()).map(Rendering::file)).doesNotHaveDuplicates();
        for (Rendering form : Rendering.values()) {
            assertThat(Rendering.called(form.word())).contains(form);
        }
        assertThat(Rendering.called("pdf")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rendering.class)
    void theSameReportGivesTheSameBytes(Rendering form) {
        assertThat(form.bytes(SampleReports.fail(), LINKS)).isEqualTo(form.bytes(SampleReports.fail(), LINKS));
    }

    @ParameterizedTest
    @EnumSource(
            value = Rendering.class,
            names = {"PAGE", "TEXT", "COMMENT", "SUMMARY", "CHECK", "JUNIT", "CODE_QUALITY", "SARIF"})
    void everyFormSaysTheFindingsNumbersInTheSameWords(Rendering form) {
        assertThat(words(form, SampleReports.fail()))
                .contains("Cart.reprice takes 9.4 % of CPU, was 1.9 % (+7.5 points, 95 % sure of +7.0 to +8.0)");
    }

    @ParameterizedTest
    @EnumSource(
            value = Rendering.class,
            names = {"PAGE", "TEXT", "COMMENT", "SUMMARY", "CHECK", "JUNIT", "CODE_QUALITY", "SARIF"})
    void everyFormOfAnInconclusiveSaysWhy(Rendering form) {
        assertThat(words(form, SampleReports.inconclusive()))
                .contains("3 pods ran 1.0.1, and 6 are needed to tell a growth of 1.0 points from noise");
    }

    @Test
    void theBadgeHasTheWordAndTheVersionAndAColourOfItsVerdict() throws Exception {
        assertThat(HostileTextTest.xml(Badge.svg(SampleReports.fail()))
                        .getDocumentElement()
                        .getTextContent())
                .contains("fail 1.0.1", "shop 1.0.1: FAIL");
        assertThat(Badge.svg(SampleReports.pass())).contains("#1a7f37", "pass 1.0.1");
        assertThat(Badge.svg(SampleReports.inconclusive())).contains("#9a6700", "inconclusive 1.0.1");
    }

    @ParameterizedTest
    @MethodSource("dev.flamegate.reports.ReportJsonTest#reports")
    void gitLabReadsAnEntryForEachFindingAndForWhatHasNoFile(GateReport report) throws Exception {
        JsonNode entries = new JsonMapper().readTree(CodeQuality.of(report));
        int expected = report.everyType().stream()
                .mapToInt(type -> type.findings().size()
                        + (type.requestCostFails() ? 1 : 0)
                        + (type.verdict() == Verdict.INCONCLUSIVE ? 1 : 0))
                .sum();

        assertThat(entries).hasSize(expected);
        for (JsonNode entry : entries) {
            assertThat(entry.fieldNames())
                    .toIterable()
                    .containsExactly("description", "check_name", "fingerprint", "severity", "location");
            assertThat(entry.path("severity").asText()).isIn("info", "minor", "major", "critical", "blocker");
            assertThat(entry.at("/location/lines/begin").asInt()).isPositive();
            assertThat(entry.at("/location/path").asText()).isNotBlank();
        }
    }

    @Test
    void anImprovementShowsThePOfItsDecreaseAndAReportFromBeforeThereWasOneADash() throws Exception {
        GateReport report = SampleReports.fail();
        Row shrank = report.rows().get(report.improvements().get(0));
        assertThat(shrank.evidence().adjustedP()).isEqualTo(1);
        assertThat(text(Rendering.TEXT, report).lines().filter(line -> line.matches(".*Tax\\.lookup +self.*")))
                .hasSize(1)
                .allMatch(line -> line.endsWith(" < 0.001"));

        String old = text(Rendering.JSON, report).replaceAll(",\"decrease\":\\{[^}]*}", "");
        GateReport kept = ReportJson.read(old.getBytes(StandardCharsets.UTF_8));
        assertThat(kept.rows().get(0).evidence().decrease()).isNull();
        assertThat(text(Rendering.TEXT, kept).lines().filter(line -> line.matches(".*Tax\\.lookup +self.*")))
                .allMatch(line -> line.endsWith(" –"));
    }

    @Test
    void aReportOfBeforePlacesHadAPathIsStillRead() {
        String old = text(Rendering.JSON, SampleReports.fail()).replaceAll(",\"path\":[^,]*,\"address\":[^}]*}", "}");

        GateReport kept = ReportJson.read(old.getBytes(StandardCharsets.UTF_8));

        assertThat(List.of(kept.findings().get(0).place())).containsExactly(new Place("Cart.java", 118));
    }
}
