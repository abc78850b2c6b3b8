package dev.flamegate.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.Verdict;
import dev.flamegate.store.DocumentStore;
import java.io.IOException;
import java.util.Optional;

/**
 * Gates in a line each, for lists of many: a report is large, takes long to read, and never changes once it is done. Safe for use by many
 * threads.
 */
public final class GateSummaries {
    private static final String KIND = "gate-summary-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentStore documents;

    public GateSummaries(DocumentStore documents) {
        this.documents = documents;
    }

    /**
     * One gate.
     *
     * @param sentence its headline; names stand between back-ticks
     * @param createdAt ISO 8601, UTC
     */
    public record Summary(
            String id,
            Verdict verdict,
            String sentence,
            String service,
            String baseline,
            String candidate,
            String createdAt) {}

    /** A disk that is full keeps nobody from an answer: the summary can be made again. */
    public Summary keep(GateReport report) {
        Summary summary = new Summary(
                report.id(),
                report.verdict(),
                Headline.of(report),
                report.subject().service(),
                report.subject().baseline().name(),
                report.subject().candidate().name(),
                report.provenance().createdAt());
        KeptAnswers.keepIfRoom(() -> documents.put(KIND, report.id(), bytes(summary)));
        return summary;
    }

    private static byte[] bytes(Summary summary) {
        try {
            return JSON.writeValueAsBytes(summary);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("gate " + summary.id() + " has no JSON", e);
        }
    }

    /** Empty if none was kept. */
    public Optional<Summary> find(String id) {
        Optional<byte[]> document = documents.get(KIND, id);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(document.get(), Summary.class));
        } catch (IOException e) {
            throw new IllegalStateException("the summary of gate " + id + " cannot be read: " + e.getMessage(), e);
        }
    }
}
