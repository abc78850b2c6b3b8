package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportJsonTest {

    static Stream<GateReport> reports() {
        return Stream.of(
                SampleReports.fail(),
                SampleReports.pass(),
                SampleReports.inconclusive(),
                SampleReports.hostile(),
                SampleReports.costlier(),
                SampleReports.passWithTraffic(),
                SampleReports.byPolicy(),
                SampleReports.fail().with(List.of(SampleReports.fail())));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void whatWasWrittenIsReadAndWrittenAgainWithEqualBytes(GateReport report) {
        byte[] once = ReportJson.write(report);

        assertThat(ReportJson.write(ReportJson.read(once))).isEqualTo(once);
    }

    /** Reports were kept before there were policies and owners. */
    @Test
    void aReportFromBeforePoliciesIsReadAsOneThatNothingWasWaivedFor() {
        GateReport report = SampleReports.fail();
        String json = new String(ReportJson.write(report), StandardCharsets.UTF_8);
        String before =
                json.replaceAll(",\"policy\":\\{.*},\"others\":\\[]}$", "}").replace(",\"owners\":[]", "");

        assertThat(before).isNotEqualTo(json).doesNotContain("policy", "owners");
        assertThat(ReportJson.write(ReportJson.read(before.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(ReportJson.write(report));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "\"schema\":1~\"schema\":2~schema",
                "\"pods\":[~\"colour\":\"red\",\"pods\":[~subject.baseline",
                "\"verdict\":\"FAIL\",~''~verdict",
                "\"verdict\":\"FAIL\"~\"verdict\":null~verdict",
                "\"verdict\":\"FAIL\"~\"verdict\":\"MAYBE\"~verdict",
                "\"degreesOfFreedom\":23.4~\"degreesOfFreedom\":null~rows[0].evidence.degreesOfFreedom",
                "\"degreesOfFreedom\":23.4,~''~rows[0].evidence",
                "\"degreesOfFreedom\":23.4~\"degreesOfFreedom\":\"23.4\"~rows[0].evidence.degreesOfFreedom",
                "\"line\":118~\"line\":1.5~findings[0].place.line",
                "\"row\":5~\"row\":99~row 99",
                "\"kind\":\"grew\"~\"kind\":\"exploded\"~rows[2].change",
                "\"marks\":[0~\"marks\":[9~tree",
                "{\"schema\"~[\"schema\"~line 1",
            })
    void whatIsNotAReportIsRefusedWithItsPlace(String text, String instead, String place) {
        String json = new String(ReportJson.write(SampleReports.fail()), StandardCharsets.UTF_8);
        assertThat(json).contains(text);
        String broken =
                json.substring(0, json.indexOf(text)) + instead + json.substring(json.indexOf(text) + text.length());

        assertThatThrownBy(() -> ReportJson.read(broken.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(place);
    }
}
