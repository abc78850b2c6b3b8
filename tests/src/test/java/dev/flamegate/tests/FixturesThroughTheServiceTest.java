package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    private static JsonNode diff(String name, String candidate) throws IOException, InterruptedException {
        Path profiles = Fixtures.folder().resolve("profiles").resolve(name);
        return Flamegate.json(
                "diff",
                "--baseline",
                profiles.resolve("1.0.0").toString(),
                "--candidate",
                profiles.resolve(candidate).toString(),
                "--format",
                "json");
    }

    private static String function(JsonNode report, JsonNode finding) {
        return report.get("rows")
                .get(finding.get("row").asInt())
                .get("function")
                .asText();
    }

    static List<Arguments> candidates() throws IOException {
        List<Arguments> candidates = new ArrayList<>();
        for (JsonNode one : Fixtures.services()) {
            for (JsonNode version : one.get("versions")) {
                if (!version.get("version").asText().equals("1.0.0")) {
                    candidates.add(Arguments.of(
                            one.get("service").asText(), version.get("version").asText(), version));
                }
            }
        }
        return candidates;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("candidates")
    void everyRecordedVersionGetsTheVerdictThatIsTrueOfIt(String name, String version, JsonNode truth)
            throws Exception {
        for (JsonNode report : List.of(gate(name, version), diff(name, version))) {
            String verdict = report.get("verdict").asText();
            String said = verdict + " " + report.get("reasons") + report.get("findings");
            switch (truth.get("expect").asText()) {
                case "PASS" -> assertThat(verdict).as(said).isEqualTo("PASS");
                case "NOT_FAIL" -> assertThat(verdict).as(said).isIn("PASS", "INCONCLUSIVE");
                case "FAIL" -> assertThat(verdict).as(said).isEqualTo("FAIL");
                case "FAIL_WITH_TRAFFIC" -> {
                    assertThat(verdict).as(said).isEqualTo("FAIL");
                    assertThat(report.get("findings")).isEmpty();
                }
                default -> throw new IllegalArgumentException("unknown expectation of " + version);
            }
            if (!truth.get("culprit").isNull()) {
                assertThat(function(report, report.get("findings").get(0)))
                        .isEqualTo(truth.get("culprit").asText());
            }
            assertThat(report.get("requestCost").isObject()).isTrue();
            assertThat(report.get("caveats").findValuesAsText("code")).doesNotContain("shares-only");
        }
    }

    /** The switch adds 25 % to the work of the endpoints, and nothing to what the server does around it. */
    @Test
    void theUniformSlowdownIsMeasuredPerRequestAndSaidInTheHeadline() throws Exception {
        HttpResponse<String> answer = service.postJson(
                "/api/v1/gates?wait=60s", "{\"service\":\"shop\",\"baseline\":\"1.0.0\",\"candidate\":\"1.5.0\"}");
        JsonNode gate = new ObjectMapper().readTree(answer.body());
        JsonNode cost = gate.get("report").get("requestCost");

        assertThat(cost.get("growth").asDouble()).isBetween(0.10, 0.25);
        assertThat(cost.get("intervalLow").asDouble()).isGreaterThan(0.03);
        assertThat(cost.get("groups").asInt()).isEqualTo(6);
        assertThat(gate.get("headline").asText())
                .startsWith("FAIL: a request of `shop` costs ")
                .contains("% more CPU (95 % sure of +", "spread over all functions");
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
        for (String version : new String[] {"1.0.1", "1.1.0", "1.5.0", "1.6.0"}) {
            JsonNode served = gate("shop", version);
            JsonNode fromFiles = diff("shop", version);
            assertThat(fromFiles.get("verdict")).isEqualTo(served.get("verdict"));
            assertThat(fromFiles.get("rows")).isEqualTo(served.get("rows"));
            assertThat(fromFiles.get("findings")).isEqualTo(served.get("findings"));
            assertThat(fromFiles.get("requestCost")).isEqualTo(served.get("requestCost"));
        }
    }
}
