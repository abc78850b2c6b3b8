package dev.flamegate.tests.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.tests.ServiceProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that comes in with a secret, at the level that tells most: deployments, webhooks, identities, and their failures. */
@Timeout(180)
class SecretsStayOutOfLogsTest {
    private static final String SECRET = "s3cr3tOfTheWebhooks";
    private static final String IDENTITY = token("{\"alg\":\"RS256\",\"kid\":\"k1\"}") + "."
            + token("{\"jti\":\"one\"}") + "." + token("a signature that nobody made");

    @TempDir
    Path folder;

    private FakeGitHub github;
    private ServiceProcess service;

    private static String token(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void start() throws Exception {
        github = new FakeGitHub(Clock.systemUTC());
        Path secret = Files.writeString(folder.resolve("webhook-secret"), SECRET);
        Path config = Files.writeString(
                folder.resolve("flamegate.yaml"),
                "log: {level: TRACE}\ngithub:\n  api_url: " + github.address() + "\n  app_id: 12\n  private_key_file: "
                        + github.keys.writePkcs1(folder) + "\n  webhook_secret_file: " + secret
                        + "\ndelivery: {pause: 0s}\noidc:\n  issuer: " + github.address()
                        + "\n  audience: https://gate.example.org\n  repository_ids: [4711]\n");
        service = new ServiceProcess(folder.resolve("store"), "--config", config.toString());
    }

    @AfterEach
    void stop() {
        service.close();
        github.close();
    }

    private HttpResponse<String> deploy(String environment, int run) throws Exception {
        String body = "{\"action\": \"requested\", \"environment\": \"" + environment + "\", \"sha\": \""
                + github.repository.head + "\", \"ref\": \"main\", \"deployment_callback_url\": \"" + github.address()
                + "/repos/acme/shop/actions/runs/" + run + "/deployment_protection_rule\", \"repository\": "
                + "{\"full_name\": \"acme/shop\"}, \"installation\": {\"id\": " + FakeGitHub.INSTALLATION + "}}";
        return new WebhookCall(service, SECRET).send("deployment_protection_rule", "d-" + run, body);
    }

    private HttpResponse<String> ask() throws Exception {
        String question =
                "{\"service\": \"shop\", \"candidate\": \"1.1.0\", \"github\": {\"repository\": \"acme/shop\", "
                        + "\"sha\": \"" + github.repository.head + "\"}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + "/api/v1/gates"))
                .header("Authorization", "Bearer " + IDENTITY)
                .POST(BodyPublishers.ofString(question))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void whateverHappens() throws Exception {
        assertThat(deploy("production", 1).statusCode()).isEqualTo(202);
        github.awaitTrue("the answer", () -> !github.repository.reviews().isEmpty());
        assertThat(ask().statusCode()).isIn(401, 503);
        github.tokenEnds.clear();
        github.trouble = request -> request.path().endsWith("access_tokens")
                ? Optional.empty()
                : Optional.of(FakeAnswer.refused(401, "Bad credentials"));
        assertThat(deploy("staging", 2).statusCode()).isEqualTo(202);
        github.awaitTrue("a refusal", () -> github.count("POST", ".*/runs/2/.*") > 1);
        new WebhookCall(service, SECRET).send("check_run", "d-3", "no json");
        new WebhookCall(service, SECRET).send("check_run", "d-4", "{}", "sha256=" + "0".repeat(64));
        String shown = service.get("/api/v1/outbox").body()
                + service.get("/outbox").body()
                + service.get("/metrics").body();
        service.close();
        String printed = String.join("\n", service.output()) + shown;

        assertThat(printed).contains("TRACE", "DEBUG");
        String key = Files.readString(folder.resolve("app.pem"))
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        assertThat(List.of("s3cr3t", key, "Bearer ", "eyJhbGciOi", IDENTITY, token("a signature that nobody made")))
                .noneMatch(printed::contains);
    }
}
