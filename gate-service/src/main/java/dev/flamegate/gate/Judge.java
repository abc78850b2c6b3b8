package dev.flamegate.gate;

import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Verdict;
import dev.flamegate.stats.Compared;
import dev.flamegate.stats.RowOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The decision. FAIL needs both keys of a row, significance and material size. PASS is a statement of equivalence: every row's upper
 * bound lies under the size that must be detected. All else is INCONCLUSIVE, with the rows that stand in the way and what would settle
 * them. Pure: same outcome, same judgement.
 */
final class Judge {

    /**
     * What was decided.
     *
     * @param causes none unless the verdict is FAIL
     */
    record Judgement(Verdict verdict, List<Reason> reasons, List<Blame.Cause> causes) {}

    /** Turns flagged rows into causes. */
    private final Function<List<Integer>, List<Blame.Cause>> blame;

    private final Function<Integer, String> nameOfRow;

    Judge(Function<List<Integer>, List<Blame.Cause>> blame, Function<Integer, String> nameOfRow) {
        this.blame = blame;
        this.nameOfRow = nameOfRow;
    }

    Judgement judge(Compared compared) {
        List<RowOutcome> rows = compared.rows();
        List<Integer> flagged = new ArrayList<>();
        List<RowOutcome> open = new ArrayList<>();
        for (RowOutcome row : rows) {
            if (row.significant() && row.material()) {
                flagged.add(row.feature());
            } else if (!row.equivalent()) {
                open.add(row);
            }
        }
        if (!flagged.isEmpty()) {
            return new Judgement(Verdict.FAIL, List.of(), blame.apply(flagged));
        }
        if (open.isEmpty()) {
            return new Judgement(Verdict.PASS, List.of(), List.of());
        }
        return new Judgement(Verdict.INCONCLUSIVE, List.of(reason(open, compared)), List.of());
    }

    private Reason reason(List<RowOutcome> open, Compared compared) {
        RowOutcome worst = open.stream()
                .max(Comparator.comparingDouble(RowOutcome::replicateFactor))
                .orElseThrow();
        String sentence = String.format(
                Locale.ROOT,
                "%d of %d functions could have grown by the must-detect size unnoticed; the least certain is `%s`: measured "
                        + "%+.2f points, a growth of %.2f points is not ruled out, and %.2f had to be",
                open.size(),
                compared.rows().size(),
                nameOfRow.apply(worst.feature()),
                100 * worst.delta(),
                100 * worst.upperBound(),
                100 * worst.mustDetectSize());
        return new Reason("not-ruled-out", sentence, remedy(worst, compared));
    }

    private static String remedy(RowOutcome worst, Compared compared) {
        int pods = Math.min(compared.baselineReplicates(), compared.candidateReplicates());
        long enough = (long) Math.ceil(pods * Math.max(1, worst.replicateFactor()));
        if (enough <= pods) {
            return "Repeat the comparison: it has the power to decide, and this row came out near the limit.";
        }
        return "About " + enough + " pods a side (now " + pods
                + ") would settle it; longer windows help where few samples, not differences between pods, are the cause.";
    }
}
