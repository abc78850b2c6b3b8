package dev.flamegate.bench;

import dev.flamegate.gate.Evaluation;
import dev.flamegate.gate.PastRun;
import dev.flamegate.gate.Policy;
import dev.flamegate.gate.Selection;
import dev.flamegate.reports.Evidence;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Measure;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Row;
import dev.flamegate.reports.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an experiment keeps of a report.
 *
 * @param tested every row, as {@link #key} names them
 * @param significant rows that grew significantly, whatever their size
 * @param moved whether any cost was called moved
 * @param causes functions of the findings, worst first; none if only the cost of a request fails
 * @param nanos time the gate took
 */
record Judged(
        Verdict verdict, Set<String> tested, Set<String> significant, boolean moved, List<String> causes, long nanos) {

    private static final Policy POLICY = Policy.withDefaults();
    private static final Provenance HERE = new Provenance("2026-01-01T00:00:00Z", "bench", 0, "");

    /** An answer with the time it took. */
    record Timed(Evaluation.Answer answer, long nanos) {
        GateReport report() {
            return answer.report();
        }
    }

    static Timed gate(Selection selection, Look look, List<PastRun> past) {
        long start = System.nanoTime();
        Evaluation.Answer answer = new Evaluation(POLICY).answer(selection, look, past, "bench", HERE);
        return new Timed(answer, System.nanoTime() - start);
    }

    static Judged of(Selection selection) {
        return of(gate(selection, Look.ONLY, List.of()));
    }

    static Judged of(Timed timed) {
        GateReport report = timed.report();
        double alpha = POLICY.shares().alpha();
        return new Judged(
                report.verdict(),
                keys(report.rows().stream()),
                keys(report.rows().stream().filter(row -> rejects(row.evidence(), alpha))),
                report.caveats().stream().anyMatch(caveat -> caveat.code().equals("moved")),
                report.findings().stream()
                        .map(finding -> report.rows().get(finding.row()))
                        .map(Row::function)
                        .toList(),
                timed.nanos);
    }

    private static Set<String> keys(Stream<Row> rows) {
        return rows.map(row -> key(row.measure(), row.function())).collect(Collectors.toSet());
    }

    private static boolean rejects(Evidence evidence, double alpha) {
        return evidence.adjustedP() <= alpha && evidence.delta() > 0;
    }

    static String key(Measure measure, String function) {
        return measure.word() + " " + function;
    }

    boolean fails() {
        return verdict == Verdict.FAIL;
    }

    boolean passes() {
        return verdict == Verdict.PASS;
    }

    boolean inconclusive() {
        return verdict == Verdict.INCONCLUSIVE;
    }

    /** Whether it fails and its first finding names one of these functions. */
    boolean blames(Set<String> culprits) {
        return fails() && !causes.isEmpty() && culprits.contains(causes.get(0));
    }

    /** Whether the row of a target, or a row that stands in for it, is significant. */
    boolean finds(Target target, SimulatedProgram program) {
        String own = key(target.measure(), program.name(target.function()));
        if (tested.contains(own)) {
            return significant.contains(own);
        }
        for (int function : target.neighbours(program)) {
            String name = program.name(function);
            if (significant.contains(key(Measure.SELF, name)) || significant.contains(key(Measure.TOTAL, name))) {
                return true;
            }
        }
        return false;
    }
}
