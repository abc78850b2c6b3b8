package dev.flamegate.gate;

import dev.flamegate.profile.Labels;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Verdict;
import dev.flamegate.store.DocumentStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the latest gate of every version as a candidate said, so that none that failed becomes a baseline by itself. */
public final class CandidateVerdicts {
    private static final String KIND = "candidate-verdict-1";

    private final DocumentStore documents;

    public CandidateVerdicts(DocumentStore documents) {
        this.documents = documents;
    }

    /** Kept only if all profiles of the candidate are of one version. */
    void keep(FrozenGate gate, GateReport report) {
        List<String> versions = gate.parts().stream()
                .flatMap(part -> part.selection().candidate().pods().stream())
                .flatMap(pod -> pod.windows().stream())
                .map(window -> window.labels().valueOrEmpty(Labels.VERSION))
                .distinct()
                .toList();
        if (versions.size() == 1 && !versions.get(0).isEmpty()) {
            String verdict = report.verdict() + " " + report.id();
            documents.put(
                    KIND, id(gate.selection().service(), versions.get(0)), verdict.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The latest gate of a version as a candidate, whatever it said. */
    public Optional<String> latest(String service, String version) {
        return documents
                .get(KIND, id(service, version))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .map(verdict -> verdict.substring(verdict.indexOf(' ') + 1));
    }

    /** The gate that failed the version, if the latest one did. */
    public Optional<String> failure(String service, String version) {
        return documents
                .get(KIND, id(service, version))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(verdict -> verdict.startsWith(Verdict.FAIL + " "))
                .map(verdict -> verdict.substring(Verdict.FAIL.toString().length() + 1));
    }

    private static String id(String service, String version) {
        return service + "\0" + version;
    }
}
