package dev.flamegate.gate;

import dev.flamegate.reports.GateReport;

/**
 * A question that was answered, and that nothing is kept of yet.
 *
 * @param gate what it was answered from
 */
public record Looked(EvaluationRequest request, FrozenGate gate, TypeFamily.Answer answer) {

    public GateReport report() {
        return answer.report();
    }
}
