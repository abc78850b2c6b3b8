package dev.flamegate.gate;

import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Verdict;
import dev.flamegate.stats.Compared;
import dev.flamegate.stats.RowOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The decision. FAIL needs both keys of a row, significance and material size, and a row that the mix of requests cannot move. PASS is
 * a statement of equivalence: every row's upper bound lies under the size that must be detected. All else is INCONCLUSIVE, with the
 * rows that stand in the way and what would settle them. Pure: same comparison, same judgement.
 */
final class Judge {
    private static final int NAMES_MAX = 3;

    /**
     * What was decided.
     *
     * @param caveats what the reader should know beside the reasons
     * @param causes none unless the verdict is FAIL
     */
    record Judgement(Verdict verdict, List<Reason> reasons, List<Reason> caveats, List<Blame.Cause> causes) {}

    private final Comparison comparison;
    private final Compared compared;

    Judge(Comparison comparison) {
        this.comparison = comparison;
        this.compared = comparison.compared();
    }

    Judgement judge() {
        List<Integer> flagged = new ArrayList<>();
        List<Integer> entryLevel = new ArrayList<>();
        for (RowOutcome row : compared.rows()) {
            if (row.significant() && row.material()) {
                (comparison.mayFail(row.feature()) ? flagged : entryLevel).add(row.feature());
            }
        }
        List<Blame.Cause> causes = new Blame(comparison).causes(flagged, entryLevel);
        Set<Integer> explained = new HashSet<>(flagged);
        causes.forEach(cause -> explained.addAll(cause.callers()));
        List<RowOutcome> traffic = entryLevel.stream()
                .filter(row -> !explained.contains(row))
                .map(compared.rows()::get)
                .toList();
        List<Reason> mix = traffic.isEmpty() ? List.of() : List.of(trafficMix(traffic));
        if (!causes.isEmpty()) {
            return new Judgement(Verdict.FAIL, List.of(), mix, causes);
        }
        List<RowOutcome> open = compared.rows().stream()
                .filter(row -> !row.equivalent() && !traffic.contains(row))
                .toList();
        List<Reason> reasons = new ArrayList<>(mix);
        if (!open.isEmpty()) {
            reasons.add(notRuledOut(open));
        }
        return new Judgement(reasons.isEmpty() ? Verdict.PASS : Verdict.INCONCLUSIVE, reasons, List.of(), List.of());
    }

    /** More requests and slower requests of one kind look the same in shares. */
    private Reason trafficMix(List<RowOutcome> rows) {
        List<String> names = rows.stream()
                .sorted(Comparator.comparingDouble(RowOutcome::delta).reversed())
                .map(row -> "`" + name(row) + "`")
                .distinct()
                .toList();
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_MAX, names.size())))
                + (names.size() > NAMES_MAX ? " and " + (names.size() - NAMES_MAX) + " more" : "");
        return new Reason(
                "traffic-mix",
                "Traffic mix or entry-point change: " + shown
                        + " grew as a whole, at entry points, where more requests and slower requests look alike",
                "Send both versions the same mix of requests, or set the entry points (gate.entry_points) if these are none.");
    }

    private Reason notRuledOut(List<RowOutcome> open) {
        RowOutcome worst = open.stream()
                .max(Comparator.comparingDouble(RowOutcome::replicateFactor))
                .orElseThrow();
        String sentence = String.format(
                Locale.ROOT,
                "%d of %d functions could have grown by the must-detect size unnoticed; the least certain is `%s`: measured "
                        + "%+.2f points, a growth of %.2f points is not ruled out, and %.2f had to be",
                open.size(),
                compared.rows().size(),
                name(worst),
                100 * worst.delta(),
                100 * worst.upperBound(),
                100 * worst.mustDetectSize());
        return new Reason("not-ruled-out", sentence, remedy(worst));
    }

    private String name(RowOutcome row) {
        return comparison.merged().name(comparison.rows().get(row.feature()).function());
    }

    private String remedy(RowOutcome worst) {
        int pods = Math.min(compared.baselineReplicates(), compared.candidateReplicates());
        long enough = (long) Math.ceil(pods * Math.max(1, worst.replicateFactor()));
        if (enough <= pods) {
            return "Repeat the comparison: it has the power to decide, and this row came out near the limit.";
        }
        return "About " + enough + " pods a side (now " + pods
                + ") would settle it; longer windows help where few samples, not differences between pods, are the cause.";
    }
}
