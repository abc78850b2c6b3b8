package dev.flamegate.delivery.github;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.store.DocumentStore;
import dev.flamegate.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What identities were used for, until they expire: one is good for one question. Whoever got hold of it can repeat that question and
 * nothing else, as a job does that did not hear the answer. Safe for use by many threads.
 */
final class UsedIdentities {
    private static final String KIND = "github-identities-1";
    private static final String ALL = "all";
    private static final int REMEMBERED_MAX = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(UsedIdentities.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentStore documents;
    private final Map<String, Use> uses;

    UsedIdentities(DocumentStore documents) {
        this.documents = documents;
        this.uses = new LinkedHashMap<>(kept());
    }

    /** @param until seconds since 1970 after which the identity is refused anyway */
    private record Use(String question, long until) {}

    /**
     * Takes note of it.
     *
     * @param id of the token, which its issuer gives once
     * @return false if it was used for another question
     */
    synchronized boolean isFor(String id, byte[] question, Instant until, Instant now) {
        uses.values().removeIf(use -> use.until() < now.getEpochSecond());
        Use asked = new Use(hash(question), until.getEpochSecond());
        Use before = uses.get(hash(id.getBytes(StandardCharsets.UTF_8)));
        if (before != null) {
            return before.question().equals(asked.question());
        }
        if (uses.size() >= REMEMBERED_MAX) {
            return false;
        }
        uses.put(hash(id.getBytes(StandardCharsets.UTF_8)), asked);
        keep();
        return true;
    }

    private Map<String, Use> kept() {
        Optional<byte[]> kept = documents.get(KIND, ALL);
        try {
            return kept.isEmpty() ? Map.of() : JSON.readValue(kept.get(), new TypeReference<Map<String, Use>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("the identities that were used cannot be read: " + e.getMessage(), e);
        }
    }

    /** A disk that is full keeps nobody from a verdict: then it is remembered until the service stops. */
    private void keep() {
        try {
            documents.put(KIND, ALL, JSON.writeValueAsBytes(uses));
        } catch (StoreException e) {
            LOG.error("what identities were used for could not be kept; it is in memory only", e);
        } catch (IOException e) {
            throw new IllegalStateException("the identities that were used have no JSON", e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
