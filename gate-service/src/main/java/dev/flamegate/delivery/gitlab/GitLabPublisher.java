package dev.flamegate.delivery.gitlab;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.DeliveryException;
import dev.flamegate.delivery.DeliveryException.Kind;
import dev.flamegate.delivery.Message;
import dev.flamegate.delivery.Publisher;
import dev.flamegate.delivery.StickyComment;
import dev.flamegate.delivery.Surface;
import dev.flamegate.delivery.Target;
import dev.flamegate.delivery.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verdicts on GitLab: a status of the commit, and a note of the merge request. */
public final class GitLabPublisher implements Publisher {
    private final GitLabSettings settings;
    private final GitLabApi api;
    private final StickyComment note;
    private final CommitStatuses statuses;
    private final Clock clock;
    private final Map<String, Long> projects = new HashMap<>();
    private @Nullable Long author;

    /** @throws IllegalArgumentException if the file with the token cannot be read */
    public GitLabPublisher(GitLabSettings settings, Wording wording, Clock clock) {
        this.settings = settings;
        this.api = new GitLabApi(settings.apiUrl(), Path.of(settings.tokenFile()));
        this.note = new StickyComment(wording);
        this.statuses = new CommitStatuses(wording);
        this.clock = clock;
        if (settings.isSetUp()) {
            try {
                api.token();
            } catch (IOException e) {
                throw new IllegalArgumentException("gitlab.token_file: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public List<Surface> surfaces(Target target) {
        if (!settings.isSetUp() || !settings.allows(target.repository())) {
            return List.of();
        }
        return target.pullRequest() == null ? List.of(Surface.STATUS) : List.of(Surface.STATUS, Surface.COMMENT);
    }

    @Override
    public Optional<String> home(String service) {
        return settings.project(service);
    }

    @Override
    public Receipt publish(Delivery delivery, Message message) throws DeliveryException {
        try {
            return say(delivery, message);
        } catch (IOException e) {
            throw trouble(delivery, e);
        }
    }

    private Receipt say(Delivery delivery, Message message) throws IOException {
        Target target = delivery.target();
        long project = project(target.repository());
        Integer number = target.pullRequest();
        MergeRequest mergeRequest = number == null ? null : MergeRequest.read(api, project, number);
        if (mergeRequest != null && mergeRequest.isMovedOnFrom(target.sha())) {
            return movedOn(project, mergeRequest, delivery);
        }
        if (delivery.surface() != Surface.COMMENT) {
            return statuses.publish(api, project, mergeRequest, delivery, message);
        }
        return mergeRequest == null
                ? Receipt.skipped("there is no merge request to comment on")
                : new Notes(api, mergeRequest, author()).publish(note, delivery, message);
    }

    /** A verdict about a commit that is no longer the head changes nothing; a status that was begun is ended. */
    private Receipt movedOn(long project, MergeRequest mergeRequest, Delivery delivery) throws IOException {
        String by = mergeRequest.head().substring(0, 7);
        return delivery.surface() == Surface.STATUS && delivery.started()
                ? statuses.publish(api, project, null, delivery, new Message.Superseded(by))
                : Receipt.superseded(delivery.remote(), by);
    }

    private long project(String path) throws IOException {
        String name = path.toLowerCase(Locale.ROOT);
        Long known = projects.get(name);
        if (known == null) {
            known = api.project(path);
            projects.put(name, known);
        }
        return known;
    }

    private long author() throws IOException {
        Long known = author;
        if (known == null) {
            known = api.get("/user").path("id").asLong();
            author = known;
        }
        return known;
    }

    private DeliveryException trouble(Delivery delivery, IOException e) {
        if (!(e instanceof GitLabRefusal refusal)) {
            return new DeliveryException(Kind.UNREACHABLE, "GitLab could not be reached: " + e, e);
        }
        String said = String.valueOf(refusal.getMessage());
        if (refusal.status() == 429) {
            return DeliveryException.busy(said, refusal.until(clock.instant()), e);
        }
        if (refusal.status() >= 500 || refusal.status() == 408 || refusal.status() == 409) {
            return new DeliveryException(Kind.UNREACHABLE, said, e);
        }
        projects.remove(delivery.target().repository().toLowerCase(Locale.ROOT));
        author = null;
        return new DeliveryException(Kind.REFUSED, said + advice(refusal, delivery.surface()), e);
    }

    private static String advice(GitLabRefusal refusal, Surface surface) {
        String role = "the role " + (surface == Surface.COMMENT ? "Reporter" : "Developer") + " in the project";
        return switch (refusal.status()) {
            case 401 -> "; the token in gitlab.token_file is not valid, or has expired";
            case 403 ->
                refusal.says("insufficient_scope")
                        ? "; the token needs the scope 'api'"
                        : "; the token's user needs " + role;
            case 404 ->
                refusal.says("references for commit")
                        ? "; the commit is on no branch of the project: of a merge request from a fork only the note can be posted"
                        : "; the project or merge request is not there, or the token's user needs " + role;
            default -> "";
        };
    }
}
