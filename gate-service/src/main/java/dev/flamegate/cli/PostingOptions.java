package dev.flamegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the service is to post a verdict. Whether it may, it says in its answer. */
final class PostingOptions {
    private static final Pattern PLACE =
            Pattern.compile("([\\w.-]+(?:/[\\w.-]+)+)[#!]([1-9]\\d{0,8})@([0-9a-f]{40}|[0-9a-f]{64})");

    @Option(
            names = "--pull-request",
            paramLabel = "OWNER/NAME#NUMBER@SHA",
            description = "pull request on GitHub that the service posts the verdict to; SHA is its head")
    private @Nullable String pullRequest;

    @Option(
            names = "--merge-request",
            paramLabel = "GROUP/PROJECT!NUMBER@SHA",
            description = "the same on GitLab; SHA is the head of the source branch")
    private @Nullable String mergeRequest;

    /**
     * A place as a question has it.
     *
     * @param written by whoever asks
     */
    record Place(String written, String repository, int number, String sha, boolean onGitLab) {

        void into(ObjectNode question) {
            question.putObject(onGitLab ? "gitlab" : "github")
                    .put(onGitLab ? "project" : "repository", repository)
                    .put(onGitLab ? "merge_request" : "pull_request", number)
                    .put("sha", sha);
        }
    }

    /** @throws UsageException if it is not written as it should be, or two are given */
    Optional<Place> place() {
        if (pullRequest != null && mergeRequest != null) {
            throw new UsageException("--merge-request stands beside --pull-request: a verdict has one place");
        }
        if (pullRequest != null) {
            return Optional.of(parsed("--pull-request", pullRequest, "OWNER/NAME#NUMBER@SHA", false));
        }
        return Optional.ofNullable(mergeRequest)
                .map(text -> parsed("--merge-request", text, "GROUP/PROJECT!NUMBER@SHA", true));
    }

    private static Place parsed(String option, String text, String form, boolean onGitLab) {
        Matcher place = PLACE.matcher(text);
        if (!place.matches() || text.contains("!") != onGitLab) {
            throw new UsageException(option + " '" + text + "': expected " + form + ", where SHA is a whole commit id");
        }
        return new Place(text, place.group(1), Integer.parseInt(place.group(2)), place.group(3), onGitLab);
    }
}
