package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.tests.Fixtures;
import dev.flamegate.tests.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service as users run it: profiles in, a question with a place, and what the pull request shows then. */
@Timeout(180)
class ServicePostsTest {
    private static final String WEBHOOK_SECRET = "s3cr3tOfTheWebhooks";

    @TempDir
    Path folder;

    private FakeGitHub github;
    private ServiceProcess service;

    @BeforeEach
    void start() throws Exception {
        github = new FakeGitHub(Clock.systemUTC());
        service = serve(app());
    }

    @AfterEach
    void stop() {
        service.close();
        github.close();
    }

    private String app() throws IOException {
        Path secret = Files.writeString(folder.resolve("webhook-secret"), WEBHOOK_SECRET);
        return "  app_id: 12\n  private_key_file: " + github.keys.writePkcs1(folder) + "\n  webhook_secret_file: "
                + secret + "\n";
    }

    private String token() throws IOException {
        return "  token_file: " + Files.writeString(folder.resolve("token"), FakeGitHub.TOKEN) + "\n";
    }

    private ServiceProcess serve(String credentials) throws Exception {
        Path config = Files.writeString(
                folder.resolve("flamegate.yaml"),
                "log: {level: TRACE}\ngithub:\n  api_url: " + github.address() + "\n" + credentials);
        return new ServiceProcess(folder.resolve("store"), "--config", config.toString());
    }

    private JsonNode ask() throws Exception {
        String question = "{\"service\": \"shop\", \"baseline\": \"1.0.0\", \"candidate\": \"1.1.0\", \"github\": "
                + "{\"repository\": \"acme/shop\", \"pull_request\": 7, \"sha\": \"" + github.repository.head + "\"}}";
        return new ObjectMapper()
                .readTree(service.postJson("/api/v1/gates?wait=60s", question).body());
    }

    private boolean isFinished() {
        return github.repository.checks().stream()
                .anyMatch(check -> check.path("status").asText().equals("completed"));
    }

    @Test
    void profilesInAQuestionWithAPlaceAndThePullRequestShowsTheVerdict() throws Exception {
        Fixtures.push(service, "shop", Fixtures.version("shop", "1.0.0"));
        String regressed = "1.1.0";
        Fixtures.push(service, "shop", Fixtures.version("shop", regressed));
        String question = "{\"service\": \"shop\", \"baseline\": \"1.0.0\", \"candidate\": \"" + regressed
                + "\", \"github\": {\"repository\": \"acme/shop\", \"pull_request\": 7, \"sha\": \""
                + github.repository.head + "\"}}";

        JsonNode answer = new ObjectMapper()
                .readTree(service.postJson("/api/v1/gates?wait=60s", question).body());
        github.awaitTrue("check and comment", () -> isFinished() && !github.repository.comments.isEmpty());

        assertThat(answer.at("/reporting/posted_by").asText()).isEqualTo("service");
        assertThat(answer.path("verdict").asText()).isEqualTo("FAIL");
        assertThat(github.repository.checks().get(0).path("conclusion").asText())
                .isEqualTo("failure");
        assertThat(github.repository.checks().get(0).path("details_url").asText())
                .isEqualTo(service.address() + "/gates/" + answer.path("id").asText());
        assertThat(github.repository.comments.get(0).body).contains("Cart.reprice");
    }

    @Test
    void aServiceThatIsKilledWhileGitHubIsDownDeliversWhenItIsBack() throws Exception {
        github.trouble = request -> Optional.of(FakeAnswer.refused(503, "Service Unavailable"));
        JsonNode answer = ask();
        assertThat(answer.path("verdict").asText()).isEqualTo("INCONCLUSIVE");
        github.awaitTrue("an attempt", () -> github.requests.size() > 1);
        service.kill();
        assertThat(github.repository.checks()).isEmpty();

        github.trouble = request -> Optional.empty();
        service = serve(app());
        github.awaitTrue("check and comment", () -> isFinished() && !github.repository.comments.isEmpty());

        assertThat(github.repository.checks())
                .singleElement()
                .satisfies(
                        check -> assertThat(check.path("conclusion").asText()).isEqualTo("action_required"));
        assertThat(github.repository.comments).hasSize(1);
    }

    @Test
    void noSecretIsEverLogged() throws Exception {
        ask();
        github.awaitTrue("check", this::isFinished);
        service.get("/metrics");
        github.tokenEnds.clear();
        github.trouble = request -> Optional.of(FakeAnswer.refused(401, "Bad credentials"));
        ask();
        github.awaitTrue(
                "a refusal",
                () -> github.requests.stream()
                                .filter(request -> request.path().endsWith("access_tokens"))
                                .count()
                        > 1);
        String outbox =
                service.get("/api/v1/outbox").body() + service.get("/outbox").body();
        List<String> byApp = service.output();
        service.close();
        github.trouble = request -> Optional.empty();
        service = serve(token());
        ask();
        github.awaitTrue("status", () -> !github.repository.statuses.isEmpty());
        String printed = String.join("\n", byApp) + String.join("\n", service.output()) + outbox;

        assertThat(printed).contains("TRACE", "DEBUG");
        String key = Files.readString(folder.resolve("app.pem"))
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        assertThat(List.of(FakeGitHub.TOKEN, "s3cr3t", key, WEBHOOK_SECRET, "Bearer ", "eyJhbGciOi"))
                .noneMatch(printed::contains);
    }
}
