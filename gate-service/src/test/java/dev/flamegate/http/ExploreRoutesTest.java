package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.http.TestServer.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExploreRoutesTest {
    private static final long NOON = Instant.parse("2026-11-21T11:00:00Z").getEpochSecond() * 1_000_000_000L;
    private static final long DAY = 86_400_000_000_000L;
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
        push("shop", "1.0.0", NOON - DAY, "main", "old");
        push("shop", "1.1.0", NOON, "main", "cart");
        push("shop", "1.2.0", NOON, "main", "cart", "fresh");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void push(String service, String version, long nanos, String... functions) {
        Answer answer = server.post(
                "/api/v1/profiles?service=" + encoded(service) + "&version=" + encoded(version) + "&pod=p1",
                PprofBytes.cpu(nanos, functions));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode graph(String question) {
        Answer answer = server.get("/explore/graph?" + question);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void theOnlyServiceIsChosenAndItsDataShownWithoutAnyQuestion() {
        Answer page = server.get("/explore");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("<option value=\"shop\" selected>", "process_cpu:cpu:nanoseconds:cpu:nanoseconds", "1.2.0")
                .contains("format=pprof", "format=folded", "format=svg", "format=json");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe", "http");
    }

    @Test
    void oneSelectionIsASumOfItsProfiles() {
        JsonNode answer = graph("service=shop&candidate=1.2.0");

        assertThat(answer.has("baseline")).isFalse();
        assertThat(answer.at("/candidate/profiles").asInt()).isEqualTo(1);
        assertThat(answer.at("/candidate/query").asText())
                .isEqualTo("process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name=\"shop\",version=\"1.2.0\"}");
        assertThat(answer.at("/graph/report/single").asBoolean()).isTrue();
        assertThat(answer.at("/graph/report/tree/names")).hasSizeGreaterThan(2);
        assertThat(answer.path("truncated")).isEmpty();
    }

    @Test
    void twoSelectionsAreDrawnAsMeasuredWithNothingTested() {
        JsonNode answer = graph("service=shop&type=cpu&baseline=1.1.0&candidate=1.2.0");

        assertThat(answer.at("/baseline/profiles").asInt()).isEqualTo(1);
        assertThat(answer.at("/graph/report/single").asBoolean()).isFalse();
        assertThat(answer.at("/graph/report/greyBelow").asDouble()).isPositive();
        assertThat(answer.at("/graph/report/rows")).isEmpty();
        assertThat(server.get("/explore?service=shop&baseline=1.1.0&candidate=1.2.0")
                        .text())
                .contains("Difference, not tested", "Run a gate on this")
                .contains("api/v1/query/diff?baseline=");
    }

    @Test
    void functionsThatOnlyHaveAnotherNumberAreTheSame() {
        push("jvm", "1", NOON, "shop.Cart$$Lambda$14/0x1.apply");
        push("jvm", "2", NOON, "shop.Cart$$Lambda$73/0x9.apply");

        assertThat(graph("service=jvm&baseline=1&candidate=2").at("/graph/report/tree/names"))
                .hasSize(2);
    }

    @Test
    void theQuestionToTheGateIsThatOfThePage() {
        String page = server.get("/explore?service=shop&baseline=1.1.0&candidate=1.2.0&selector=pod=%22p1%22")
                .text();
        String question =
                page.replaceAll("(?s).*data-question=\"([^\"]*)\".*", "$1").replace("&quot;", "\"");

        assertThat(server.post("/api/v1/gates", question).status()).isEqualTo(202);
        assertThat(server.gates.asked().get(0).candidate().selector().toString())
                .isEqualTo("{version=\"1.2.0\",pod=\"p1\"}");
        assertThat(server.gates.asked().get(0).window().durationNanos()).isPositive();
    }

    @Test
    void severalVersionsAreOneSideAsInQuestionsToTheGate() {
        String question = "service=shop&baseline=1.0.0,1.1.0&candidate=%7Bversion%3D%221.2.0%22%7D";

        assertThat(graph(question).at("/baseline/profiles").asInt()).isEqualTo(2);
        assertThat(graph(question).at("/candidate/profiles").asInt()).isEqualTo(1);
        assertThat(server.get("/explore?" + question).text()).contains("&quot;baseline&quot;:&quot;1.0.0,1.1.0&quot;");
        assertThat(server.get("/explore?service=shop&candidate=%7Bversion").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "'', name a baseline",
        "'&baseline=1.2.0', same profiles",
        "'&baseline=1.1.0&baseline_from=now-2d&baseline_until=now-1d', ran side by side"
    })
    void whatNoGateCanAnswerSaysWhy(String more, String why) {
        assertThat(server.get("/explore?service=shop&candidate=1.2.0" + more).text())
                .contains(why)
                .containsPattern("id=\"gate\"[^>]* disabled");
    }

    @Test
    void presetsNameTheVersionBeforeAndTheSameTimeEarlier() {
        String page = server.get("/explore?service=shop&candidate=1.1.0").text();

        assertThat(page)
                .contains("the version before, 1.0.0", "the same time yesterday", "the same time last week")
                .contains("baseline=1.0.0&amp;baseline_from=2026-11-20T");
    }

    @Test
    void theLinkToExactlyThisHasTheTypeAndTheTimesWrittenOut() {
        assertThat(server.get("/explore?service=shop&candidate=1.2.0&from=now-2h")
                        .text())
                .containsPattern("id=\"permanent\" href=\"/explore\\?service=shop&amp;type=process_cpu%3Acpu%3A[^\"]*"
                        + "from=2026-11-21T10%3A00%3A00Z&amp;until=2026-11-21T12%3A00%3A00Z\"");
    }

    @Test
    void versionsThatDidNotRunAtOneTimeAreShownEachInItsOwn() {
        JsonNode answer = graph("service=shop&baseline=1.0.0&candidate=1.2.0");

        assertThat(answer.at("/baseline/profiles").asInt()).isEqualTo(1);
        assertThat(answer.at("/baseline/until").asText()).startsWith("2026-11-20T11:00:01");
        assertThat(answer.at("/candidate/from").asText()).startsWith("2026-11-21T11:00:00");
    }

    @ParameterizedTest
    @CsvSource({
        "service=shop&type=wall, 400, type: the service has no profiles of type",
        "service=shop&from=soon, 400, from: &#39;soon&#39; is not a time",
        "service=shop&selector=pod, 400, selector:",
        "service=none, 400, nothing is stored of this service"
    })
    void whatIsWrongIsSaidOnThePageInsteadOfAnAnswer(String question, int status, String said) {
        Answer page = server.get("/explore?" + question, "Accept", "text/html");

        assertThat(page.status()).isEqualTo(status);
        assertThat(page.text()).contains("role=\"alert\"", said, "<form id=\"ask\"");
        assertThat(server.get("/explore/graph?" + question)
                        .json()
                        .path("message")
                        .asText())
                .isNotBlank();
    }

    @Test
    void anUnknownParameterIsRefused() {
        assertThat(server.get("/explore?servise=shop").status()).isEqualTo(400);
        assertThat(server.get("/explore/graph").status()).isEqualTo(400);
    }

    @Test
    void namesThatWantToBeMarkupAreText() {
        push(HOSTILE, HOSTILE, NOON, HOSTILE);
        push("turned\u202e", "1", NOON, "main");

        String page = server.get("/explore?service=" + encoded(HOSTILE) + "&candidate=" + encoded(HOSTILE))
                .text();

        assertThat(page).contains("&lt;img src=x").doesNotContain("<img");
        assertThat(page.replaceAll("value=\"[^\"]*\"", "")).doesNotContain("\u202e");
        assertThat(graph("service=" + encoded(HOSTILE))
                        .at("/candidate/profiles")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void anEmptyStoreSaysHowToSendTheFirstProfile() {
        server.store.clear();

        assertThat(server.get("/explore").text()).contains("No profile is stored yet", "flamegate push");
    }
}
