package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fake keeps GitHub's limits by itself: one more than allowed is refused whoever asks, and what is allowed is taken. */
@Timeout(120)
class FakeGitHubTest {
    private static final String APP_TOKEN = "ghs_s3cr3tInstallationTokenOfATest";
    private static final String SHOP = "/repos/acme/shop";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final HttpClient client = HttpClient.newHttpClient();
    private FakeGitHub github;

    @BeforeEach
    void start() throws IOException {
        github = new FakeGitHub(clock);
        github.tokenEnds.put(APP_TOKEN, clock.instant().plus(Duration.ofDays(1)));
    }

    @AfterEach
    void stop() {
        github.close();
    }

    private HttpResponse<String> send(String method, String token, String path, Object body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(github.address() + path))
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        BodyPublishers.ofString(body == null ? "" : new ObjectMapper().writeValueAsString(body)));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Object body) throws Exception {
        clock.pass(Duration.ofSeconds(1));
        return send("POST", APP_TOKEN, SHOP + path, body);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", APP_TOKEN, SHOP + path, null, headers);
    }

    private static void assertTaken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 204);
    }

    private static void assertInvalid(HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("Validation Failed", words);
    }

    private static String chars(int count) {
        return "x".repeat(count);
    }

    @Test
    void aCommentHasAtMost65536CharactersOnTheWayInAndOnTheWayOfAnUpdate() throws Exception {
        String path = "/issues/7/comments";
        assertTaken(post(path, Map.of("body", chars(65_536))));
        assertInvalid(post(path, Map.of("body", chars(65_537))), "too long (maximum is 65536 characters)");
        long id = github.repository.comments.get(0).id;
        HttpResponse<String> update =
                send("PATCH", APP_TOKEN, SHOP + "/issues/comments/" + id, Map.of("body", chars(65_537)));
        assertInvalid(update, "too long");
    }

    private static Map<String, Object> check(Map<String, Object> output) {
        return Map.of("name", "Flamegate / shop", "head_sha", "1".repeat(40), "output", output);
    }

    @Test
    void aCheckHasAtMost65535CharactersOfSummaryAndOfTextAnd50Annotations() throws Exception {
        Map<String, Object> annotation = Map.of("path", "a", "start_line", 1, "end_line", 1);
        Map<String, Object> full = Map.of(
                "title",
                "t",
                "summary",
                chars(65_535),
                "text",
                chars(65_535),
                "annotations",
                Collections.nCopies(50, annotation));
        assertTaken(post("/check-runs", check(full)));

        assertInvalid(post("/check-runs", check(Map.of("title", "t", "summary", chars(65_536)))), "65535");
        Map<String, Object> longText = Map.of("title", "t", "summary", "s", "text", chars(65_536));
        assertInvalid(post("/check-runs", check(longText)), "65535");
        Map<String, Object> many =
                Map.of("title", "t", "summary", "s", "annotations", Collections.nCopies(51, annotation));
        assertInvalid(post("/check-runs", check(many)), "No more than 50");
        assertInvalid(post("/check-runs", check(Map.of("title", "t"))), "title and summary");
    }

    @Test
    void aCheckHasThreeShortButtonsAndAKnownConclusion() throws Exception {
        Map<String, String> button = Map.of("label", chars(20), "description", chars(40), "identifier", chars(20));
        Map<String, Object> base = Map.of("name", "n", "head_sha", "1".repeat(40));
        assertTaken(post("/check-runs", with(base, "actions", List.of(button, button, button))));

        assertInvalid(post("/check-runs", with(base, "actions", Collections.nCopies(4, button))), "no more than 3");
        Map<String, String> wide = Map.of("label", chars(21), "description", "d", "identifier", "i");
        assertInvalid(post("/check-runs", with(base, "actions", List.of(wide))), "too long");
        Map<String, Object> stale = with(with(base, "status", "completed"), "conclusion", "stale");
        assertInvalid(post("/check-runs", stale), "conclusion");
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        Map<String, Object> more = new java.util.TreeMap<>(map);
        more.put(name, value);
        return more;
    }

    @Test
    void aTokenOfAPersonMakesNoChecksAndAnswersNoDeployments() throws Exception {
        Map<String, Object> output = Map.of("title", "t", "summary", "s");
        assertThat(send("POST", FakeGitHub.TOKEN, SHOP + "/check-runs", check(output))
                        .statusCode())
                .isEqualTo(403);
        String rule = "/actions/runs/1/deployment_protection_rule";
        Map<String, Object> review = Map.of("environment_name", "production", "state", "approved");
        assertThat(send("POST", FakeGitHub.TOKEN, SHOP + rule, review).statusCode())
                .isEqualTo(403);
        assertThat(send("POST", "ghp_nobody", SHOP + rule, review).statusCode()).isEqualTo(401);
    }

    @Test
    void aStatusHas140CharactersAnAddressOf1024AndAKnownState() throws Exception {
        String path = "/statuses/" + "1".repeat(40);
        Map<String, Object> full = Map.of("state", "success", "description", chars(140), "target_url", chars(1024));
        assertTaken(post(path, full));
        assertInvalid(post(path, with(full, "description", chars(141))), "140");
        assertInvalid(post(path, with(full, "target_url", chars(1025))), "1024");
        assertInvalid(post(path, with(full, "state", "neutral")), "state");
    }

    @Test
    void aDeploymentTakesTenReportsOf1024CharactersAndThenOnlyAnAnswer() throws Exception {
        String path = "/actions/runs/1/deployment_protection_rule";
        Map<String, Object> report = Map.of("environment_name", "production", "comment", chars(1024));
        assertInvalid(post(path, with(report, "comment", chars(1025))), "1024");
        assertInvalid(post(path, Map.of("comment", "c")), "environment_name");
        assertInvalid(post(path, with(report, "state", "maybe")), "state");
        for (int i = 0; i < 10; i++) {
            assertTaken(post(path, report));
        }
        assertInvalid(post(path, report), "10 reports");
        assertTaken(post(path, with(report, "state", "rejected")));
    }

    @Test
    void pagesHaveAtMost100EntriesAndALinkToTheNext() throws Exception {
        for (int i = 0; i < 101; i++) {
            github.repository.comment("visitor", "comment " + i);
        }
        HttpResponse<String> first = get("/issues/7/comments?per_page=1000");

        assertThat(new ObjectMapper().readTree(first.body())).hasSize(100);
        assertThat(first.headers().firstValue("Link").orElse("")).contains("page=2", "rel=\"next\"");
        HttpResponse<String> second = get("/issues/7/comments?per_page=100&page=2");
        assertThat(new ObjectMapper().readTree(second.body())).hasSize(1);
        assertThat(second.headers().firstValue("Link")).isEmpty();
        assertThat(new ObjectMapper().readTree(get("/issues/7/comments").body()))
                .hasSize(30);
    }

    @Test
    void whatHasNotChangedIs304AndWhatMovedIs301AndWhatIsNotThereIs404() throws Exception {
        String tag = get("").headers().firstValue("ETag").orElseThrow();
        assertThat(get("", "If-None-Match", tag).statusCode()).isEqualTo(304);
        github.oldName = "acme/old";
        HttpResponse<String> moved = send("GET", APP_TOKEN, "/repos/acme/old/pulls/7", null);
        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(moved.headers().firstValue("Location")).contains("/api/v3/repos/acme/shop/pulls/7");
        assertThat(send("GET", APP_TOKEN, "/repos/acme/secret", null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void moreThan80WritesAMinuteAndMoreThan5000RequestsAnHourAreRefused() throws Exception {
        String path = SHOP + "/statuses/" + "1".repeat(40);
        for (int i = 0; i < 80; i++) {
            assertTaken(send("POST", APP_TOKEN, path, Map.of("state", "success")));
        }
        HttpResponse<String> secondary = send("POST", APP_TOKEN, path, Map.of("state", "success"));
        assertThat(secondary.statusCode()).isEqualTo(403);
        assertThat(secondary.body()).contains("secondary rate limit");

        clock.pass(Duration.ofMinutes(2));
        for (int i = 81; i < 5000; i++) {
            assertThat(get("").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> primary = get("");
        assertThat(primary.statusCode()).isEqualTo(403);
        assertThat(primary.headers().firstValue("X-RateLimit-Remaining")).contains("0");
        assertThat(primary.headers().firstValue("X-RateLimit-Reset")).isPresent();
        clock.pass(Duration.ofHours(2));
        assertThat(get("").statusCode()).isEqualTo(200);
    }
}
