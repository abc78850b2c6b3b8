package dev.flamegate.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The last runs of every service and profile type, one document each. A run replaces those it overlaps in time: they are looks at the
 * same profiles. More are kept than are borrowed, so that asking again about last week still finds what was there to borrow then.
 */
final class PastRuns {
    private static final String KIND = "past-runs-1";
    private static final int RUNS_MAX = 4 * History.RUNS;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentStore documents;

    PastRuns(DocumentStore documents) {
        this.documents = documents;
    }

    /** In order of time. */
    List<PastRun> of(String service, ProfileType type) {
        Optional<byte[]> document = documents.get(KIND, id(service, type));
        if (document.isEmpty()) {
            return List.of();
        }
        try {
            return JSON.readValue(document.get(), new TypeReference<List<PastRun>>() {});
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the past runs of " + id(service, type) + " cannot be read: " + e.getMessage(), e);
        }
    }

    void keep(String service, ProfileType type, PastRun run) {
        List<PastRun> runs = new ArrayList<>(of(service, type));
        runs.removeIf(kept -> kept.startNanos() < run.endNanos() && run.startNanos() < kept.endNanos());
        runs.add(run);
        runs.sort(Comparator.comparingLong(PastRun::startNanos));
        List<PastRun> newest = runs.subList(Math.max(0, runs.size() - RUNS_MAX), runs.size());
        try {
            documents.put(KIND, id(service, type), JSON.writeValueAsBytes(newest));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("past runs of " + id(service, type) + " have no JSON", e);
        }
    }

    private static String id(String service, ProfileType type) {
        return service + " " + type;
    }
}
