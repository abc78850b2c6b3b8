package dev.flamegate.tests.gitlab;

import dev.flamegate.tests.gitlab.FakeProject.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statuses of commits, which are jobs of pipelines: one that runs or waits is changed, for one that ended a new one is made. What a job
 * cannot become is refused.
 */
final class FakeStatuses {
    private static final int CHARS_MAX = 255;
    private static final Map<String, Set<String>> FROM = Map.of(
            "pending", Set.of("created"),
            "running", Set.of("created", "pending"),
            "success", Set.of("created", "pending", "running"),
            "failed", Set.of("created", "pending", "running"),
            "canceled", Set.of("created", "pending", "running"));
    private static final Map<String, String> EVENTS = Map.of(
            "pending", "enqueue", "running", "run", "success", "success", "failed", "drop", "canceled", "cancel");

    private final FakeProject project;

    FakeStatuses(FakeProject project) {
        this.project = project;
    }

    synchronized Answer answer(Request request) {
        String[] parts = request.path().split("/");
        if (request.method().equals("GET")) {
            String name = request.query().get("name");
            return Answer.of(
                    200,
                    project.latest(parts[5]).stream()
                            .filter(one -> name == null || one.name.equals(name))
                            .map(FakeStatuses::shown)
                            .toList());
        }
        return set(request, parts[4]);
    }

    private Answer set(Request request, String sha) {
        String state = request.text("state");
        if (!FROM.containsKey(state)) {
            return Answer.of(400, Map.of("error", "state does not have a valid value"));
        }
        for (String field : List.of("description", "target_url", "name")) {
            if (request.text(field).length() > CHARS_MAX) {
                return Answer.refused(400, Map.of(field, List.of("is too long (maximum is 255 characters)")));
            }
        }
        Long pipeline = project.pipeline;
        long wanted = request.body().path("pipeline_id").asLong(-1);
        if (wanted >= 0 && (pipeline == null || wanted != pipeline || project.fork)) {
            return Answer.refused(404, "404 Pipeline for pipeline_id, sha and ref Not Found");
        }
        if (wanted < 0 && request.text("ref").isEmpty() && project.fork) {
            return Answer.refused(404, "404 References for commit Not Found");
        }
        return become(request, sha, state, wanted < 0 ? null : pipeline);
    }

    private Answer become(Request request, String sha, String state, @Nullable Long pipeline) {
        String name = request.text("name");
        Status status = project.statuses.stream()
                .filter(one -> one.sha.equals(sha) && one.name.equals(name) && one.isOpen())
                .findFirst()
                .orElseGet(() -> new Status(project.nextId(), sha, name));
        if (!FROM.getOrDefault(state, Set.of()).contains(status.state)) {
            String event = EVENTS.get(state);
            return Answer.refused(
                    400,
                    "Cannot transition status via :" + event + " from :" + status.state
                            + " (Reason(s): Status cannot transition via \"" + event + "\")");
        }
        status.state = state;
        status.description = request.text("description");
        status.address = request.text("target_url");
        status.pipeline = pipeline == null ? status.pipeline : pipeline;
        if (!project.statuses.contains(status)) {
            project.statuses.add(status);
        }
        return Answer.of(201, shown(status));
    }

    private static Object shown(Status status) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", status.id);
        shown.put("sha", status.sha);
        shown.put("name", status.name);
        shown.put("status", status.state);
        shown.put("description", status.description);
        shown.put("target_url", status.address);
        return shown;
    }
}
