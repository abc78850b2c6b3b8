package dev.flamegate.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a verdict is about, in the words of the place it is published in.
 *
 * @param repository {@code owner/name}; on GitLab a path of any depth
 * @param pullRequest number of the pull request; null for a commit without one
 * @param sha the commit that was measured: of a pull request its head, never the merge commit that CI makes of it
 * @param deployment of this commit that waits for the verdict; null if none does
 */
public record Target(
        Forge forge,
        String repository,
        @Nullable Integer pullRequest,
        String sha,
        @Nullable Deployment deployment) {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** A commit, or a pull request; no deployment waits. */
    public Target(Forge forge, String repository, @Nullable Integer pullRequest, String sha) {
        this(forge, repository, pullRequest, sha, null);
    }

    public Target {
        String shape = forge == Forge.GITHUB ? NAME + "/[A-Za-z0-9._-]{1,100}" : NAME + "(/" + NAME + "){1,20}";
        require(
                repository.matches(shape) && !repository.contains(".."),
                "repository '" + shortened(repository) + "' is not owner/name");
        require(pullRequest == null || pullRequest > 0, "pull_request is " + pullRequest + ", numbers begin with 1");
        require(
                sha.matches("[0-9a-f]{40}|[0-9a-f]{64}"),
                "sha '" + shortened(sha) + "' is not a whole commit id of 40 or 64 hexadecimal digits");
    }

    String shortSha() {
        return sha.substring(0, 7);
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
