package dev.flamegate.delivery.github;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.DeliveryException;
import dev.flamegate.delivery.DeliveryException.Kind;
import dev.flamegate.delivery.Message;
import dev.flamegate.delivery.Publisher;
import dev.flamegate.delivery.StickyComment;
import dev.flamegate.delivery.Surface;
import dev.flamegate.delivery.Target;
import dev.flamegate.delivery.Wording;
import dev.flamegate.delivery.github.GitHubAccounts.Account;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;

/** Verdicts on GitHub: a check and a comment by an App, a status and a comment by a token. */
public final class GitHubPublisher implements Publisher {
    private final GitHubSettings settings;
    private final GitHubAccounts accounts;
    private final StickyComment comments;
    private final CheckRuns checks;
    private final CommitStatuses statuses;
    private final DeploymentReviews reviews;
    private final Clock clock;

    /** @throws IllegalArgumentException if a file with a secret cannot be read */
    public GitHubPublisher(GitHubSettings settings, Wording wording, Clock clock) {
        settings.check();
        this.settings = settings;
        this.accounts = new GitHubAccounts(settings, clock);
        this.comments = new StickyComment(wording);
        this.checks = new CheckRuns(wording, !settings.webhookSecretFile().isEmpty(), clock);
        this.statuses = new CommitStatuses(wording);
        this.reviews = new DeploymentReviews(settings.apiUrl(), wording);
        this.clock = clock;
    }

    /** What GitHub tells about what was published. */
    public Webhooks webhooks(DocumentStore documents) {
        return new Webhooks(settings, accounts, documents);
    }

    @Override
    public List<Surface> surfaces(Target target) {
        if (!settings.isSetUp() || !settings.allows(target.repository())) {
            return List.of();
        }
        if (target.deployment() != null) {
            return settings.hasApp() ? List.of(Surface.DEPLOYMENT) : List.of();
        }
        List<Surface> surfaces = new ArrayList<>();
        surfaces.add(settings.hasApp() ? Surface.CHECK : Surface.STATUS);
        if (target.pullRequest() != null) {
            surfaces.add(Surface.COMMENT);
        }
        return surfaces;
    }

    @Override
    public Receipt publish(Delivery delivery, Message message) throws DeliveryException {
        try {
            return say(delivery, message);
        } catch (IOException | GHException e) {
            throw trouble(delivery, e);
        }
    }

    private Receipt say(Delivery delivery, Message message) throws IOException {
        Account account = accounts.in(delivery.target().repository());
        if (delivery.surface() == Surface.DEPLOYMENT) {
            return reviews.publish(account, delivery, message);
        }
        GHRepository repository = account.api().getRepository(delivery.target().repository());
        Integer number = delivery.target().pullRequest();
        GHPullRequest pullRequest = number == null ? null : repository.getPullRequest(number);
        if (pullRequest != null && isMovedOn(pullRequest, delivery)) {
            return movedOn(repository, delivery, pullRequest.getHead().getSha());
        }
        return switch (delivery.surface()) {
            case CHECK -> checks.publish(repository, delivery, message, annotations(pullRequest, message));
            case STATUS -> statuses.publish(repository, delivery, message);
            case COMMENT -> commented(account, pullRequest, delivery, message);
            case DEPLOYMENT -> throw new IllegalStateException("a deployment has no pull request to look at");
        };
    }

    private static List<org.kohsuke.github.GHCheckRunBuilder.Annotation> annotations(
            @Nullable GHPullRequest pullRequest, Message message) throws IOException {
        return pullRequest == null ? List.of() : Annotations.of(message, pullRequest);
    }

    private Receipt commented(Account account, @Nullable GHPullRequest pullRequest, Delivery delivery, Message message)
            throws IOException {
        if (pullRequest == null) {
            return Receipt.skipped("there is no pull request to comment on");
        }
        return new IssueComments(account, pullRequest).publish(comments, delivery, message);
    }

    private static boolean isMovedOn(GHPullRequest pullRequest, Delivery delivery) {
        return !pullRequest.getHead().getSha().equals(delivery.target().sha());
    }

    /** A verdict about a commit that is no longer the head changes nothing; a check that was begun is ended. */
    private Receipt movedOn(GHRepository repository, Delivery delivery, String head) throws IOException {
        String by = head.substring(0, 7);
        if (delivery.surface() == Surface.CHECK && delivery.started()) {
            return checks.publish(repository, delivery, new Message.Superseded(by), List.of());
        }
        return Receipt.superseded(delivery.remote(), by);
    }

    /** The library wraps what the connector threw, in exceptions of both kinds. */
    private DeliveryException trouble(Delivery delivery, Exception e) {
        String permission = switch (delivery.surface()) {
            case CHECK -> "checks: write";
            case STATUS -> "statuses: write";
            case COMMENT -> "pull-requests: write";
            case DEPLOYMENT -> "deployments: write";
        };
        DeliveryException meaning = Troubles.meaning(e, permission, clock.instant());
        if (meaning.kind() == Kind.REFUSED) {
            accounts.forget(delivery.target().repository());
        }
        boolean forbidden = Troubles.isStatus(e, 403) || Troubles.isStatus(e, 404);
        return delivery.surface() == Surface.CHECK && meaning.kind() == Kind.REFUSED && forbidden
                ? new DeliveryException(Kind.SURFACE_REFUSED, String.valueOf(meaning.getMessage()), e)
                : meaning;
    }
}
