package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded profiles through the public API, said to be of unlike machines, ages and profilers: what cannot be compared is not judged. */
class ComparabilityThroughTheServiceTest {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    @TempDir
    static Path folder;

    private static ServiceProcess service;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        service = new ServiceProcess(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /**
     * Sends the recorded profiles of a version as another service's.
     *
     * @param labels further labels of a profile, {@code NAME=VALUE}
     */
    private static void push(String name, String version, Function<JsonNode, String> labels) throws Exception {
        for (JsonNode profile : Fixtures.version("shop", version).get("profiles")) {
            String label = labels.apply(profile);
            String path = "/api/v1/profiles?service=" + name + "&version=" + version + "&pod="
                    + profile.get("pod").asText() + "&requests=" + Fixtures.served(profile)
                    + (label.isEmpty() ? "" : "&label=" + URLEncoder.encode(label, StandardCharsets.UTF_8));
            HttpResponse<String> answer = service.post(path, Fixtures.bytes(profile), "application/octet-stream");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static JsonNode gate(String name, String candidate) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.postJson(
                "/api/v1/gates?wait=60s",
                "{\"service\":\"" + name + "\",\"baseline\":\"1.0.0\",\"candidate\":\"" + candidate + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body()).get("report");
    }

    private static String startedBefore(JsonNode profile, long nanos) {
        long from = Fixtures.firstNanos(profile.get("pod").asText());
        return "process_start=" + (from - nanos);
    }

    private static void isRefused(JsonNode report, String code) {
        assertThat(report.get("verdict").asText()).isEqualTo("INCONCLUSIVE");
        assertThat(report.get("reasons").get(0).get("code").asText()).isEqualTo(code);
        assertThat(report.get("reasons").get(0).get("remedy").asText()).isNotBlank();
        assertThat(report.get("checks").findValuesAsText("state")).contains("FAILED");
    }

    @Test
    void aFreshDeployAgainstPodsOfYesterdayHasToWait() throws Exception {
        push("fresh", "1.0.0", profile -> startedBefore(profile, DAY_NANOS));
        push("fresh", "1.1.0", profile -> startedBefore(profile, 0));

        JsonNode report = gate("fresh", "1.1.0");

        isRefused(report, "warm-up");
        assertThat(report.get("reasons").get(0).get("remedy").asText()).startsWith("Wait 5 minutes");
    }

    @Test
    void aDeployThatIsOldEnoughIsJudged() throws Exception {
        push("settled", "1.0.0", profile -> startedBefore(profile, DAY_NANOS));
        push("settled", "1.1.0", profile -> startedBefore(profile, DAY_NANOS / 24));

        assertThat(gate("settled", "1.1.0").get("verdict").asText()).isEqualTo("FAIL");
    }

    @Test
    void anotherCpuModelIsNotCompared() throws Exception {
        push("moved-house", "1.0.0", profile -> "cpu_model=EPYC 7B13");
        push("moved-house", "1.1.0", profile -> "cpu_model=Xeon 8481C");

        isRefused(gate("moved-house", "1.1.0"), "unlike-cpu-model");
    }

    /** OpenTelemetry's name of the label is known as well. */
    @Test
    void podsOfACommonCpuModelAreComparedAndTheRestIsLeftOutAndSaid() throws Exception {
        push("mixed", "1.0.0", profile -> "host.cpu.model.name=EPYC 7B13");
        push(
                "mixed",
                "1.1.0",
                profile -> "host.cpu.model.name="
                        + (profile.get("pod").asText().equals("p6") ? "Xeon 8481C" : "EPYC 7B13"));

        JsonNode report = gate("mixed", "1.1.0");

        assertThat(report.get("verdict").asText()).isEqualTo("FAIL");
        assertThat(report.at("/subject/candidate/pods")).hasSize(5);
        assertThat(report.get("caveats").findValuesAsText("sentence"))
                .anyMatch(sentence -> sentence.startsWith("1 pods were left out: the CPU model"));
    }

    @Test
    void anotherRuntimeOrProfilerIsNotCompared() throws Exception {
        push("runtime", "1.0.0", profile -> "runtime_version=17.0.8");
        push("runtime", "1.0.1", profile -> "runtime_version=21.0.1");

        isRefused(gate("runtime", "1.0.1"), "unlike-runtime-version");
    }

    @Test
    void anotherSamplingRateIsNotCompared() throws Exception {
        push("rate", "1.0.0", profile -> "");
        for (JsonNode profile : Fixtures.version("shop", "1.0.1").get("profiles")) {
            String folded = "main;work 900\nmain;wait 100\n";
            HttpResponse<String> answer = service.post(
                    "/api/v1/profiles?service=rate&version=1.0.1&sample_rate=100&pod="
                            + profile.get("pod").asText() + "&from="
                            + profile.get("from_nanos").asText() + "&until="
                            + profile.get("until_nanos").asText(),
                    folded.getBytes(StandardCharsets.UTF_8),
                    "text/plain");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        isRefused(gate("rate", "1.0.1"), "unlike-sampling-rate");
    }

    @Test
    void theReportShowsWhatWasComparedWithBothSidesValues() throws Exception {
        push("shown", "1.0.0", profile -> "cpu_limit=2");
        push("shown", "1.6.0", profile -> "cpu_limit=2000m");

        JsonNode report = gate("shown", "1.6.0");

        assertThat(report.get("verdict").asText()).isEqualTo("PASS");
        assertThat(report.get("checks").findValuesAsText("name"))
                .contains(
                        "CPU limit",
                        "sampling rate",
                        "warm-up",
                        "load",
                        "window length",
                        "without symbols",
                        "not said");
        assertThat(report.get("checks").findValuesAsText("detail"))
                .anyMatch(detail -> detail.equals("a sample every 1 ms baseline, 1 ms candidate"));
    }
}
