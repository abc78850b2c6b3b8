package dev.flamegate.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportSchemaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEXT = PageFiles.read("report.schema.json");
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TEXT);

    @ParameterizedTest
    @MethodSource("dev.flamegate.reports.ReportJsonTest#reports")
    void everyReportIsWhatTheSchemaSays(GateReport report) throws IOException {
        assertThat(SCHEMA.validate(JSON.readTree(ReportJson.write(report)))).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatItDoesNotKnow() throws IOException {
        JsonNode report = JSON.readTree(ReportJson.write(SampleReports.pass()));
        ((ObjectNode) report.path("subject")).put("colour", "red");

        assertThat(SCHEMA.validate(report)).isNotEmpty();
    }

    @Test
    void theDocumentExplainsEveryFieldOfTheSchemaAndNoOther() throws IOException {
        Set<String> fields = new TreeSet<>();
        JSON.readTree(TEXT).findValues("properties").forEach(properties -> collect(properties, fields));
        Set<String> explained = new TreeSet<>();
        Files.readAllLines(Path.of("docs/report-schema.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> explained.add(line.substring(3, line.indexOf('`', 3))));

        for (JsonNode definition : JSON.readTree(TEXT).path("$defs")) {
            definition.findValues("properties").forEach(properties -> collect(properties, fields));
        }
        assertThat(explained).isEqualTo(fields);
    }

    private static void collect(JsonNode properties, Set<String> fields) {
        properties.fieldNames().forEachRemaining(fields::add);
    }
}
