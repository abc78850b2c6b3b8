package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SarifTest {
    /** The committee's own schema, as a library carries it. */
    static final JsonSchema SCHEMA = schema();

    private static final JsonMapper JSON = new JsonMapper();

    private static JsonSchema schema() {
        try (InputStream in = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the schema of SARIF", e);
        }
    }

    private static JsonNode sarif(GateReport report) throws IOException {
        return JSON.readTree(Sarif.of(report));
    }

    @ParameterizedTest
    @MethodSource("dev.flamegate.reports.ReportJsonTest#reports")
    void everyReportIsSarifAsItsSchemaSays(GateReport report) throws IOException {
        assertThat(SCHEMA.validate(sarif(report))).isEmpty();
    }

    @Test
    void theSchemaIsOneThatRefuses() throws IOException {
        assertThat(SCHEMA.validate(JSON.readTree("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{}]}]}")))
                .isNotEmpty();
    }

    @Test
    void aFindingWithAPathIsAResultAtItsLineWithItsNumbers() throws IOException {
        GateReport report = SampleReports.fail();
        JsonNode result = sarif(report).at("/runs/0/results/0");

        assertThat(sarif(report).at("/runs/0/results")).hasSize(1);
        assertThat(result.path("ruleId").asText()).isEqualTo("flamegate/function-grew");
        assertThat(result.path("level").asText()).isEqualTo("error");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("src/main/java/dev/flamegate/fixtures/shop/Cart.java");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(118);
        assertThat(result.at("/message/text").asText()).startsWith("Cart.reprice takes 9.4 % of CPU, was 1.9 %");
        assertThat(result.at("/properties/points").asDouble()).isEqualTo(7.5);
    }

    @Test
    void aFindingWithoutAPathIsANotificationSoThatNothingIsLost() throws IOException {
        JsonNode notification = sarif(SampleReports.fail()).at("/runs/0/invocations/0/toolExecutionNotifications/0");

        assertThat(notification.at("/descriptor/id").asText()).isEqualTo("flamegate/function-is-new");
        assertThat(notification
                        .at("/locations/0/logicalLocations/0/fullyQualifiedName")
                        .asText())
                .isEqualTo(SampleReports.COMPILE);
    }

    @Test
    void theReasonsOfAnInconclusiveAreNotifications() throws IOException {
        JsonNode run = sarif(SampleReports.inconclusive()).at("/runs/0");

        assertThat(run.path("results")).isEmpty();
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .asText())
                .contains("3 pods ran 1.0.1", "Wait until 3 more pods");
    }

    @Test
    void theFingerprintStaysWhenLineVersionAndNumbersChangeAndIsAnotherForAnotherFunctionOrService() {
        Subject subject = SampleReports.fail().subject();
        Subject later = new Subject(
                "shop", subject.profileType(), subject.unit(), subject.candidate(), subject.baseline(), new Look(2, 3));
        Subject other = new Subject(
                "store", subject.profileType(), subject.unit(), subject.baseline(), subject.candidate(), Look.ONLY);

        assertThat(Fingerprint.of(later, "a.b")).isEqualTo(Fingerprint.of(subject, "a.b"));
        assertThat(Fingerprint.of(other, "a.b")).isNotEqualTo(Fingerprint.of(subject, "a.b"));
        assertThat(Fingerprint.of(subject, "a.c")).isNotEqualTo(Fingerprint.of(subject, "a.b"));
    }
}
