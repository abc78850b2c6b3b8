package dev.flamegate.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Target;
import org.jspecify.annotations.Nullable;

/**
 * Where on GitHub the verdict of a question belongs.
 *
 * @param pullRequest missing for a commit without one
 * @param sha head of the pull request, not the merge commit that a workflow runs on
 */
record GitHubPlace(
        @Nullable String repository,
        @JsonProperty("pull_request") @Nullable Integer pullRequest,
        @Nullable String sha) {

    /** @throws ProblemException 400 */
    Target target() {
        if (repository == null || sha == null) {
            throw ProblemException.badField("github", "needs 'repository' and 'sha'");
        }
        try {
            return new Target(Forge.GITHUB, repository, pullRequest, sha);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("github", String.valueOf(e.getMessage()));
        }
    }
}
