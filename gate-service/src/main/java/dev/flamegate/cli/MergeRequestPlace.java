package dev.flamegate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where on GitLab the service is to post a verdict, written {@code GROUP/PROJECT!NUMBER@SHA}. Whether it may, it says in its answer.
 *
 * @param number of the merge request in its project
 * @param sha head of the source branch
 */
record MergeRequestPlace(String project, int number, String sha) {
    private static final Pattern FORM =
            Pattern.compile("([\\w.-]+(?:/[\\w.-]+)+)!([1-9]\\d{0,8})@([0-9a-f]{40}|[0-9a-f]{64})");

    /** @throws UsageException if it is not written like that */
    static MergeRequestPlace parse(String text) {
        Matcher place = FORM.matcher(text);
        if (!place.matches()) {
            throw new UsageException("--merge-request '" + text + "': expected GROUP/PROJECT!NUMBER@SHA, as in"
                    + " \"$CI_MERGE_REQUEST_PROJECT_PATH!$CI_MERGE_REQUEST_IID@$CI_COMMIT_SHA\"");
        }
        return new MergeRequestPlace(place.group(1), Integer.parseInt(place.group(2)), place.group(3));
    }

    void into(ObjectNode question) {
        question.putObject("gitlab")
                .put("project", project)
                .put("merge_request", number)
                .put("sha", sha);
    }
}
