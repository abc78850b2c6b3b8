package dev.flamegate.delivery.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Message;
import dev.flamegate.delivery.Publisher.Receipt;
import dev.flamegate.delivery.Wording;
import dev.flamegate.reports.Conclusion;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status of a commit: a job of a pipeline that runs elsewhere, as GitLab sees it. One that failed fails the pipeline, which holds the
 * merge where pipelines must succeed. GitLab refuses to set a state once more ({@code Cannot transition status}), and makes a second job
 * of a state that ended: so it is looked at before it is set.
 */
final class CommitStatuses {
    private static final int DESCRIPTION_CHARS_MAX = 255;
    private static final int ADDRESS_CHARS_MAX = 255;
    private static final int SERVICE_CHARS_MAX = 100;

    private final Wording wording;

    CommitStatuses(Wording wording) {
        this.wording = wording;
    }

    Receipt publish(
            GitLabApi api, long project, @Nullable MergeRequest mergeRequest, Delivery delivery, Message message)
            throws IOException {
        ObjectNode status = status(delivery, message);
        String sha = delivery.target().sha();
        List<JsonNode> there = api.list("/projects/" + project + "/repository/commits/" + sha + "/statuses?name="
                + GitLabApi.encoded(name(delivery.service())));
        String path = "/projects/" + project + "/statuses/" + sha;
        if (message instanceof Message.Superseded superseded) {
            return Receipt.superseded(ended(api, path, there, status, delivery.remote()), superseded.by());
        }
        for (JsonNode one : there) {
            if (isOf(one, status)
                    && one.path("status").equals(status.path("state"))
                    && one.path("description").equals(status.path("description"))) {
                return Receipt.delivered(one.path("id").asText());
            }
        }
        return Receipt.delivered(set(api, path, placed(status, mergeRequest), message));
    }

    /** All gates of a service share one status of a commit: a gate ends what it began itself, and nothing that a newer one has said. */
    private static @Nullable String ended(
            GitLabApi api, String path, List<JsonNode> there, ObjectNode status, @Nullable String remote)
            throws IOException {
        boolean runs = there.stream()
                .anyMatch(
                        one -> isOf(one, status) && one.path("status").asText().matches("running|pending"));
        return runs ? api.post(path, status).path("id").asText() : remote;
    }

    private static String set(GitLabApi api, String path, ObjectNode status, Message message) throws IOException {
        try {
            return api.post(path, status).path("id").asText();
        } catch (GitLabRefusal e) {
            boolean running = e.status() == 400 && e.says("cannot transition status");
            if (running && message instanceof Message.Started) {
                return status.path("name").asText();
            }
            throw e;
        }
    }

    private ObjectNode status(Delivery delivery, Message message) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("state", state(message));
        status.put("name", name(delivery.service()));
        status.put("description", wording.title(delivery.service(), message, DESCRIPTION_CHARS_MAX));
        String address = wording.address(delivery.gate());
        if (address.length() <= ADDRESS_CHARS_MAX) {
            status.put("target_url", address);
        }
        return status;
    }

    /** In the pipeline that counts, if there is one; else on the branch, else wherever GitLab finds the commit. */
    private static ObjectNode placed(ObjectNode status, @Nullable MergeRequest mergeRequest) {
        if (mergeRequest != null && mergeRequest.pipeline().isPresent()) {
            status.put("pipeline_id", mergeRequest.pipeline().get());
        } else if (mergeRequest != null) {
            mergeRequest.sourceBranch().ifPresent(branch -> status.put("ref", branch));
        }
        return status;
    }

    private static boolean isOf(JsonNode one, ObjectNode status) {
        return one.path("name").equals(status.path("name"))
                && one.path("target_url")
                        .asText("")
                        .equals(status.path("target_url").asText(""));
    }

    static String name(String service) {
        String line = service.replaceAll("\\p{Cntrl}+", " ");
        return "flamegate/" + (line.length() <= SERVICE_CHARS_MAX ? line : line.substring(0, SERVICE_CHARS_MAX));
    }

    /** GitLab knows nothing between success and failure. */
    private static String state(Message message) {
        if (message instanceof Message.Started) {
            return "running";
        }
        if (message instanceof Message.Answered answered) {
            return state(answered.report().policy().conclusion());
        }
        return message instanceof Message.Failed failed ? state(failed.conclusion()) : "canceled";
    }

    private static String state(Conclusion conclusion) {
        return conclusion == Conclusion.FAILURE ? "failed" : "success";
    }
}
