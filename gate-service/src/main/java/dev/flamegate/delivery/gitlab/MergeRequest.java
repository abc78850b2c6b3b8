package dev.flamegate.delivery.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/**
 * A merge request as far as verdicts go.
 *
 * @param path of the API
 * @param head the newest commit of its source branch; empty while GitLab still prepares it
 * @param sourceBranch empty if it is a branch of another project, a fork
 * @param pipeline the one of the project itself for {@code head}: a status in it counts for the merge
 */
record MergeRequest(String path, String head, Optional<String> sourceBranch, Optional<Long> pipeline) {

    static MergeRequest read(GitLabApi api, long project, int number) throws IOException {
        String path = "/projects/" + project + "/merge_requests/" + number;
        JsonNode answer = api.get(path);
        String head = answer.path("sha").asText("");
        boolean own = answer.path("source_project_id").asLong() == project;
        JsonNode pipeline = answer.path("head_pipeline");
        boolean attached = pipeline.path("project_id").asLong() == project
                && pipeline.path("sha").asText().equals(head)
                && pipeline.path("id").isIntegralNumber();
        return new MergeRequest(
                path,
                head,
                own ? Optional.of(answer.path("source_branch").asText()) : Optional.empty(),
                attached ? Optional.of(pipeline.path("id").asLong()) : Optional.empty());
    }

    /** A commit that is no longer the head has nothing to say. */
    boolean isMovedOnFrom(String sha) {
        return !head.isEmpty() && !head.equals(sha);
    }
}
