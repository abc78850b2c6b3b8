package dev.flamegate.delivery.github;

import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHPermissionType;

/**
 * What GitHub tells the service. A delivery counts when it is signed with the secret, has not been seen before, and comes from an
 * installation of our App in the repository that it is about; everything else is refused before it is looked at.
 */
public final class Webhooks {
    /** GitHub waits ten seconds for an answer; what it is asked meanwhile must not take them all. */
    private static final Duration LOOKUP_MAX = Duration.ofSeconds(4);

    private final GitHubSettings settings;
    private final GitHubAccounts accounts;
    private final SeenDeliveries seen;

    Webhooks(GitHubSettings settings, GitHubAccounts accounts, DocumentStore documents) {
        this.settings = settings;
        this.accounts = accounts;
        this.seen = new SeenDeliveries(documents);
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

    /**
     * A deployment waits.
     *
     * @param run of the workflow that deploys
     * @param sha that is deployed
     * @param ref a branch or a tag, with {@code refs/heads/} or {@code refs/tags/} or without
     */
    public record Protect(String repository, String environment, long run, String sha, String ref) implements Event {}

    /** Nobody waits for verdicts about this pull request any more. */
    public record Closed(String repository, int number) implements Event {}

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
     * Whoever acts upon it calls {@link #end} afterwards; of {@link Nothing} that is not needed.
     *
     * @param event of the header {@code X-GitHub-Event}
     * @param delivery of the header {@code X-GitHub-Delivery}, which a repetition repeats
     * @param signature of the header {@code X-Hub-Signature-256}
     * @param body as it was sent
     */
    public Event receive(String event, String delivery, String signature, byte[] body) throws RefusedException {
        if (!WebhookSignature.matches(secret(), body, signature)) {
            throw new RefusedException(401, "the signature does not match");
        }
        if (delivery.isBlank() || delivery.length() > 100) {
            throw new RefusedException(400, "there is no X-GitHub-Delivery");
        }
        if (event.equals("ping")) {
            return new Nothing("pong");
        }
        if (!seen.begin(delivery)) {
            return new Nothing("delivery " + delivery + " was here before");
        }
        boolean taken = false;
        try {
            Event meaning = allowed(event, WebhookBody.parse(body));
            taken = true;
            if (meaning instanceof Nothing) {
                seen.end(delivery, true);
            }
            return meaning;
        } finally {
            if (!taken) {
                seen.end(delivery, false);
            }
        }
    }

    /** @param done whether it was acted upon; if not, GitHub may send it again */
    public void end(String delivery, boolean done) {
        seen.end(delivery, done);
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

    private Event allowed(String event, WebhookBody body) throws RefusedException {
        String repository = body.repository();
        if (!settings.allows(repository) || !settings.hasApp()) {
            throw new RefusedException(404, "the service knows nothing of this repository");
        }
        boolean known = isInstallation(repository, body.installation());
        Event meaning = body.meaning(event, settings.apiUrl());
        if (!known && !(meaning instanceof Protect)) {
            throw new RefusedException(503, "GitHub did not say who asks");
        }
        return meaning instanceof Accept accept ? accept(repository, accept) : meaning;
    }

    /** Who pressed the button is in the signed payload; whether they may is asked of GitHub, now. */
    private Event accept(String repository, Accept accept) throws RefusedException {
        try {
            boolean mayWrite = accounts.in(repository)
                    .api()
                    .getRepository(repository)
                    .hasPermission(accept.actor(), GHPermissionType.WRITE);
            return mayWrite
                    ? accept
                    : new Nothing("@" + accept.actor() + " may not write to " + repository
                            + ", and cannot accept its growth");
        } catch (IOException | GHException e) {
            throw new RefusedException(503, "GitHub did not say what " + accept.actor() + " may do: " + e.getMessage());
        }
    }

    /**
     * A deployment must not wait for ever because GitHub could not be asked: its answer goes out, or does not, as the App's installation in
     * that repository, whoever asked.
     *
     * @return false if GitHub did not say
     */
    private boolean isInstallation(String repository, long installation) throws RefusedException {
        try {
            if (installationIn(repository) != installation) {
                throw new RefusedException(404, "installation " + installation + " is not known");
            }
            return true;
        } catch (IOException e) {
            if (Troubles.isStatus(e, 404)) {
                throw new RefusedException(404, "installation " + installation + " is not known");
            }
            return false;
        }
    }

    private long installationIn(String repository) throws IOException {
        FutureTask<Long> lookup = new FutureTask<>(() -> accounts.in(repository).installation());
        Thread thread = new Thread(lookup, "github-installation");
        thread.setDaemon(true);
        thread.start();
        try {
            return lookup.get(LOOKUP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("GitHub did not say which installation it is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
