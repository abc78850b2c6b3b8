package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.tests.ServiceProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pull request that is closed: nobody waits for its canary any more. */
@Timeout(180)
class ClosedPullRequestTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private FakeGitHub github;
    private ServiceProcess service;
    private String followed;

    @BeforeEach
    void followACanary() throws Exception {
        github = new FakeGitHub(Clock.systemUTC());
        Path secret = Files.writeString(folder.resolve("webhook-secret"), SECRET);
        Path config = Files.writeString(
                folder.resolve("flamegate.yaml"),
                "github:\n  api_url: " + github.address() + "\n  app_id: 12\n  private_key_file: "
                        + github.keys.writePkcs1(folder) + "\n  webhook_secret_file: " + secret + "\n");
        service = new ServiceProcess(folder.resolve("store"), "--config", config.toString());
        String question =
                "{\"service\": \"shop\", \"baseline\": \"1.0.0\", \"candidate\": \"1.1.0\", \"follow\": \"2h\","
                        + " \"github\": {\"repository\": \"acme/shop\", \"pull_request\": 7, \"sha\": \""
                        + github.repository.head + "\"}}";
        followed = JSON.readTree(service.postJson("/api/v1/gates", question).body())
                .path("id")
                .asText();
        github.awaitTrue("the check at work", () -> !github.repository.checks().isEmpty());
    }

    @AfterEach
    void stop() {
        service.close();
        github.close();
    }

    private HttpResponse<String> tell(String action, int number) throws Exception {
        String body = "{\"action\": \"" + action + "\", \"number\": " + number + ", \"pull_request\": {\"number\": "
                + number + ", \"merged\": true}, \"repository\": {\"full_name\": \"acme/shop\"}, \"installation\": "
                + "{\"id\": " + FakeGitHub.INSTALLATION + "}, \"sender\": {\"login\": \"maria\"}}";
        return new WebhookCall(service, SECRET).send("pull_request", action + "-" + number, body);
    }

    private JsonNode gate() throws Exception {
        return JSON.readTree(service.get("/api/v1/gates/" + followed).body());
    }

    @Test
    void theFollowUpEndsAndItsCheckSaysWhy() throws Exception {
        HttpResponse<String> answer = tell("closed", 7);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body()).path("ended").asInt()).isEqualTo(1);
        assertThat(gate().path("state").asText()).isEqualTo("cancelled");
        github.awaitTrue(
                "the end of the check",
                () -> github.repository.checks().stream()
                        .anyMatch(check -> check.path("status").asText().equals("completed")));
        JsonNode check = github.repository.checks().get(0);
        assertThat(check.path("conclusion").asText()).isEqualTo("cancelled");
        assertThat(check.at("/output/title").asText()).contains("pull request #7 was closed");
        assertThat(github.repository.comments).isEmpty();
    }

    @Test
    void anotherPullRequestAndAnotherActionEndNothing() throws Exception {
        assertThat(JSON.readTree(tell("closed", 8).body()).path("ended").asInt())
                .isZero();
        assertThat(tell("synchronize", 7).body()).contains("ignored");

        assertThat(gate().path("state").asText()).isEqualTo("running");
        assertThat(github.repository.checks().get(0).path("status").asText()).isEqualTo("in_progress");
    }
}
