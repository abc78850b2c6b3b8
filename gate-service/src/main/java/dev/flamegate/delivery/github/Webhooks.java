package dev.flamegate.delivery.github;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHPermissionType;

/**
 * What GitHub tells the service. A delivery counts when it is signed with the secret, has not been seen before, and comes from an
 * installation of our App in the repository that it is about; everything else is refused before it is looked at.
 */
public final class Webhooks {
    private static final String KIND = "github-webhooks-1";
    private static final String ALL = "all";
    private static final int REMEMBERED_MAX = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GitHubSettings settings;
    private final GitHubAccounts accounts;
    private final DocumentStore documents;

    Webhooks(GitHubSettings settings, GitHubAccounts accounts, DocumentStore documents) {
        this.settings = settings;
        this.accounts = accounts;
        this.documents = documents;
    }

    /** What is to be done. */
    public sealed interface Event {}

    /** Nothing, and why. */
    public record Nothing(String why) implements Event {}

    /** Ask the question of this gate again. */
    public record RunAgain(String gate) implements Event {}

    /**
     * Somebody who may write to the repository answers for the growth that a gate found.
     *
     * @param actor login
     * @param sha the commit that it is about, and no other
     */
    public record Accept(String gate, String actor, String sha) implements Event {}

    /** A webhook that is not acted upon, with the status of the answer. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /**
     * @param event of the header {@code X-GitHub-Event}
     * @param delivery of the header {@code X-GitHub-Delivery}, which a repetition repeats
     * @param signature of the header {@code X-Hub-Signature-256}
     * @param body as it was sent
     */
    public synchronized Event receive(String event, String delivery, String signature, byte[] body)
            throws RefusedException {
        if (!WebhookSignature.matches(secret(), body, signature)) {
            throw new RefusedException(401, "the signature does not match");
        }
        if (delivery.isBlank() || delivery.length() > 100) {
            throw new RefusedException(400, "there is no X-GitHub-Delivery");
        }
        if (seen().contains(delivery)) {
            return new Nothing("delivery " + delivery + " was here before");
        }
        Event meaning = meaning(event, json(body));
        remember(delivery);
        return meaning;
    }

    private String secret() throws RefusedException {
        if (settings.webhookSecretFile().isEmpty()) {
            throw new RefusedException(401, "webhooks are not set up: github.webhook_secret_file is empty");
        }
        try {
            String secret =
                    Files.readString(Path.of(settings.webhookSecretFile())).strip();
            if (secret.isEmpty()) {
                throw new RefusedException(401, "github.webhook_secret_file is an empty file");
            }
            return secret;
        } catch (IOException e) {
            throw new RefusedException(503, "github.webhook_secret_file cannot be read");
        }
    }

    private static JsonNode json(byte[] body) throws RefusedException {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new RefusedException(400, "the body is no JSON");
        }
    }

    private Event meaning(String event, JsonNode payload) throws RefusedException {
        if (event.equals("ping")) {
            return new Nothing("pong");
        }
        String repository = payload.at("/repository/full_name").asText();
        checkInstallation(repository, payload.at("/installation/id").asLong());
        String action = payload.path("action").asText();
        if (!event.equals("check_run")) {
            return new Nothing("event '" + event + "' means nothing here");
        }
        String gate = payload.at("/check_run/external_id").asText().replaceFirst("-check$", "");
        String pressed = payload.at("/requested_action/identifier").asText();
        if (gate.isEmpty() || gate.length() > 100) {
            return new Nothing("a check that is not ours");
        }
        if (action.equals("rerequested") || action.equals("requested_action") && pressed.equals("rerun")) {
            return new RunAgain(gate);
        }
        if (action.equals("requested_action") && pressed.equals("accept")) {
            return accept(repository, gate, payload);
        }
        return new Nothing("action '" + action + "' means nothing here");
    }

    /** Who pressed the button is in the signed payload; whether they may is asked of GitHub, now. */
    private Event accept(String repository, String gate, JsonNode payload) throws RefusedException {
        String actor = payload.at("/sender/login").asText();
        try {
            boolean mayWrite = accounts.in(repository)
                    .api()
                    .getRepository(repository)
                    .hasPermission(actor, GHPermissionType.WRITE);
            return mayWrite
                    ? new Accept(gate, actor, payload.at("/check_run/head_sha").asText())
                    : new Nothing("@" + actor + " may not write to " + repository + ", and cannot accept its growth");
        } catch (IOException | GHException e) {
            throw new RefusedException(503, "GitHub did not say what " + actor + " may do: " + e.getMessage());
        }
    }

    private void checkInstallation(String repository, long installation) throws RefusedException {
        if (!repository.matches("[\\w.-]+/[\\w.-]+") || !settings.allows(repository) || !settings.hasApp()) {
            throw new RefusedException(404, "the service knows nothing of this repository");
        }
        try {
            if (accounts.in(repository).installation() != installation) {
                throw new RefusedException(404, "installation " + installation + " is not known");
            }
        } catch (IOException | GHException e) {
            boolean unknown = Troubles.isStatus(e, 404);
            throw new RefusedException(
                    unknown ? 404 : 503,
                    unknown ? "installation " + installation + " is not known" : "GitHub did not say who asks");
        }
    }

    private List<String> seen() {
        Optional<byte[]> kept = documents.get(KIND, ALL);
        if (kept.isEmpty()) {
            return List.of();
        }
        try {
            return JSON.readValue(kept.get(), new TypeReference<List<String>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("the webhooks that were seen cannot be read: " + e.getMessage(), e);
        }
    }

    private void remember(String delivery) {
        List<String> seen = new ArrayList<>(seen());
        seen.add(delivery);
        try {
            documents.put(
                    KIND,
                    ALL,
                    JSON.writeValueAsBytes(seen.subList(Math.max(0, seen.size() - REMEMBERED_MAX), seen.size())));
        } catch (IOException e) {
            throw new IllegalStateException("the webhooks that were seen have no JSON", e);
        }
    }
}
