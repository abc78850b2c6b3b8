package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded profiles that do not say their requests, and questions that do not name their baseline, through the public API. */
class TrafficAndBaselinesThroughTheServiceTest {
    private static final Pattern ASKED = Pattern.compile("version=\"([^\"]+)\",pod=\"([^\"]+)\".*&time=([\\d.]+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static HttpServer prometheus;
    private static ServiceProcess service;

    /** A stand-in for Prometheus knows the recorded requests of the service {@code counted} only. */
    @BeforeAll
    static void start() throws IOException, InterruptedException {
        List<Counted> counts = new ArrayList<>();
        for (String version : List.of("1.0.0", "1.5.0")) {
            for (JsonNode profile : Fixtures.version("shop", version).get("profiles")) {
                counts.add(new Counted(
                        version,
                        profile.get("pod").asText(),
                        profile.get("until_nanos").asLong() / 1_000_000_000L,
                        Fixtures.served(profile)));
            }
        }
        prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        prometheus.createContext("/api/v1/query", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String asked = URLDecoder.decode(form, StandardCharsets.UTF_8);
            byte[] answer = answer(asked, counts).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        prometheus.start();
        service = new ServiceProcess(
                folder,
                Map.of(
                        "FLAMEGATE_TRAFFIC_PROMETHEUS_URL",
                        "http://127.0.0.1:" + prometheus.getAddress().getPort()));
    }

    private record Counted(String version, String pod, long endSeconds, long requests) {
        /** Windows of a pod end more than twenty seconds apart. */
        boolean isAsked(Matcher names) {
            long time = new BigDecimal(names.group(3)).longValue();
            return version.equals(names.group(1)) && pod.equals(names.group(2)) && Math.abs(endSeconds - time) < 5;
        }
    }

    private static String answer(String asked, List<Counted> counts) {
        Matcher names = ASKED.matcher(asked);
        boolean known = asked.contains("service=\"counted\"") && names.find();
        String vector = counts.stream()
                .filter(count -> known && count.isAsked(names))
                .map(count -> "{\"metric\":{},\"value\":[0,\"" + count.requests + "\"]}")
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":" + vector + "}}";
    }

    @AfterAll
    static void stop() {
        service.close();
        prometheus.stop(0);
    }

    /** Without requests, with the times that the recorder measured. */
    private static void push(String name, String version) throws Exception {
        for (JsonNode profile : Fixtures.version("shop", version).get("profiles")) {
            String path = "/api/v1/profiles?service=" + name + "&version=" + version + "&pod="
                    + profile.get("pod").asText();
            HttpResponse<String> answer = service.post(path, Fixtures.bytes(profile), "application/octet-stream");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static void postTraffic(String name, String version) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (JsonNode profile : Fixtures.version("shop", version).get("profiles")) {
            lines.append(JSON.createObjectNode()
                            .put("service", name)
                            .put("version", version)
                            .put("pod", profile.get("pod").asText())
                            .put("start", profile.get("from_nanos").asLong())
                            .put("end", profile.get("until_nanos").asLong())
                            .put("requests", Fixtures.served(profile)))
                    .append('\n');
        }
        HttpResponse<String> answer = service.postJson("/api/v1/traffic", lines.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static JsonNode ask(String name, String baseline, String candidate) throws Exception {
        String question = baseline.isEmpty()
                ? "{\"service\":\"" + name + "\",\"candidate\":\"" + candidate + "\"}"
                : "{\"service\":\"" + name + "\",\"baseline\":\"" + baseline + "\",\"candidate\":\"" + candidate
                        + "\"}";
        HttpResponse<String> answer = service.postJson("/api/v1/gates?wait=60s", question);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("report");
    }

    private static String detail(JsonNode report, String check) {
        for (JsonNode one : report.get("checks")) {
            if (one.get("name").asText().equals(check)) {
                return one.get("detail").asText();
            }
        }
        throw new AssertionError("no check '" + check + "': " + report.get("checks"));
    }

    /** Every function slowed down alike, so that only the cost of a request shows it. */
    private static void failsByTheCostOfARequest(JsonNode report) {
        assertThat(report.get("verdict").asText()).isEqualTo("FAIL");
        assertThat(report.get("findings")).isEmpty();
        assertThat(report.at("/requestCost/growth").asDouble()).isBetween(0.10, 0.25);
    }

    @Test
    void withPostedTrafficASlowdownOfEverythingFailsAndTheReportNamesTheSource() throws Exception {
        push("posted", "1.0.0");
        push("posted", "1.5.0");
        postTraffic("posted", "1.0.0");
        postTraffic("posted", "1.5.0");

        JsonNode report = ask("posted", "1.0.0", "1.5.0");

        failsByTheCostOfARequest(report);
        assertThat(detail(report, "requests")).endsWith("POST /api/v1/traffic");
    }

    @Test
    void withPrometheusItFailsAsWell() throws Exception {
        push("counted", "1.0.0");
        push("counted", "1.5.0");

        JsonNode report = ask("counted", "1.0.0", "1.5.0");

        failsByTheCostOfARequest(report);
        assertThat(detail(report, "requests")).contains("Prometheus at http://127.0.0.1:");
    }

    @Test
    void withTrafficOfOneSideOnlySharesAreComparedAndTheReportSaysSo() throws Exception {
        push("half", "1.0.0");
        push("half", "1.5.0");
        postTraffic("half", "1.0.0");

        JsonNode report = ask("half", "1.0.0", "1.5.0");

        assertThat(report.get("requestCost").isNull()).isTrue();
        assertThat(detail(report, "requests"))
                .contains("only shares were compared", "does not cover", "Prometheus at", "nothing for pod `p1`");
        assertThat(report.get("caveats").findValuesAsText("code")).contains("shares-only");
    }

    @Test
    void withoutABaselineThereIsNoVerdict() throws Exception {
        push("lonely", "1.1.0");

        JsonNode report = ask("lonely", "", "1.1.0");

        assertThat(report.get("verdict").asText()).isEqualTo("INCONCLUSIVE");
        assertThat(report.at("/reasons/0/code").asText()).isEqualTo("no-baseline-data");
        assertThat(report.at("/reasons/0/sentence").asText()).contains("No version fits `concurrent`");
    }

    @Test
    void aVersionThatFailedIsNoBaselineOfTheNext() throws Exception {
        push("failed", "1.0.0");
        push("failed", "1.1.0");
        push("failed", "1.0.1");
        assertThat(ask("failed", "1.0.0", "1.1.0").get("verdict").asText()).isEqualTo("FAIL");

        JsonNode chosen = ask("failed", "", "1.0.1");
        JsonNode named = ask("failed", "1.1.0", "1.0.1");

        assertThat(chosen.at("/subject/baseline/name").asText()).isEqualTo("1.0.0");
        assertThat(chosen.get("verdict").asText()).isEqualTo("PASS");
        assertThat(detail(named, "baseline")).contains("`1.1.0` failed as a candidate in gate ");
    }

    @Test
    void severalBaselinesArePooled() throws Exception {
        push("pooled", "1.0.0");
        push("pooled", "1.0.1");
        push("pooled", "1.1.0");

        JsonNode report = ask("pooled", "1.0.0,1.0.1", "1.1.0");

        assertThat(report.get("verdict").asText()).isEqualTo("FAIL");
        assertThat(report.at("/subject/baseline/windows").asInt()).isEqualTo(36);
        assertThat(detail(report, "baseline")).contains("`1.0.0`", "`1.0.1`");
    }

    /** The recorded samples of every pod, as if they had been taken at another time. */
    private static void pushAt(long fromSeconds, String name, String version, String recorded, String environment)
            throws Exception {
        for (int pod = 1; pod <= 6; pod++) {
            String query = "samples{service_name=\"source\",version=\"" + recorded + "\",pod=\"p" + pod + "\"}";
            String merge = "/api/v1/query/merge?format=folded&from=1000000000&query="
                    + URLEncoder.encode(query, StandardCharsets.UTF_8);
            HttpResponse<String> folded = service.get(merge);
            assertThat(folded.statusCode()).as(folded.body()).isEqualTo(200);
            String path = "/api/v1/profiles?service=" + name + "&version=" + version + "&pod=" + version + "-p" + pod
                    + "&label=env=" + environment + "&from=" + fromSeconds + "&until=" + (fromSeconds + 60);
            HttpResponse<String> answer =
                    service.post(path, folded.body().getBytes(StandardCharsets.UTF_8), "text/plain");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void theBaselineIsWhatRanThenAndThereAndAnotherTimeGetsAdviceOnly() throws Exception {
        long now = 1_790_000_000L;
        long day = 86_400;
        push("source", "1.0.0");
        push("source", "1.0.1");
        pushAt(now - day, "timed", "1", "1.0.0", "prod");
        pushAt(now, "timed", "2-staging", "1.0.0", "staging");
        pushAt(now, "timed", "3", "1.0.1", "prod");

        JsonNode nobody = ask("timed", "", "3");
        JsonNode previous = ask("timed", "previous", "3");
        pushAt(now, "timed", "2", "1.0.0", "prod");
        JsonNode together = ask("timed", "", "3");

        assertThat(nobody.at("/reasons/0/sentence").asText()).contains("No version fits `concurrent`");
        assertThat(previous.at("/subject/baseline/name").asText()).isEqualTo("1");
        assertThat(previous.get("verdict").asText()).isEqualTo("INCONCLUSIVE");
        assertThat(previous.at("/reasons/0/code").asText()).isEqualTo("not-concurrent");
        assertThat(previous.get("caveats").findValuesAsText("code")).contains("period-advice");
        assertThat(detail(previous, "baseline")).contains("`1`, first seen 1d before the candidate");
        assertThat(together.at("/subject/baseline/name").asText()).isEqualTo("2");
        assertThat(together.get("verdict").asText()).isEqualTo("PASS");
    }
}
