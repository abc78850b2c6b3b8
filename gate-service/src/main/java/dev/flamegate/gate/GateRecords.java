package dev.flamegate.gate;

import dev.flamegate.gate.EvaluationRequest.SentPolicy;
import dev.flamegate.gate.policy.AuditLog;
import dev.flamegate.gate.policy.KeptPolicies;
import dev.flamegate.gate.policy.Meaning;
import dev.flamegate.reports.Acknowledged;
import dev.flamegate.reports.AppliedPolicy;
import dev.flamegate.reports.Conclusion;
import dev.flamegate.reports.GateReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a gate looks up and leaves behind beside its report: the policy in force, the evidence, the audit log. A policy that was sent with
 * the question goes before one that is kept on the server, and that before the settings; they are not mixed.
 */
public record GateRecords(KeptPolicies policies, EvidenceLog evidence, AuditLog audit, SelfRecords own) {

    Optional<FrozenGate.InForce> inForce(EvaluationRequest request) {
        return request.policy()
                .map(sent -> new FrozenGate.InForce(sent.file(), AppliedPolicy.Source.QUESTION))
                .or(() -> policies.file(request.service())
                        .map(file -> new FrozenGate.InForce(file, AppliedPolicy.Source.SERVICE)));
    }

    /** Before the report is kept: no report is without its evidence. */
    void keep(FrozenGate gate, EvidenceLog.Frozen frozen, EvaluationRequest request, GateReport report) {
        frozen.keep();
        AuditLog.Sender sender = request.policy().map(SentPolicy::sender).orElse(AuditLog.Sender.UNKNOWN);
        request.policy().ifPresent(sent -> policies.seen(request.service(), sent.file(), sender, gate.id()));
        List<Acknowledged> all = report.everyType().stream()
                .flatMap(type -> type.policy().acknowledgements().stream())
                .toList();
        for (Acknowledged one : all) {
            if (one.state() != Acknowledged.State.UNUSED) {
                String action = "acknowledgement-" + one.state().name().toLowerCase(Locale.ROOT);
                String detail = one.sentence() + "; by " + one.author() + ": " + one.reason();
                audit.add(
                        action,
                        request.service(),
                        sender,
                        detail,
                        report.policy().hash(),
                        gate.id());
            }
        }
    }

    /** What a gate that could not run means; where not even its policy can be read, it fails. */
    Conclusion meaningOfErrors(EvaluationRequest request) {
        Meaning meaning = inForce(request)
                .map(policy -> policy.file().document().informational()
                        ? Meaning.NEUTRAL
                        : policy.file().document().errors())
                .orElse(Meaning.FAIL);
        return switch (meaning) {
            case FAIL -> Conclusion.FAILURE;
            case NEUTRAL -> Conclusion.NEUTRAL;
            case PASS -> Conclusion.SUCCESS;
        };
    }
}
