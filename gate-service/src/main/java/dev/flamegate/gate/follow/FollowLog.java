package dev.flamegate.gate.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Follows as documents of the store: one each, and one that lists those that are not over. */
final class FollowLog {
    private static final String KIND = "follow-1";
    private static final String OPEN = "follows-open-1";
    private static final String ALL = "all";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentStore documents;

    FollowLog(DocumentStore documents) {
        this.documents = documents;
    }

    /** Durable when it returns. */
    void keep(Follow follow) {
        put(KIND, follow.id(), FollowDocument.of(follow));
    }

    Optional<Follow> find(String id) {
        return documents.get(KIND, id).map(bytes -> read(id, bytes));
    }

    private static Follow read(String id, byte[] bytes) {
        try {
            return JSON.readValue(bytes, FollowDocument.class).follow();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("follow " + id + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Ids of the follows that are not over; in ascending order. */
    List<String> open() {
        Optional<byte[]> document = documents.get(OPEN, ALL);
        if (document.isEmpty()) {
            return List.of();
        }
        try {
            return JSON.readValue(document.get(), new TypeReference<List<String>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("the list of open follows cannot be read: " + e.getMessage(), e);
        }
    }

    /** Durable when it returns. */
    void keepOpen(Iterable<String> ids) {
        TreeSet<String> sorted = new TreeSet<>();
        ids.forEach(sorted::add);
        put(OPEN, ALL, sorted);
    }

    private void put(String kind, String id, Object value) {
        try {
            documents.put(kind, id, JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(kind + " " + id + " has no JSON", e);
        }
    }
}
