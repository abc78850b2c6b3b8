package dev.flamegate.gate.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Policies that are kept on the server, one for each service; every change is in the audit log. Safe for many threads. */
public final class KeptPolicies {
    private static final String KIND = "service-policy-1";
    private static final String SEEN = "service-policy-seen-1";
    private static final String NAME = "policy on the server";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentStore documents;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * A kept policy.
     *
     * @param text null once it was removed: the change stays
     * @param at when it was set, ISO 8601, UTC
     */
    public record Kept(@Nullable String text, String at, AuditLog.Sender sender) {}

    public KeptPolicies(DocumentStore documents, AuditLog audit, Clock clock) {
        this.documents = documents;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws PolicyException if the text is no policy: nothing is changed then */
    public synchronized PolicyFile set(String service, String text, AuditLog.Sender sender) {
        PolicyFile file = PolicyFile.read(NAME, text);
        audit.add("policy-set", service, sender, "policy of the service was set", file.hash(), null);
        put(service, new Kept(text, now(), sender));
        return file;
    }

    /** Whether there was one. */
    public synchronized boolean remove(String service, AuditLog.Sender sender) {
        if (find(service).isEmpty()) {
            return false;
        }
        audit.add("policy-removed", service, sender, "policy of the service was removed", null, null);
        put(service, new Kept(null, now(), sender));
        return true;
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void put(String service, Kept kept) {
        try {
            documents.put(KIND, service, JSON.writeValueAsBytes(kept));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the policy of " + service + " has no JSON", e);
        }
    }

    /** What is kept for a service; empty if nothing is, or not any more. */
    public Optional<Kept> find(String service) {
        return documents.get(KIND, service).map(json -> kept(service, json)).filter(kept -> kept.text() != null);
    }

    /** The policy itself. */
    public Optional<PolicyFile> file(String service) {
        return find(service).flatMap(kept -> Optional.ofNullable(kept.text())).map(text -> PolicyFile.read(NAME, text));
    }

    private static Kept kept(String service, byte[] json) {
        try {
            return JSON.readValue(json, Kept.class);
        } catch (IOException e) {
            throw new IllegalStateException("the policy of " + service + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A repository's policy is a change of policy when it is first sent with other text than the last one. */
    public synchronized void seen(String service, PolicyFile file, AuditLog.Sender sender, String gate) {
        byte[] hash = file.hash().getBytes(StandardCharsets.UTF_8);
        boolean same = documents
                .get(SEEN, service)
                .filter(before -> java.util.Arrays.equals(before, hash))
                .isPresent();
        if (!same) {
            audit.add(
                    "policy-sent",
                    service,
                    sender,
                    "a gate was asked by " + file.name() + ", other than the gate before",
                    file.hash(),
                    gate);
            documents.put(SEEN, service, hash);
        }
    }
}
