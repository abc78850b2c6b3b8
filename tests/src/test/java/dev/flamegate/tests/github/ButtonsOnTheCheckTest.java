package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.flamegate.tests.Fixtures;
import dev.flamegate.tests.ServiceProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of GitHub to a service that runs: what they start, and what they do not. */
@Timeout(240)
class ButtonsOnTheCheckTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static FakeGitHub github;
    private static ServiceProcess service;
    private static String gate;

    @BeforeAll
    static void failAPullRequest() throws Exception {
        github = new FakeGitHub(Clock.systemUTC());
        Path secret = Files.writeString(folder.resolve("webhook-secret"), SECRET + "\n");
        Path config = Files.writeString(
                folder.resolve("flamegate.yaml"),
                "github:\n  api_url: " + github.address() + "\n  app_id: 12\n  private_key_file: "
                        + github.keys.writePkcs1(folder) + "\n  webhook_secret_file: " + secret + "\n");
        service = new ServiceProcess(folder.resolve("store"), "--config", config.toString());
        Fixtures.push(service, "shop", Fixtures.version("shop", "1.0.0"));
        Fixtures.push(service, "shop", Fixtures.version("shop", "1.1.0"));
        String question = "{\"service\": \"shop\", \"baseline\": \"1.0.0\", \"candidate\": \"1.1.0\", \"github\": "
                + "{\"repository\": \"acme/shop\", \"pull_request\": 7, \"sha\": \"" + github.repository.head + "\"}}";
        JsonNode answer = JSON.readTree(
                service.postJson("/api/v1/gates?wait=60s", question).body());
        assertThat(answer.path("verdict").asText()).isEqualTo("FAIL");
        gate = answer.path("id").asText();
        github.awaitTrue("the failed check", () -> isFinished(gate));
    }

    @AfterAll
    static void stop() {
        service.close();
        github.close();
    }

    private static boolean isFinished(String gate) {
        return check(gate).path("status").asText().equals("completed");
    }

    /** Checks of other tests may come in between. */
    private static JsonNode check(String gate) {
        return github.repository.checks().stream()
                .filter(check -> check.path("external_id").asText().equals(gate + "-check"))
                .<JsonNode>map(check -> check)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static String payload(String action, String button, String actor, long installation) {
        return "{\"action\": \"" + action + "\", \"requested_action\": {\"identifier\": \"" + button
                + "\"}, \"check_run\": {\"external_id\": \"" + gate + "-check\", \"head_sha\": \""
                + github.repository.head
                + "\"}, \"repository\": {\"full_name\": \"acme/shop\"}, \"installation\": {\"id\": "
                + installation + "}, \"sender\": {\"login\": \"" + actor + "\"}}";
    }

    private HttpResponse<String> tell(String delivery, String body) throws Exception {
        return webhook().send("check_run", delivery, body);
    }

    private HttpResponse<String> tell(String delivery, String body, String signature) throws Exception {
        return webhook().send("check_run", delivery, body, signature);
    }

    private static WebhookCall webhook() {
        return new WebhookCall(service, SECRET);
    }

    @Test
    void acceptedGrowthPassesForThatCommitAndSaysWhoAcceptedIt() throws Exception {
        github.repository.collaborators.put("maria", "write");
        HttpResponse<String> answer =
                tell("accept-1", payload("requested_action", "accept", "maria", FakeGitHub.INSTALLATION));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String again = JSON.readTree(answer.body()).path("gate").asText();
        github.awaitTrue("the new check", () -> isFinished(again));
        JsonNode report = JSON.readTree(
                        service.get("/api/v1/gates/" + again + "?wait=60s").body())
                .path("report");
        assertThat(report.path("verdict").asText())
                .as(report.path("reasons").toString())
                .isEqualTo("PASS");
        assertThat(report.at("/policy/acknowledgements").toString()).contains("maria", github.repository.head);
        assertThat(check(again).path("conclusion").asText()).isEqualTo("success");
        assertThat(service.get("/api/v1/audit").body()).contains("acknowledgement-held", "maria");
    }

    @Test
    void somebodyWhoMayNotWriteAcceptsNothing() throws Exception {
        github.repository.collaborators.put("visitor", "read");

        HttpResponse<String> answer =
                tell("accept-2", payload("requested_action", "accept", "visitor", FakeGitHub.INSTALLATION));

        assertThat(answer.body()).contains("may not write").doesNotContain("\"gate\"");
    }

    @Test
    void runAgainAsksTheSameQuestionAndARepetitionOfTheWebhookDoesNot() throws Exception {
        String body = payload("rerequested", "", "maria", FakeGitHub.INSTALLATION);

        HttpResponse<String> first = tell("rerun-1", body);
        HttpResponse<String> second = tell("rerun-1", body);

        String again = JSON.readTree(first.body()).path("gate").asText();
        assertThat(again).isNotEmpty().isNotEqualTo(gate);
        assertThat(service.get("/api/v1/gates/" + again + "?wait=60s").body()).contains("\"verdict\":\"FAIL\"");
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).contains("was here before").doesNotContain("\"gate\"");
    }

    @Test
    void aWrongSignatureIsRefusedBeforeAnythingIsRead() throws Exception {
        String body = payload("rerequested", "", "maria", FakeGitHub.INSTALLATION);
        int before = github.requests.size();

        assertThat(tell("forged-1", body, "").statusCode()).isEqualTo(401);
        assertThat(tell("forged-1", body, webhook().signature(body + " ")).statusCode())
                .isEqualTo(401);
        assertThat(tell("forged-1", "no json", "sha256=" + "0".repeat(64)).statusCode())
                .isEqualTo(401);
        assertThat(github.requests).hasSize(before);
    }

    @Test
    void anInstallationThatIsNotKnownIsRefused() throws Exception {
        HttpResponse<String> answer = tell("foreign-1", payload("rerequested", "", "maria", 666));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("installation 666");
    }
}
