package dev.flamegate.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Target;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where on GitLab the verdict of a question belongs.
 *
 * @param project {@code group/project}; the one that the settings have for the service if missing
 * @param mergeRequest its number in the project (iid); missing for a commit without one
 * @param sha head of the source branch, not the commit of a merged result
 */
record GitLabPlace(
        @Nullable String project,
        @JsonProperty("merge_request") @Nullable Integer mergeRequest,
        @Nullable String sha) {

    /**
     * @param projectOfService what the settings say
     * @throws ProblemException 400
     */
    Target target(String service, Function<String, Optional<String>> projectOfService) {
        if (sha == null) {
            throw ProblemException.badField("gitlab", "needs 'sha'");
        }
        String named = project != null
                ? project
                : projectOfService
                        .apply(service)
                        .orElseThrow(() -> ProblemException.badField(
                                "gitlab", "needs 'project': gitlab.services has none for this service"));
        try {
            return new Target(Forge.GITLAB, named, mergeRequest, sha);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("gitlab", String.valueOf(e.getMessage()));
        }
    }
}
