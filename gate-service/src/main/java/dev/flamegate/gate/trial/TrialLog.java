package dev.flamegate.gate.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.gate.SelfRecord;
import dev.flamegate.gate.SelfRecords;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The trials of the last days, a document a service. Safe for use by many threads. */
public final class TrialLog implements SelfRecords {
    private static final String KIND = "trials-1";
    private static final int TRIALS_MAX = 5000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentStore documents;
    private final Clock clock;

    public TrialLog(DocumentStore documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * The trials of one profile type, counted.
     *
     * @param compared trials in which something was tested
     * @param level error rate that the newest of them promised
     * @param leastRate the rate that so many FAILs speak of at least
     */
    public record OfType(
            String type, int failed, int compared, double level, double leastRate, boolean isAbove, String lastAt) {}

    /** Of the last 30 days, in order of time. */
    public List<Trial> trials(String service) {
        Instant since = clock.instant().minus(Duration.ofDays(SelfRecord.DAYS));
        return all(service).stream()
                .filter(trial -> !Instant.parse(trial.at()).isBefore(since))
                .toList();
    }

    private List<Trial> all(String service) {
        Optional<byte[]> document = documents.get(KIND, service);
        if (document.isEmpty()) {
            return List.of();
        }
        try {
            return JSON.readValue(document.get(), new TypeReference<List<Trial>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("the trials of " + service + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Services that were ever tried. */
    public List<String> services() {
        return documents.ids(KIND);
    }

    /** Durable when it returns; what is too old to count is dropped. */
    public synchronized void add(String service, Trial trial) {
        List<Trial> kept = new ArrayList<>(trials(service));
        kept.add(trial);
        kept.sort(Comparator.comparing(one -> Instant.parse(one.at())));
        List<Trial> newest = kept.subList(Math.max(0, kept.size() - TRIALS_MAX), kept.size());
        try {
            documents.put(KIND, service, JSON.writeValueAsBytes(newest));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("trials of " + service + " have no JSON", e);
        }
    }

    /** When this type was last tried, with or without a result. */
    Optional<Instant> last(String service, String type) {
        return all(service).stream()
                .filter(trial -> trial.type().equals(type))
                .map(trial -> Instant.parse(trial.at()))
                .max(Comparator.naturalOrder());
    }

    /** Sorted by type. */
    public List<OfType> types(String service) {
        Map<String, List<Trial>> byType = new TreeMap<>();
        for (Trial trial : trials(service)) {
            byType.computeIfAbsent(trial.type(), any -> new ArrayList<>()).add(trial);
        }
        return byType.entrySet().stream()
                .map(entry -> counted(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static OfType counted(String type, List<Trial> trials) {
        int compared = (int) trials.stream().filter(Trial::tested).count();
        int failed = (int) trials.stream().filter(Trial::failed).count();
        Trial last = trials.get(trials.size() - 1);
        return new OfType(
                type,
                failed,
                compared,
                last.level(),
                SelfRecord.leastRate(failed, compared),
                SelfRecord.isAbove(failed, compared, last.level()),
                last.at());
    }

    @Override
    public SelfRecord of(String service) {
        List<OfType> types = types(service);
        return new SelfRecord(
                types.stream().mapToInt(OfType::failed).sum(),
                types.stream().mapToInt(OfType::compared).sum(),
                types.stream()
                        .filter(OfType::isAbove)
                        .max(Comparator.comparingDouble(OfType::leastRate))
                        .map(one -> new SelfRecord.Excess(one.type(), one.failed(), one.compared(), one.level()))
                        .orElse(null));
    }
}
