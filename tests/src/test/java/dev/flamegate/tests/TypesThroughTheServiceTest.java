package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One gate about several profile types, by the public API and the command line, on recorded profiles. Allocations and heaps are recorded
 * of two pods a version only, so that each stands for several here: what is shown is how types come together, not how often one is wrong.
 */
class TypesThroughTheServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PODS = 6;

    @TempDir
    static Path folder;

    private static ServiceProcess service;

    @BeforeAll
    static void load() throws Exception {
        service = new ServiceProcess(folder.resolve("data"));
        for (String version : List.of("1.0.0", "1.0.1", "1.1.0")) {
            Fixtures.push(service, "shop", Fixtures.version("shop", version));
            for (int pod = 1; pod <= PODS; pod++) {
                push("shop", version, pod, "jfr/shop/1.0.0/p" + (1 + pod % 2) + "/async.jfr");
            }
        }
        for (int pod = 1; pod <= PODS; pod++) {
            heap("1", pod, 1 + pod % 2);
            heap("2", pod, 1 + pod % 2);
            heap("2", pod, 2 - pod % 2);
        }
    }

    private static void heap(String version, int pod, int recorded) throws Exception {
        push("gopher", version, pod, "heap/gopher-shop/1.0.0/p" + recorded + ".pb.gz");
    }

    private static void push(String name, String version, int pod, String file) throws Exception {
        byte[] bytes = Files.readAllBytes(Fixtures.folder().resolve(file));
        String path = "/api/v1/profiles?service=" + name + "&version=" + version + "&pod=p" + pod;
        HttpResponse<String> answer = service.post(path, bytes, "application/octet-stream");
        assertThat(answer.statusCode()).as(file + ": " + answer.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> ask(String name, String baseline, String candidate, String... types)
            throws Exception {
        ObjectNode question = JSON.createObjectNode()
                .put("service", name)
                .put("baseline", baseline)
                .put("candidate", candidate);
        ArrayNode wanted = question.putArray("types");
        List.of(types).forEach(wanted::add);
        return service.postJson("/api/v1/gates?wait=60s", question.toString());
    }

    private static JsonNode gate(String name, String baseline, String candidate, String... types) throws Exception {
        HttpResponse<String> answer = ask(name, baseline, candidate, types);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static List<String> types(JsonNode report) {
        return StreamSupport.stream(report.path("others").spliterator(), false)
                .map(other -> other.at("/subject/profileType").asText().split(":", -1)[1])
                .toList();
    }

    @Test
    void oneTypeThatGrewFailsTheGateAndTheOthersStandBesideIt() throws Exception {
        JsonNode gate = gate("shop", "1.0.0", "1.1.0", "alloc_in_new_tlab_bytes", "cpu");

        assertThat(gate.path("verdict").asText())
                .as(gate.path("headline").asText())
                .isEqualTo("FAIL");
        JsonNode report = gate.path("report");
        assertThat(report.at("/subject/profileType").asText()).startsWith("process_cpu:cpu:");
        int row = report.at("/findings/0/row").asInt();
        assertThat(report.at("/rows/" + row + "/function").asText()).contains("Cart.reprice");
        assertThat(types(report)).containsExactly("alloc_in_new_tlab_bytes");
        assertThat(report.at("/others/0/verdict").asText()).isNotEqualTo("FAIL");
        assertThat(report.at("/others/0/tree/names").size()).isGreaterThan(10);
        assertThat(report.path("method").toString()).contains("2 profile types share the error rate");
    }

    @Test
    void thePageTheCommentAndThePictureShowEveryType() throws Exception {
        JsonNode gate = gate("shop", "1.0.0", "1.1.0", "cpu", "alloc_in_new_tlab_bytes");
        String page = gate.at("/links/page").asText();

        assertThat(service.get(page).body())
                .contains("Other profile types of this gate")
                .contains("href=\"" + page + "?type=2\"");
        assertThat(service.get(page + "?type=2").body()).contains("alloc in new tlab bytes");
        assertThat(service.get(page + "?type=3").statusCode()).isEqualTo(404);
        assertThat(service.get(gate.at("/links/comment").asText()).body()).contains("Other profile types of this gate");
        assertThat(service.get(gate.at("/links/flamegraph").asText() + "?type=2")
                        .body())
                .startsWith("<svg");
    }

    @Test
    void aGateAboutSeveralTypesIsReplayedToTheByte() throws Exception {
        JsonNode gate = gate("shop", "1.0.0", "1.1.0", "cpu", "alloc_in_new_tlab_bytes");

        HttpResponse<String> replay =
                service.postJson("/api/v1/gates/" + gate.path("id").asText() + "/replay", "");

        assertThat(JSON.readTree(replay.body()).path("identical").asBoolean())
                .as(replay.body())
                .isTrue();
    }

    @Test
    void aTypeThatNobodySentIsMissingDataAndNothingPassesWithIt() throws Exception {
        JsonNode gate = gate("shop", "1.0.0", "1.0.1", "cpu", "mutex_duration");

        assertThat(gate.path("verdict").asText()).isEqualTo("INCONCLUSIVE");
        assertThat(gate.path("headline").asText()).contains("no profile type `mutex_duration`");
        assertThat(types(gate.path("report"))).containsExactly("cpu");
    }

    /** The second version's heap was sent twice as often: that is the same memory, seen twice. */
    @Test
    void memoryInUseIsALevelPerPodHoweverOftenItIsSent() throws Exception {
        JsonNode report = gate("gopher", "1", "2", "inuse_space").path("report");

        double before = report.at("/subject/baseline/total").asDouble();
        double after = report.at("/subject/candidate/total").asDouble();
        assertThat(report.at("/subject/candidate/windows").asInt())
                .isEqualTo(2 * report.at("/subject/baseline/windows").asInt());
        assertThat(after).isBetween(0.9 * before, 1.1 * before);
        assertThat(report.path("verdict").asText()).isNotEqualTo("FAIL");
    }

    @Test
    void whatIsNoListOfTypesIsRefusedWithTheField() throws Exception {
        assertThat(ask("shop", "1.0.0", "1.1.0").body()).contains("\"field\":\"types\"");
        assertThat(service.postJson(
                                "/api/v1/gates",
                                "{\"service\":\"shop\",\"candidate\":\"1.1.0\",\"type\":\"cpu\",\"types\":[\"cpu\"]}")
                        .body())
                .contains("\"field\":\"types\"");
    }

    @Test
    void theCommandTakesATypeSeveralTimes() throws Exception {
        Flamegate check = Flamegate.run(
                folder,
                "check",
                "--url",
                service.address(),
                "--service",
                "shop",
                "--baseline",
                "1.0.0",
                "--candidate",
                "1.1.0",
                "--type",
                "cpu",
                "--type",
                "alloc_in_new_tlab_bytes",
                "--out",
                "several");

        assertThat(check.exitCode()).as(check.standardError()).isEqualTo(1);
        assertThat(check.standardOutput()).contains("Other profile types of this gate");
        assertThat(folder.resolve("several/report-2.html")).exists();
        assertThat(folder.resolve("several/flamegraph-2.svg")).exists();
    }
}
