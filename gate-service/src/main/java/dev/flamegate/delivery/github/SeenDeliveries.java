package dev.flamegate.delivery.github;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Webhooks that were acted upon: GitHub repeats the number of one that it sends again. One that failed on the way is not among them, so
 * that it can be sent again. Safe for use by many threads.
 */
final class SeenDeliveries {
    private static final String KIND = "github-webhooks-1";
    private static final String ALL = "all";
    private static final int REMEMBERED_MAX = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentStore documents;
    private final Set<String> inHand = new HashSet<>();

    SeenDeliveries(DocumentStore documents) {
        this.documents = documents;
    }

    /** @return false if it was here before, or is being acted upon */
    synchronized boolean begin(String delivery) {
        return !kept().contains(delivery) && inHand.add(delivery);
    }

    /** @param done whether it was acted upon; nothing happens to one that was not begun */
    synchronized void end(String delivery, boolean done) {
        if (!inHand.remove(delivery) || !done) {
            return;
        }
        List<String> kept = new ArrayList<>(kept());
        kept.add(delivery);
        try {
            byte[] latest =
                    JSON.writeValueAsBytes(kept.subList(Math.max(0, kept.size() - REMEMBERED_MAX), kept.size()));
            documents.put(KIND, ALL, latest);
        } catch (IOException e) {
            throw new IllegalStateException("the webhooks that were seen have no JSON", e);
        }
    }

    private List<String> kept() {
        Optional<byte[]> kept = documents.get(KIND, ALL);
        if (kept.isEmpty()) {
            return List.of();
        }
        try {
            return JSON.readValue(kept.get(), new TypeReference<List<String>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("the webhooks that were seen cannot be read: " + e.getMessage(), e);
        }
    }
}
