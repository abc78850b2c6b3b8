package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real profiles through the public API, to verdicts that are known to be true. */
class FixturesThroughTheServiceTest {
    @TempDir
    static Path folder;

    private static ServiceProcess service;

    @BeforeAll
    static void load() throws IOException, InterruptedException {
        service = new ServiceProcess(folder);
        for (JsonNode one : Fixtures.services()) {
            for (JsonNode version : one.get("versions")) {
                Fixtures.push(service, one.get("service").asText(), version);
            }
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JsonNode gate(String name, String candidate) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.postJson(
                "/api/v1/gates?wait=60s",
                "{\"service\":\"" + name + "\",\"baseline\":\"1.0.0\",\"candidate\":\"" + candidate + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body()).get("report");
    }

    private static String function(JsonNode report, JsonNode finding) {
        return report.get("rows")
                .get(finding.get("row").asInt())
                .get("function")
                .asText();
    }

    @ParameterizedTest
    @CsvSource({"shop, 1.1.0", "gopher-shop, 1.1.0"})
    void theSlowerFunctionIsTheFirstFindingWithItsCallersFoldedIn(String name, String version) throws Exception {
        JsonNode report = gate(name, version);

        assertThat(report.get("verdict").asText()).isEqualTo("FAIL");
        JsonNode first = report.get("findings").get(0);
        assertThat(function(report, first))
                .isEqualTo(Fixtures.version(name, version).get("culprit").asText());
        assertThat(first.get("callers")).isNotEmpty();
    }

    @Test
    void theNewFunctionIsFoundAndCalledNew() throws Exception {
        JsonNode report = gate("shop", "1.2.0");

        assertThat(report.get("verdict").asText()).isEqualTo("FAIL");
        JsonNode first = report.get("findings").get(0);
        assertThat(function(report, first))
                .isEqualTo(Fixtures.version("shop", "1.2.0").get("culprit").asText());
        JsonNode row = report.get("rows").get(first.get("row").asInt());
        assertThat(row.get("change").get("kind").asText()).isEqualTo("new");
    }

    @ParameterizedTest
    @CsvSource({"shop, 1.0.1", "gopher-shop, 1.0.1", "shop, 1.6.0"})
    void theSameCodePassesAlsoUnderTwiceTheTraffic(String name, String version) throws Exception {
        JsonNode report = gate(name, version);

        assertThat(report.get("verdict").asText())
                .as("%s %s: %s", name, version, report.get("reasons"))
                .isEqualTo("PASS");
    }

    @ParameterizedTest
    @CsvSource({"1.3.0, moved", "1.4.0, renamed"})
    void movedAndRenamedCostIsSaidToHaveMovedAndFailsNothing(String version, String change) throws Exception {
        JsonNode report = gate("shop", version);

        assertThat(report.get("verdict").asText())
                .as("%s: %s", change, report.get("findings"))
                .isEqualTo("PASS");
        assertThat(report.get("rows").findValuesAsText("kind")).contains("moved");
    }

    @Test
    void anotherMixOfRequestsFailsNothing() throws Exception {
        assertThat(gate("shop", "1.7.0").get("verdict").asText()).isIn("PASS", "INCONCLUSIVE");
    }

    @Test
    void filesAndServiceGiveTheSameVerdictAndTheSameNumbers() throws Exception {
        for (String version : new String[] {"1.0.1", "1.1.0", "1.6.0"}) {
            JsonNode served = gate("shop", version);
            JsonNode fromFiles = Flamegate.json(
                    "diff",
                    "--baseline",
                    Fixtures.folder().resolve("profiles/shop/1.0.0").toString(),
                    "--candidate",
                    Fixtures.folder().resolve("profiles/shop/" + version).toString(),
                    "--format",
                    "json");
            assertThat(fromFiles.get("verdict")).isEqualTo(served.get("verdict"));
            assertThat(fromFiles.get("rows")).isEqualTo(served.get("rows"));
            assertThat(fromFiles.get("findings")).isEqualTo(served.get("findings"));
        }
    }
}
