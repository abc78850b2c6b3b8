package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Rendering;
import dev.flamegate.reports.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GateRoutesTest {
    private static final String QUESTION = "{\"service\":\"shop\",\"baseline\":\"1.0.0\",\"candidate\":\"1.1.0\"}";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @BeforeEach
    void clear() {
        server.store.clear();
        server.gates.clear();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersAtOnceWithTheAddressOfTheGate() {
        Answer answer = server.post("/api/v1/gates", QUESTION);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/gates/gate-1");
        assertThat(answer.json().path("state").asText()).isEqualTo("running");
        assertThat(server.gates.asked().get(0).profileTypes()).containsExactly("cpu");
        assertThat(server.gates.asked().get(0).window()).isEqualTo(TimeRange.ALL);
    }

    @Test
    void waitsForTheReportWhenAskedTo() {
        server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));

        Answer answer = server.post("/api/v1/gates?wait=30s", QUESTION);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("state").asText()).isEqualTo("done");
        assertThat(answer.json().path("verdict").asText()).isEqualTo("FAIL");
        assertThat(answer.json().at("/report/subject/service").asText()).isEqualTo(TestReports.HOSTILE);
        assertThat(server.get("/api/v1/gates/gate-1").json().path("state").asText())
                .isEqualTo("done");
        assertThat(server.get("/api/v1/gates").json().at("/gates/0/verdict").asText())
                .isEqualTo("FAIL");
    }

    @Test
    void saysThatAGateCouldNotRunWhichIsNoRegression() {
        server.gates.failWith("the store is damaged");

        Answer answer = server.post("/api/v1/gates?wait=1s", QUESTION);

        assertThat(answer.json().path("state").asText()).isEqualTo("failed");
        assertThat(answer.json().path("message").asText()).contains("damaged");
        assertThat(answer.json().has("verdict")).isFalse();
        assertThat(server.get("/gates/gate-1").text()).contains("damaged");
        assertThat(server.get("/gates/gate-1/comment.md").status()).isEqualTo(409);
    }

    @Test
    void aLookAtGrowingDataIsPassedOn() {
        server.post("/api/v1/gates", QUESTION);
        server.post("/api/v1/gates", QUESTION.replace("}", ",\"look\":\"2/6\"}"));

        assertThat(server.gates.asked()).extracting(EvaluationRequest::look).containsExactly(Look.ONLY, new Look(2, 6));
    }

    @Test
    void aBaselineMayBeLeftOutOrFoundByARuleOrBeSeveralVersions() {
        server.post("/api/v1/gates", "{\"service\":\"shop\",\"candidate\":\"1.1.0\"}");
        server.post("/api/v1/gates", QUESTION.replace("1.0.0", "week-ago"));
        server.post("/api/v1/gates", QUESTION.replace("1.0.0", "1.0.0,1.0.1"));

        assertThat(server.gates.asked())
                .extracting(asked -> asked.baseline().name())
                .containsExactly("concurrent", "week-ago", "1.0.0,1.0.1");
        assertThat(server.gates.asked().get(2).baseline().selector().matches(version("1.0.1")))
                .isTrue();
        assertThat(server.gates.asked().get(2).baseline().selector().matches(version("1x0.1")))
                .isFalse();
    }

    private static Labels version(String version) {
        return Labels.of(Map.of("version", version));
    }

    @Test
    void readsWindowsAsLengthsAndAsTimes() {
        server.post("/api/v1/gates", QUESTION.replace("}", ",\"window\":\"1h\",\"type\":\"alloc_space\"}"));
        server.post("/api/v1/gates", QUESTION.replace("}", ",\"window\":{\"from\":\"1790000000\",\"until\":\"now\"}}"));

        long now = TestServer.NOW.getEpochSecond() * 1_000_000_000L;
        assertThat(server.gates.asked().get(0).window()).isEqualTo(new TimeRange(now - 3_600_000_000_000L, now));
        assertThat(server.gates.asked().get(0).profileTypes()).containsExactly("alloc_space");
        assertThat(server.gates.asked().get(1).window()).isEqualTo(new TimeRange(1_790_000_000_000_000_000L, now));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | field_missing | service",
                "{\"service\":\"a\",\"baseline\":\"1\"} | field_missing | candidate",
                "{\"service\":\"a\",\"baseline\":\"1\",\"candidate\":\"1\"} | invalid_parameter | candidate",
                "{\"service\":\"a\",\"baseline\":\"{x\",\"candidate\":\"1\"} | invalid_parameter | baseline",
                "{\"service\":\"a\",\"baseline\":\"1\",\"candidate\":\"2\",\"window\":\"1x\"} | invalid_parameter | window",
                "{\"service\":\"a\",\"baseline\":\"1\",\"candidate\":\"2\",\"window\":{\"to\":1}} | invalid_parameter | window",
                "{\"service\":\"a\",\"baseline\":\"1\",\"candidate\":\"2\",\"window\":3} | invalid_parameter | window",
                "{\"service\":\"a\",\"baseline\":\"1\",\"candidate\":\"2\",\"look\":\"7/6\"} | invalid_parameter | look",
                "{\"service\":\"a\",\"baseline\":\"1\",\"candidate\":\"2\",\"look\":\"second\"} | invalid_parameter | look",
                "{\"service\":\"a\",\"basline\":\"1\"} | unknown_field | basline"
            })
    void refusesQuestionsThatMakeNoSenseNamingTheField(String body, String code, String field) {
        Answer answer = server.post("/api/v1/gates", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
        assertThat(server.gates.asked()).isEmpty();
    }

    @Test
    void refusesBodiesThatAreNoJsonNamingThePosition() {
        for (String body : new String[] {"", "no json", "{\"service\":", "[1]", QUESTION + "x", "{\"service\":{}}"}) {
            Answer answer = server.post("/api/v1/gates", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.json().path("code").asText()).as(body).isEqualTo("invalid_json");
            assertThat(answer.json().path("position").asText()).as(body).startsWith("line ");
        }
    }

    @Test
    void refusesUnknownGatesWaitsAndLimits() {
        assertThat(server.get("/api/v1/gates/none").status()).isEqualTo(404);
        assertThat(server.get("/api/v1/gates/none").json().path("code").asText())
                .isEqualTo("gate_unknown");
        assertThat(server.post("/api/v1/gates?wait=long", QUESTION).status()).isEqualTo(400);
        assertThat(server.get("/api/v1/gates?limit=0").status()).isEqualTo(400);
        assertThat(server.get("/api/v1/gates?limit=9999").status()).isEqualTo(400);
    }

    @Test
    void asksToComeBackWhenTooManyQuestionsWait() {
        server.gates.beBusy();

        Answer answer = server.post("/api/v1/gates", QUESTION);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @ParameterizedTest
    @EnumSource(Rendering.class)
    void everyFormOfAReportHasItsAddressAndIsWhatTheCommandLineWrites(Rendering form) {
        server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));
        server.post("/api/v1/gates?wait=30s", QUESTION);
        String page = "https://gate.example.org/gates/gate-1";

        Answer answer = server.get("/api/v1/gates/gate-1/" + form.file());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").replace(" ", ""))
                .isEqualToIgnoringCase(form.mediaType().replace(" ", ""));
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(answer.text())
                .isEqualTo(new String(
                        form.bytes(TestReports.of("gate-1", Verdict.FAIL), new Links(page, page + "/flamegraph.svg")),
                        StandardCharsets.UTF_8));
    }

    @Test
    void aGateWithoutAReportHasNoFormsOfOne() {
        server.post("/api/v1/gates", QUESTION);

        assertThat(server.get("/api/v1/gates/gate-1/report.sarif").status()).isEqualTo(409);
        assertThat(server.get("/api/v1/gates/none/junit.xml").status()).isEqualTo(404);
        assertThat(server.get("/api/v1/gates/gate-1/report.exe").status()).isEqualTo(404);
    }
}
