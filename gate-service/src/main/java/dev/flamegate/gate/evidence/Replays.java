package dev.flamegate.gate.evidence;

import dev.flamegate.gate.FrozenGate;
import dev.flamegate.gate.QueuedGates;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.ReportJson;
import dev.flamegate.store.DocumentStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes verdicts again from what is kept of them. */
public final class Replays {
    private static final int EXCERPT = 60;

    private final DocumentStore documents;
    private final DocumentEvidence evidence;

    public Replays(DocumentStore documents) {
        this.documents = documents;
        this.evidence = new DocumentEvidence(documents);
    }

    /**
     * One verdict made again.
     *
     * @param difference where the reports first differ, with what is there in both; null if they are equal to the byte
     */
    public record Replayed(
            String id,
            boolean identical,
            int reportBytes,
            @Nullable String difference) {}

    /**
     * What another policy says to one gate.
     *
     * @param skipped why nothing was said: the evidence is missing; null if it was judged
     */
    public record Rejudged(
            String id,
            String service,
            String baseline,
            String candidate,
            String createdAt,
            String verdict,
            String conclusion,
            @Nullable String newVerdict,
            @Nullable String newConclusion,
            @Nullable String newHeadline,
            List<String> findingsGone,
            List<String> findingsNew,
            @Nullable String skipped) {}

    /** As it is kept: JSON in gzip, described in docs/evidence.md. */
    public Optional<byte[]> evidence(String id) {
        return evidence.bytes(id);
    }

    /**
     * @return empty if there is no report or no evidence under this id
     * @throws IllegalArgumentException if the evidence cannot be read
     */
    public Optional<Replayed> replay(String id) {
        Optional<byte[]> kept = documents.get(QueuedGates.REPORT, id);
        Optional<FrozenGate> gate = evidence.find(id);
        if (kept.isEmpty() || gate.isEmpty()) {
            return Optional.empty();
        }
        byte[] again = ReportJson.write(gate.get().answer().report());
        boolean identical = Arrays.equals(kept.get(), again);
        String difference = identical ? null : difference(kept.get(), again);
        return Optional.of(new Replayed(id, identical, kept.get().length, difference));
    }

    private static String difference(byte[] kept, byte[] again) {
        int at = Arrays.mismatch(kept, again);
        return "byte " + at + ": kept ..." + excerpt(kept, at) + ", made again ..." + excerpt(again, at);
    }

    private static String excerpt(byte[] json, int at) {
        int from = Math.max(0, at - EXCERPT);
        int to = Math.min(json.length, at + EXCERPT);
        return new String(json, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * The last gates, judged by another policy as if it had been in force on their day.
     *
     * @param service only its gates; null for all
     * @param last how many gates, newest first
     */
    public List<Rejudged> rejudge(PolicyFile policy, @Nullable String service, int last) {
        List<String> ids = new ArrayList<>(documents.ids(QueuedGates.REPORT));
        Collections.reverse(ids);
        List<Rejudged> answers = new ArrayList<>();
        for (String id : ids) {
            if (answers.size() == last) {
                break;
            }
            GateReport before = ReportJson.read(documents
                    .get(QueuedGates.REPORT, id)
                    .orElseThrow(() -> new IllegalStateException("report of gate " + id + " is gone")));
            if (service == null || service.equals(before.subject().service())) {
                answers.add(rejudged(before, policy));
            }
        }
        return answers;
    }

    private Rejudged rejudged(GateReport before, PolicyFile policy) {
        GateReport after = evidence.find(before.id())
                .map(gate -> gate.under(policy).answer().report())
                .orElse(null);
        List<String> old = findings(before);
        List<String> now = after == null ? old : findings(after);
        return new Rejudged(
                before.id(),
                before.subject().service(),
                before.subject().baseline().name(),
                before.subject().candidate().name(),
                before.provenance().createdAt(),
                before.verdict().name(),
                before.policy().conclusion().name(),
                after == null ? null : after.verdict().name(),
                after == null ? null : after.policy().conclusion().name(),
                after == null ? null : Headline.of(after),
                without(old, now),
                without(now, old),
                after == null ? "no evidence is kept of this gate" : null);
    }

    private static List<String> findings(GateReport report) {
        List<String> names = new ArrayList<>();
        for (GateReport type : report.everyType()) {
            String of = report.others().isEmpty() ? "" : " (" + type.subject().profileType() + ")";
            type.findings()
                    .forEach(finding -> names.add(type.rows().get(finding.row()).function() + of));
            if (type.requestCostFails()) {
                names.add("cost of a request" + of);
            }
        }
        return names;
    }

    private static List<String> without(List<String> all, List<String> gone) {
        return all.stream().filter(name -> !gone.contains(name)).toList();
    }
}
