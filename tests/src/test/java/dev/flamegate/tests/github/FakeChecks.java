package dev.flamegate.tests.github;

import static dev.flamegate.tests.github.FakeAnswer.created;
import static dev.flamegate.tests.github.FakeAnswer.invalid;
import static dev.flamegate.tests.github.FakeAnswer.ok;
import static dev.flamegate.tests.github.FakeAnswer.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Check runs, with the limits of {@code checks/create} and {@code checks/update}. */
final class FakeChecks {
    private static final int CHARS_MAX = 65_535;
    private static final Set<String> CONCLUSIONS =
            Set.of("action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out");

    private final FakeRepository repository;

    FakeChecks(FakeRepository repository) {
        this.repository = repository;
    }

    FakeAnswer answer(FakeRequest request, String path, boolean isApp) {
        if (request.method().equals("GET")) {
            return list(request, path);
        }
        if (!isApp) {
            return refused(403, "You must authenticate via a GitHub App.");
        }
        if (!repository.permissions.contains("checks")) {
            return refused(403, "Resource not accessible by integration");
        }
        Optional<String> wrong = wrong(request.body(), request.method().equals("POST"));
        if (wrong.isPresent()) {
            return invalid(wrong.get());
        }
        return request.method().equals("POST") ? create(request.body()) : update(request.body(), path);
    }

    private FakeAnswer list(FakeRequest request, String path) {
        String sha = path.replaceAll("/commits/(.*)/check-runs", "$1");
        List<ObjectNode> found = repository.checks().stream()
                .filter(check -> check.path("head_sha").asText().equals(sha))
                .filter(check ->
                        check.path("name").asText().equals(request.query().get("check_name")))
                .toList();
        return ok(Map.of("total_count", found.size(), "check_runs", found));
    }

    private FakeAnswer create(JsonNode body) {
        ObjectNode check = JsonNodeFactory.instance.objectNode();
        check.put("id", repository.nextId());
        check.putArray("annotations");
        write(check, body);
        synchronized (repository) {
            repository.checks.put(check.path("id").asLong(), check);
        }
        return created(check);
    }

    private FakeAnswer update(JsonNode body, String path) {
        long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        synchronized (repository) {
            ObjectNode check = repository.checks.get(id);
            if (check == null) {
                return refused(404, "Not Found");
            }
            write(check, body);
            return ok(check);
        }
    }

    /** Annotations of an update are added to those that are there. */
    private static void write(ObjectNode check, JsonNode body) {
        ArrayNode annotations = (ArrayNode) check.path("annotations");
        body.path("output").path("annotations").forEach(annotations::add);
        body.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                check.set(field.getKey(), field.getValue());
            }
        });
    }

    private static Optional<String> wrong(JsonNode body, boolean isNew) {
        JsonNode output = body.path("output");
        if (isNew
                && (body.path("name").asText().isEmpty()
                        || body.path("head_sha").asText().isEmpty())) {
            return Optional.of("name and head_sha are required");
        }
        if (output.isObject()
                && (output.path("title").asText().isEmpty()
                        || output.path("summary").asText().isEmpty())) {
            return Optional.of("output needs title and summary");
        }
        for (String field : List.of("summary", "text")) {
            if (output.path(field).asText().length() > CHARS_MAX) {
                return Optional.of(field + " exceeds a maximum bytesize of 65535");
            }
        }
        if (output.path("annotations").size() > 50) {
            return Optional.of("No more than 50 items are allowed; "
                    + output.path("annotations").size() + " were supplied");
        }
        if ("completed".equals(body.path("status").asText())
                && !CONCLUSIONS.contains(body.path("conclusion").asText())) {
            return Optional.of("conclusion is not included in the list");
        }
        return actions(body);
    }

    private static Optional<String> actions(JsonNode body) {
        if (body.path("actions").size() > 3) {
            return Optional.of("no more than 3 actions");
        }
        for (JsonNode action : body.path("actions")) {
            if (action.path("label").asText().length() > 20
                    || action.path("description").asText().length() > 40
                    || action.path("identifier").asText().length() > 20) {
                return Optional.of("an action is too long");
            }
        }
        return Optional.empty();
    }
}
