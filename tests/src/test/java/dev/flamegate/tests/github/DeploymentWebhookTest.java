package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.tests.Fixtures;
import dev.flamegate.tests.ServiceProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhook {@code deployment_protection_rule} to a service that runs, and what the deployment hears. */
@Timeout(240)
class DeploymentWebhookTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicLong RUNS = new AtomicLong(100);

    @TempDir
    static Path folder;

    private static FakeGitHub github;
    private static ServiceProcess service;
    private static WebhookCall webhook;
    private final long run = RUNS.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        github = new FakeGitHub(Clock.systemUTC());
        Path secret = Files.writeString(folder.resolve("webhook-secret"), SECRET + "\n");
        Path config = Files.writeString(
                folder.resolve("flamegate.yaml"),
                "github:\n  api_url: " + github.address() + "\n  app_id: 12\n  private_key_file: "
                        + github.keys.writePkcs1(folder) + "\n  webhook_secret_file: " + secret
                        + "\ndelivery: {pause: 0s}\ndeployments:\n  rules:\n"
                        + "    - {repository: acme/shop, environment: production, service: shop,"
                        + " baseline: 1.0.0, candidate: $ref}\n");
        service = new ServiceProcess(folder.resolve("store"), "--config", config.toString());
        webhook = new WebhookCall(service, SECRET);
        for (String version : new String[] {"1.0.0", "1.0.1", "1.1.0"}) {
            Fixtures.push(service, "shop", Fixtures.version("shop", version));
        }
    }

    @BeforeEach
    void calm() {
        github.trouble = request -> Optional.empty();
    }

    @AfterAll
    static void stop() {
        service.close();
        github.close();
    }

    private String callback() {
        return github.address() + "/repos/acme/shop/actions/runs/" + run + "/deployment_protection_rule";
    }

    private static String payload(String environment, String ref, String callback, long installation) {
        return "{\"action\": \"requested\", \"environment\": \"" + environment + "\", \"event\": \"push\", \"sha\": \""
                + github.repository.head + "\", \"ref\": \"" + ref + "\", \"deployment_callback_url\": \"" + callback
                + "\", \"deployment\": null, \"pull_requests\": [], \"repository\": {\"full_name\": \"acme/shop\"}, "
                + "\"installation\": {\"id\": " + installation + "}, \"sender\": {\"login\": \"maria\"}}";
    }

    private HttpResponse<String> deploy(String environment, String ref) throws Exception {
        String body = payload(environment, ref, callback(), FakeGitHub.INSTALLATION);
        return webhook.send("deployment_protection_rule", "deploy-" + run, body);
    }

    private Optional<JsonNode> review() {
        return github.repository.reviews().stream()
                .filter(review -> review.path("run").asLong() == run)
                .findFirst();
    }

    private JsonNode awaitReview() throws InterruptedException {
        github.awaitTrue("the answer to the deployment", () -> review().isPresent());
        return review().orElseThrow();
    }

    @Test
    void aVersionThatPassesIsApprovedAndOneThatFailsIsRejectedWithWhatGrew() throws Exception {
        HttpResponse<String> asked = deploy("production", "refs/tags/1.0.1");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        String gate = JSON.readTree(asked.body()).path("gate").asText();

        assertThat(awaitReview().path("state").asText()).isEqualTo("approved");
        assertThat(review().orElseThrow().path("comment").asText())
                .contains("PASS", service.address() + "/gates/" + gate);
        assertThat(service.get("/api/v1/gates/" + gate).body()).contains("\"surface\":\"deployment\"");
    }

    @Test
    void aVersionThatFailsIsRejectedWithWhatGrewAndTheNextEnvironmentNeedsNoOtherGate() throws Exception {
        String first =
                JSON.readTree(deploy("production", "1.1.0").body()).path("gate").asText();

        assertThat(awaitReview().path("state").asText()).isEqualTo("rejected");
        assertThat(review().orElseThrow().path("comment").asText()).contains("FAIL", "reprice");

        String body = payload(
                "production", "1.1.0", callback().replace("/" + run + "/", "/9" + run + "/"), FakeGitHub.INSTALLATION);
        HttpResponse<String> second = webhook.send("deployment_protection_rule", "again-" + run, body);
        assertThat(JSON.readTree(second.body()).path("gate").asText()).isEqualTo(first);
        github.awaitTrue(
                "the answer of the same gate",
                () -> github.repository.reviews().stream()
                        .anyMatch(review -> review.path("run").asText().equals("9" + run)));
    }

    @Test
    void whatAnybodyAskedAboutAVersionOfThatNameIsNotTaken() throws Exception {
        String question = "{\"service\": \"shop\", \"baseline\": \"1.1.0\", \"candidate\": \"1.0.1\", \"github\": "
                + "{\"repository\": \"acme/shop\", \"sha\": \"" + github.repository.head + "\"}}";
        JsonNode stranger = JSON.readTree(
                service.postJson("/api/v1/gates?wait=60s", question).body());
        assertThat(stranger.path("state").asText()).isEqualTo("done");

        JsonNode own = JSON.readTree(deploy("production", "1.0.1").body());

        assertThat(own.path("gate").asText())
                .isNotEmpty()
                .isNotEqualTo(stranger.path("id").asText());
        assertThat(awaitReview().path("state").asText()).isEqualTo("approved");
    }

    @Test
    void anEnvironmentThatNoRuleIsForIsRejected() throws Exception {
        assertThat(deploy("moon", "1.0.1").body()).contains("rejected", "deployments.rules");

        assertThat(awaitReview().path("state").asText()).isEqualTo("rejected");
        assertThat(review().orElseThrow().path("comment").asText()).contains("moon");
    }

    @Test
    void aVersionWithoutProfilesIsRejected() throws Exception {
        deploy("production", "9.9.9");

        assertThat(awaitReview().path("state").asText()).isEqualTo("rejected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{version=~'1.0.+'}", "1.0.1,1.0.0", "refs/heads/$sha", ""})
    void aBranchWhoseNameIsASelectorOrAListIsNoVersion(String ref) throws Exception {
        assertThat(deploy("production", ref).body()).contains("rejected", "makes no version");

        assertThat(awaitReview().path("state").asText()).isEqualTo("rejected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/repos/acme/shop/actions/runs/1/deployment_protection_rule",
                "GITHUB.evil.example/repos/acme/shop/actions/runs/1/deployment_protection_rule",
                "GITHUB@evil.example/repos/acme/shop/actions/runs/1/deployment_protection_rule",
                "GITHUB/repos/acme/other/actions/runs/1/deployment_protection_rule",
                "GITHUB/repos/acme/shop/actions/runs/1/../../../../user",
                "GITHUB/repos/acme/shop/actions/runs/0/deployment_protection_rule",
                "GITHUB/repos/acme/shop/actions/runs/1/deployment_protection_rule?x=1",
                ""
            })
    void anAddressThatIsNotGitHubsOwnForTheRepositoryIsRefusedAndNothingIsSentThere(String address) throws Exception {
        int before = github.repository.protections.size();
        String body =
                payload("production", "1.0.1", address.replace("GITHUB", github.address()), FakeGitHub.INSTALLATION);

        HttpResponse<String> answer = webhook.send("deployment_protection_rule", "elsewhere-" + run, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("deployment_callback_url");
        assertThat(github.repository.protections).hasSize(before);
        assertThat(service.get("/api/v1/outbox?state=pending").body()).doesNotContain("evil", "169.254");
    }

    @Test
    void aWrongSignatureAnUnknownInstallationAndARepetitionDoNothing() throws Exception {
        String body = payload("production", "1.0.1", callback(), FakeGitHub.INSTALLATION);
        String event = "deployment_protection_rule";
        String forged = webhook.signature(body + " ");
        assertThat(webhook.send(event, "d-" + run, body, forged).statusCode()).isEqualTo(401);
        String foreign = payload("production", "1.0.1", callback(), 666);
        assertThat(webhook.send(event, "f-" + run, foreign).statusCode()).isEqualTo(404);
        assertThat(review()).isEmpty();

        assertThat(webhook.send(event, "d-" + run, body).body()).contains("\"gate\"");
        awaitReview();
        assertThat(webhook.send(event, "d-" + run, body).body()).contains("was here before");
    }

    @Test
    void aGitHubThatDoesNotAnswerHoldsNoWebhookUp() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        Path other = Files.createDirectory(folder.resolve("slow"));
        try (FakeGitHub slow = new FakeGitHub(Clock.systemUTC())) {
            slow.trouble = request -> {
                waitFor(answered);
                return Optional.empty();
            };
            Path config = Files.writeString(
                    other.resolve("flamegate.yaml"),
                    "github:\n  api_url: " + slow.address() + "\n  app_id: 12\n  private_key_file: "
                            + slow.keys.writePkcs1(other) + "\n  webhook_secret_file: "
                            + folder.resolve("webhook-secret") + "\n");
            try (ServiceProcess waiting = new ServiceProcess(other.resolve("store"), "--config", config.toString())) {
                String body = payload("production", "1.0.1", callback(), FakeGitHub.INSTALLATION)
                        .replace(github.address(), slow.address());
                HttpResponse<String> answer =
                        new WebhookCall(waiting, SECRET).send("deployment_protection_rule", "slow-1", body);
                assertThat(answer.statusCode())
                        .as("answered while GitHub is still asked who it is")
                        .isEqualTo(202);
                answered.countDown();
                slow.awaitTrue("the answer", () -> !slow.repository.reviews().isEmpty());
            }
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the webhook was never answered");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
