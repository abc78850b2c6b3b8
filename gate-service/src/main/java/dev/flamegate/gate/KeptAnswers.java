package dev.flamegate.gate;

import dev.flamegate.gate.Gates.Done;
import dev.flamegate.gate.Gates.Failed;
import dev.flamegate.gate.Gates.GateState;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.ReportJson;
import dev.flamegate.store.DocumentStore;
import dev.flamegate.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers of gates as documents; those that a full disk has no room for are held in memory for a while. Safe for use by many threads. */
final class KeptAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(KeptAnswers.class);
    private static final String FAILURE = "gate-failure";
    private static final String FAILURE_MEANS = "gate-failure-means";
    private static final int UNKEPT_MAX = 100;

    private final DocumentStore documents;
    private final Map<String, Done> unkept = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Done> eldest) {
            return size() > UNKEPT_MAX;
        }
    });

    KeptAnswers(DocumentStore documents) {
        this.documents = documents;
    }

    /** A disk that is full keeps nobody from an answer: it is held in memory, until later ones take its place or the service stops. */
    void keep(GateReport report) {
        if (!keepIfRoom(() -> documents.put(QueuedGates.REPORT, report.id(), ReportJson.write(report)))) {
            unkept.put(report.id(), new Done(report));
        }
    }

    /** @return whether there was room */
    static boolean keepIfRoom(Runnable keeping) {
        try {
            keeping.run();
            return true;
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.FULL) {
                throw e;
            }
            LOG.error("the answer of a gate could not be kept", e);
            return false;
        }
    }

    /** @param meaning of errors, by the policy of the question, which may not be readable either */
    Failed keepFailure(String id, RuntimeException cause, Supplier<Conclusion> meaning) {
        String message = "The gate could not run: " + cause.getMessage();
        try {
            Conclusion conclusion = meaning.get();
            documents.put(FAILURE_MEANS, id, conclusion.name().getBytes(StandardCharsets.UTF_8));
            documents.put(FAILURE, id, message.getBytes(StandardCharsets.UTF_8));
            return new Failed(message, conclusion);
        } catch (RuntimeException e) {
            LOG.error("gate {}: its failure could not be kept either", id, e);
        }
        return new Failed(message);
    }

    Optional<GateState> find(String id) {
        Done held = unkept.get(id);
        if (held != null) {
            return Optional.of(held);
        }
        Optional<byte[]> report = documents.get(QueuedGates.REPORT, id);
        if (report.isPresent()) {
            return Optional.of(new Done(ReportJson.read(report.get())));
        }
        return documents
                .get(FAILURE, id)
                .map(message -> new Failed(new String(message, StandardCharsets.UTF_8), conclusion(id)));
    }

    private Conclusion conclusion(String id) {
        return documents
                .get(FAILURE_MEANS, id)
                .map(name -> Conclusion.valueOf(new String(name, StandardCharsets.UTF_8)))
                .orElse(Conclusion.FAILURE);
    }

    /** Ids of reports, newest first. */
    List<String> latest(int countMax) {
        List<String> all = new ArrayList<>(documents.ids(QueuedGates.REPORT));
        Collections.reverse(all);
        return all.subList(0, Math.min(countMax, all.size()));
    }
}
