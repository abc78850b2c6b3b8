package dev.flamegate.tests.github;

import static dev.flamegate.tests.github.FakeAnswer.created;
import static dev.flamegate.tests.github.FakeAnswer.invalid;
import static dev.flamegate.tests.github.FakeAnswer.nothing;
import static dev.flamegate.tests.github.FakeAnswer.ok;
import static dev.flamegate.tests.github.FakeAnswer.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Commit statuses, permissions of people, and the reports of deployment protection rules. */
final class FakeStatuses {
    private final FakeRepository repository;

    FakeStatuses(FakeRepository repository) {
        this.repository = repository;
    }

    FakeAnswer answer(FakeRequest request, String path, boolean isApp) {
        if (path.startsWith("/statuses/")) {
            return status(request.body(), path);
        }
        if (path.matches("/collaborators/[^/]+/permission")) {
            String permission = repository.collaborators.getOrDefault(path.split("/")[2], "none");
            return ok(Map.of("permission", permission, "user", Map.of("login", path.split("/")[2])));
        }
        if (path.matches("/actions/runs/\\d+/deployment_protection_rule")) {
            return isApp ? protection(request.body(), path) : refused(403, "Resource not accessible by personal token");
        }
        return refused(404, "Not Found");
    }

    private FakeAnswer status(JsonNode body, String path) {
        if (!repository.permissions.contains("statuses")) {
            return refused(403, "Resource not accessible by integration");
        }
        if (body.path("description").asText().length() > 140) {
            return invalid("description is too long (maximum is 140 characters)");
        }
        if (body.path("target_url").asText().length() > 1024) {
            return invalid("target_url is too long (maximum is 1024 characters)");
        }
        if (!Set.of("error", "failure", "pending", "success")
                .contains(body.path("state").asText())) {
            return invalid("state is not included in the list");
        }
        ObjectNode status = body.deepCopy();
        status.put("sha", path.substring(path.lastIndexOf('/') + 1)).put("id", repository.nextId());
        repository.statuses.add(status);
        return created(status);
    }

    /** {@code actions/review-custom-gates-for-run}: a state ends it, a comment alone is a report on progress. */
    private FakeAnswer protection(JsonNode body, String path) {
        if (!repository.permissions.contains("deployments")) {
            return refused(403, "Resource not accessible by integration");
        }
        if (body.path("environment_name").asText().isEmpty()) {
            return invalid("environment_name is required");
        }
        if (body.path("comment").asText().length() > 1024) {
            return invalid("comment is too long (maximum is 1024 characters)");
        }
        String state = body.path("state").asText();
        if (body.has("state") ? !Set.of("approved", "rejected").contains(state) : !body.has("comment")) {
            return invalid("state is not included in the list");
        }
        if (!body.has("state") && repository.progress().size() >= 10) {
            return invalid("no more than 10 reports");
        }
        ObjectNode protection = body.deepCopy();
        protection.put("run", path.split("/")[3]);
        repository.protections.add(protection);
        return nothing();
    }
}
