package dev.flamegate.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the outbox as documents of the store, one each, and one document that lists the open ones. A row is listed before it is
 * written, and leaves the list after it was written as settled: a process that dies in between leaves a name in the list too many, never
 * one too few.
 */
final class DeliveryLedger {
    private static final String ROW = "delivery-1";
    private static final String OPEN = "delivery-open-1";
    private static final String SLOT = "delivery-slot-1";
    private static final String QUESTION = "delivery-question-1";
    private static final String DEPLOYMENTS = "delivery-deployments-1";
    private static final String AGAIN = "delivery-again-1";
    private static final String ALL = "all";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentStore documents;

    DeliveryLedger(DocumentStore documents) {
        this.documents = documents;
    }

    List<String> open() {
        return documents
                .get(OPEN, ALL)
                .map(bytes -> read(bytes, new TypeReference<List<String>>() {}))
                .orElse(List.of());
    }

    void keepOpen(Collection<String> ids) {
        documents.put(OPEN, ALL, bytes(List.copyOf(ids)));
    }

    void keep(Delivery delivery) {
        ObjectNode row = JSON.createObjectNode();
        Target target = delivery.target();
        row.put("gate", delivery.gate()).put("service", delivery.service());
        row.put("forge", target.forge().name()).put("repository", target.repository());
        row.put("pull_request", target.pullRequest()).put("sha", target.sha());
        if (target.deployment() != null) {
            row.set("deployment", json(target.deployment()));
        }
        row.put("surface", delivery.surface().name())
                .put("state", delivery.state().name());
        row.put("started", delivery.started()).put("attempts", delivery.attempts());
        row.put("created", delivery.created().toString());
        row.put("next", delivery.next() == null ? null : delivery.next().toString());
        row.put("remote", delivery.remote()).put("note", delivery.note());
        documents.put(ROW, delivery.id(), bytes(row));
    }

    Optional<Delivery> find(String id) {
        return documents.get(ROW, id).map(bytes -> delivery(read(bytes, new TypeReference<JsonNode>() {})));
    }

    private static Delivery delivery(JsonNode row) {
        JsonNode request = row.path("pull_request");
        Target target = new Target(
                Forge.valueOf(row.path("forge").asText()),
                row.path("repository").asText(),
                request.isNull() ? null : request.asInt(),
                row.path("sha").asText(),
                deployment(row.path("deployment")));
        return new Delivery(
                row.path("gate").asText(),
                row.path("service").asText(),
                target,
                Surface.valueOf(row.path("surface").asText()),
                Delivery.State.valueOf(row.path("state").asText()),
                row.path("started").asBoolean(),
                row.path("attempts").asInt(),
                Instant.parse(row.path("created").asText()),
                row.path("next").isNull()
                        ? null
                        : Instant.parse(row.path("next").asText()),
                row.path("remote").textValue(),
                row.path("note").textValue());
    }

    private static ObjectNode json(Deployment deployment) {
        return JSON.createObjectNode()
                .put("run", deployment.run())
                .put("environment", deployment.environment())
                .put("deadline", deployment.deadline().toString())
                .put("refusal", deployment.refusal());
    }

    private static @Nullable Deployment deployment(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Deployment(
                        json.path("run").asLong(),
                        json.path("environment").asText(),
                        Instant.parse(json.path("deadline").asText()),
                        json.path("refusal").textValue());
    }

    /** Ids of all rows, settled ones as well, oldest first. */
    List<String> ids() {
        return documents.ids(ROW);
    }

    void keepQuestion(String gate, byte[] question) {
        documents.put(QUESTION, gate, question);
    }

    Optional<byte[]> question(String gate) {
        return documents.get(QUESTION, gate);
    }

    /** Neither of the two is to be asked once more. */
    void keepAgain(String gate, String again) {
        documents.put(AGAIN, again, bytes(gate));
        documents.put(AGAIN, gate, bytes(again));
    }

    boolean isAgain(String gate) {
        return documents.get(AGAIN, gate).isPresent();
    }

    /** A new row; of all rows for one slot, the newest gate's holds. */
    void keepAnnounced(Delivery row) {
        keep(row);
        if (row.gate().isEmpty()) {
            return;
        }
        if (row.target().deployment() != null) {
            Set<String> ids = new TreeSet<>(deployments(row.gate()));
            ids.add(row.id());
            documents.put(DEPLOYMENTS, row.gate(), bytes(ids));
        } else if (newest(row.slot())
                .filter(newest -> newest.compareTo(row.gate()) > 0)
                .isEmpty()) {
            documents.put(SLOT, row.slot(), bytes(row.gate()));
        }
    }

    /** Ids of the rows of deployments that wait, or waited, for a gate. */
    List<String> deployments(String gate) {
        return documents
                .get(DEPLOYMENTS, gate)
                .map(bytes -> read(bytes, new TypeReference<List<String>>() {}))
                .orElse(List.of());
    }

    /** The newest gate that was announced for a slot. */
    Optional<String> newest(String slot) {
        return documents.get(SLOT, slot).map(bytes -> read(bytes, new TypeReference<String>() {}));
    }

    private static <T> T read(byte[] bytes, TypeReference<T> type) {
        try {
            return JSON.readValue(bytes, type);
        } catch (IOException e) {
            throw new IllegalStateException("a row of the outbox cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of the outbox has no JSON", e);
        }
    }
}
