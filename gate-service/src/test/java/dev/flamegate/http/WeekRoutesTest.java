package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.gate.week.MadeWeek;
import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.reports.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekRoutesTest {
    private static final String UNTIL = "until=2026-11-16T00:00:00Z";
    private static final String HOSTILE = "<img/src=x/onerror=alert(1)>\"'&";

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void slowed() {
        server.store.append(new MadeWeek(4)
                .run(10, 3, (function, version) -> function.equals("shop.work4") && version >= 5 ? 2.0 : 1.0)
                .profiles());
    }

    @Test
    void theWeekIsJsonWithVersionsFunctionsAndChangePoints() {
        slowed();

        JsonNode week =
                server.get("/api/v1/services/shop/week?functions=3&" + UNTIL).json();

        assertThat(week.path("versions")).hasSize(10);
        assertThat(week.path("functions")).hasSize(3);
        assertThat(week.path("functions_tested").asInt()).isEqualTo(20);
        assertThat(week.at("/functions/0/function").asText()).isEqualTo("shop.work4");
        assertThat(week.at("/functions/0/cells/5/change/significant").asBoolean())
                .isTrue();
        assertThat(week.at("/functions/0/cells/0/change").isMissingNode()).isTrue();
        assertThat(week.at("/change_points/0/version").asText()).isEqualTo("1.5");
        assertThat(week.at("/versions/5/anchors")).hasSize(5);
        assertThat(week.at("/versions/5/cost/per_request").asDouble()).isPositive();
        assertThat(week.at("/versions/5/pods")).hasSize(4);
        assertThat(week.path("current_cores").asDouble()).isPositive();
        assertThat(week.path("from").asText()).isEqualTo("2026-11-09T00:00:00Z");
    }

    @Test
    void thePageSaysWhatChangedAndLeadsToItsDiff() {
        slowed();

        Answer page = server.get("/services/shop?" + UNTIL);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(page.text())
                .contains("<code>shop.work4</code> takes +", "since <code>1.5</code>", "more at current traffic")
                .contains("name=\"baseline\" value=\"1.8\" aria-label=\"1.8 as baseline\" checked")
                .contains("name=\"candidate\" value=\"1.9\" aria-label=\"1.9 as candidate\" checked")
                .contains("<time datetime=\"2026-11-09T00:00:00Z\" title=\"2026-11-09 00:00:00 UTC\">")
                .doesNotContain("style=\"");
        Matcher diff = Pattern.compile("<td class=\"g\\d sure\"><a href=\"(/explore\\?[^\"]*)\"")
                .matcher(page.text());
        assertThat(diff.find()).isTrue();
        assertThat(diff.group(1))
                .contains(
                        "service=shop",
                        "baseline_selector=%7Bversion%3D%7E%221%5C%5C.0%7C1%5C%5C.1%7C",
                        "candidate=1.5",
                        "from=",
                        "until=");
    }

    @Test
    void whatTheNewestVersionSlowedIsSaidBeforeAnybodyKnowsWhetherItLasts() {
        server.store.append(new MadeWeek(4)
                .run(2, 3, (function, version) -> function.equals("shop.work4") && version >= 1 ? 2.0 : 1.0)
                .profiles());

        Answer page = server.get("/services/shop?" + UNTIL);

        assertThat(page.text())
                .contains("<code>shop.work4</code> takes +", " of CPU in <code>1.1</code>, the newest (95 % sure of +")
                .doesNotContain("No material change lasted");
    }

    @Test
    void theStyleAndTheScriptAreOfThisService() {
        assertThat(server.get("/assets/week.css").header("Content-Type")).startsWith("text/css");
        assertThat(server.get("/assets/heat.css").text()).contains(".heat .g8", "prefers-color-scheme: dark");
        assertThat(server.get("/assets/week.mjs").header("Content-Type")).startsWith("text/javascript");
    }

    @Test
    void namesThatAreHostileAreText() {
        for (int pod = 0; pod < 3; pod++) {
            for (String version : List.of("1" + HOSTILE, "2" + HOSTILE)) {
                Answer stored = server.post(
                        "/api/v1/profiles?service=" + encoded("shop" + HOSTILE) + "&version=" + encoded(version)
                                + "&pod="
                                + encoded(version + pod + HOSTILE)
                                + "&from=2026-11-15T10:00:00Z&until=2026-11-15T10:01:00Z",
                        "main;" + HOSTILE + " 1000\nmain;" + HOSTILE + "b 900\n");
                assertThat(stored.status()).as(stored.text()).isEqualTo(200);
            }
        }

        Answer page = server.get(WeekLinks.service("shop" + HOSTILE) + "?" + UNTIL);
        Answer home = server.get("/");

        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(home.status()).isEqualTo(200);
        for (Answer one : List.of(page, home)) {
            assertThat(one.text())
                    .contains("&lt;img/src=x/onerror=alert(1)&gt;")
                    .doesNotContain("<img");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/services/none/week | 404 | service_unknown",
                "/api/v1/services/shop/week?type=wall | 404 | unknown_type",
                "/api/v1/services/shop/week?days=0 | 400 | days",
                "/api/v1/services/shop/week?days=93 | 400 | days",
                "/api/v1/services/shop/week?functions=0 | 400 | functions",
                "/api/v1/services/shop/week?until=yesterday | 400 | not a time",
                "/api/v1/services/shop/week?selector=region | 400 | selector",
                "/api/v1/services/shop/week?frm=1 | 400 | there is no parameter 'frm'",
            })
    void whatIsWrongIsSaid(String path, int status, String words) {
        slowed();

        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(words);
    }

    @Test
    void aWeekWithoutAnythingSaysSo() {
        slowed();

        Answer page = server.get("/services/shop?days=1&until=2026-12-16T00:00:00Z");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("No version ran in this time.");
    }

    @Test
    void anUnknownServiceIsAPageOfItsOwn() {
        Answer page = server.get("/services/none", "Accept", "text/html");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("<!doctype html>", "no profile of a service");
    }

    @Test
    void pooledVersionsAreASelectorThatMeansExactlyThem() {
        LabelSelector any = WeekLinks.anyOf(List.of("1.0", "a|b", "(x"));

        assertThat(any.matches(Labels.of(Map.of("version", "1.0")))).isTrue();
        assertThat(any.matches(Labels.of(Map.of("version", "a|b")))).isTrue();
        assertThat(any.matches(Labels.of(Map.of("version", "(x")))).isTrue();
        assertThat(any.matches(Labels.of(Map.of("version", "1x0")))).isFalse();
        assertThat(any.matches(Labels.of(Map.of("version", "a")))).isFalse();
        assertThat(LabelSelector.parse(any.toString())).isEqualTo(any);
    }

    @Test
    void homeListsServicesTheirVerdictsAndHowFreshTheyAre() {
        slowed();
        server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));
        server.post("/api/v1/profiles?service=" + encoded(TestReports.HOSTILE), PprofBytes.cpu(0, "main"));
        server.post("/api/v1/gates?wait=1s", "{\"service\":\"shop\",\"baseline\":\"1\",\"candidate\":\"2\"}");

        String home = server.get("/").text();

        assertThat(home)
                .contains("href=\"/services/shop\"", "not measured yet", "1.9", "4 pods", "7 days ago")
                .contains("class=\"FAIL\" href=\"/gates/gate-1\"")
                .doesNotContain(TestReports.HOSTILE);
    }

    @Test
    void reportsAreReadOnceEachAndOnlySomeAtATime() {
        server.gates.answerWith(id -> TestReports.of(id, Verdict.PASS));
        for (int gate = 0; gate < 8; gate++) {
            server.post("/api/v1/gates?wait=1s", "{\"service\":\"shop\",\"baseline\":\"1\",\"candidate\":\"2\"}");
        }

        assertThat(server.get("/").text().split("href=\"/gates/", -1)).hasSize(1 + 5);
        assertThat(server.get("/").text().split("href=\"/gates/", -1)).hasSize(1 + 8);
    }

    @Test
    void anEmptyStoreShowsHowToSendTheFirstProfile() {
        assertThat(server.get("/").text()).contains("Send the first profile", "flamegate push", "flamegate demo");
    }

    @Test
    void aTimeIsSaidByItsAge() {
        List<String> ages = new ArrayList<>();
        for (long seconds : new long[] {-5, 59, 60, 3599, 3600, 47 * 3600, 49 * 3600}) {
            ages.add(TimeTag.age(TestServer.NOW.minusSeconds(seconds), TestServer.NOW));
        }
        assertThat(ages)
                .containsExactly(
                        "just now", "just now", "1 min ago", "59 min ago", "1 h ago", "47 h ago", "2 days ago");
    }
}
