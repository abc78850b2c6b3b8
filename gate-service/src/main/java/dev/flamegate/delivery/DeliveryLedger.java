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
                row.path("sha").asText());
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

    /** The newest gate that was announced for a slot. */
    Optional<String> newest(String slot) {
        return documents.get(SLOT, slot).map(bytes -> read(bytes, new TypeReference<String>() {}));
    }

    void keepNewest(String slot, String gate) {
        documents.put(SLOT, slot, bytes(gate));
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
