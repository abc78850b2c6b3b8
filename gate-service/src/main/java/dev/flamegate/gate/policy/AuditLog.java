package dev.flamegate.gate.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who changed what about policies, and which acknowledgements were made use of. Entries are never changed. Safe for many threads. */
public final class AuditLog {
    private static final String KIND = "audit-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentStore documents;
    private final Clock clock;
    private long lastMillis;
    private int inMilli;

    /**
     * Who asked. There is no authentication yet: the name is what the sender says, the address is what the connection shows.
     *
     * @param who name; empty if not said
     * @param address of the client; empty if not known
     * @param commit that the policy is of; empty if not said
     */
    public record Sender(String who, String address, String commit) {
        public static final Sender UNKNOWN = new Sender("", "", "");
    }

    /**
     * One thing that happened.
     *
     * @param at ISO 8601, UTC
     * @param action {@code policy-set}, {@code policy-removed}, {@code policy-sent}, or {@code acknowledgement-} and its state
     * @param detail in words
     * @param hash of the policy's text; null if there is none any more
     * @param gate id of the gate in which it happened; null if in none
     */
    public record Entry(
            String at,
            String action,
            String service,
            Sender sender,
            String detail,
            @Nullable String hash,
            @Nullable String gate) {}

    public AuditLog(DocumentStore documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /** Durable when it returns. */
    public void add(
            String action, String service, Sender sender, String detail, @Nullable String hash, @Nullable String gate) {
        String at = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        try {
            documents.put(
                    KIND, nextId(), JSON.writeValueAsBytes(new Entry(at, action, service, sender, detail, hash, gate)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit entry of " + service + " has no JSON", e);
        }
    }

    /** Ids ascend with time, also when the clock goes back within a run of the service; none is used twice. */
    private synchronized String nextId() {
        long millis = Math.max(lastMillis, clock.millis());
        inMilli = millis == lastMillis ? inMilli + 1 : 0;
        lastMillis = millis;
        String id = id(millis, inMilli);
        while (documents.get(KIND, id).isPresent()) {
            id = id(millis, ++inMilli);
        }
        return id;
    }

    private static String id(long millis, int number) {
        return String.format(Locale.ROOT, "%015d-%06d", millis, number);
    }

    /** The newest first, at most {@code countMax}. */
    public List<Entry> latest(int countMax) {
        List<String> ids = new ArrayList<>(documents.ids(KIND));
        Collections.reverse(ids);
        return ids.stream().limit(countMax).map(this::entry).toList();
    }

    private Entry entry(String id) {
        byte[] json =
                documents.get(KIND, id).orElseThrow(() -> new IllegalStateException("audit entry " + id + " is gone"));
        try {
            return JSON.readValue(json, Entry.class);
        } catch (IOException e) {
            throw new IllegalStateException("audit entry " + id + " cannot be read: " + e.getMessage(), e);
        }
    }
}
