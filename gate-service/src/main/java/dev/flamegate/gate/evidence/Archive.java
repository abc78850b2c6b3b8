package dev.flamegate.gate.evidence;

import dev.flamegate.gate.CandidateVerdicts;
import dev.flamegate.gate.GateRecords;
import dev.flamegate.gate.GateSummaries;
import dev.flamegate.gate.policy.AuditLog;
import dev.flamegate.gate.policy.KeptPolicies;
import dev.flamegate.gate.trial.TrialLog;
import dev.flamegate.store.DocumentStore;
import java.time.Clock;

/** What the service keeps of its gates beside their reports. */
public record Archive(
        KeptPolicies policies,
        AuditLog audit,
        Replays replays,
        TrialLog trials,
        GateRecords records,
        CandidateVerdicts verdicts,
        GateSummaries summaries) {

    public static Archive in(DocumentStore documents, Clock clock) {
        AuditLog audit = new AuditLog(documents, clock);
        KeptPolicies policies = new KeptPolicies(documents, audit, clock);
        TrialLog trials = new TrialLog(documents, clock);
        GateRecords records = new GateRecords(policies, new DocumentEvidence(documents), audit, trials);
        CandidateVerdicts verdicts = new CandidateVerdicts(documents);
        return new Archive(
                policies, audit, new Replays(documents), trials, records, verdicts, new GateSummaries(documents));
    }
}
