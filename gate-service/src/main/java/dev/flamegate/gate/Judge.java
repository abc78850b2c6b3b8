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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The decision. FAIL needs both keys of a row, significance and material size, and a row that the mix of requests cannot move. PASS is
 * a statement of equivalence: every row's upper bound lies under the size that must be detected. All else is INCONCLUSIVE, with the
 * rows that stand in the way and what would settle them. Pure: same comparison, same judgement.
 */
final class Judge {
    private static final int NAMES_MAX = 3;

    /** Longer windows are advised where they need at most so many times the samples that more pods would. */
    private static final double LONGER_MAX = 2;

    /**
     * What was decided.
     *
     * @param caveats what the reader should know beside the reasons
     * @param causes none unless the verdict is FAIL
     * @param moved causes that fail nothing
     * @param excused growths that the policy has something to say about, whether it lets them through or not
     */
    record Judgement(
            Verdict verdict,
            List<Reason> reasons,
            List<Reason> caveats,
            List<Blame.Cause> causes,
            List<Moved> moved,
            List<Excused> excused) {}

    /**
     * A cause whose cost was elsewhere before.
     *
     * @param givers functions that gave it up, the largest decrease first
     * @param settled whether cause and givers together are equivalent
     */
    record Moved(Blame.Cause cause, List<Integer> givers, boolean settled) {}

    private final Comparison all;
    private final Comparison comparison;
    private final Compared compared;

    /**
     * @param all before what became cheaper was left out
     * @param comparison without it
     */
    Judge(Comparison all, Comparison comparison) {
        this.all = all;
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
        Blame blame = new Blame(comparison);
        RuntimeGrowth runtime = RuntimeGrowth.taken(comparison, blame, flagged, entryLevel);
        List<Blame.Cause> causes = blame.causes(flagged, entryLevel);
        causes.forEach(cause -> entryLevel.removeAll(cause.callers()));
        List<Blame.Cause> mix = blame.causes(entryLevel, List.of());
        List<Moved> moved = moved(Stream.concat(causes.stream(), mix.stream()).toList());
        List<Blame.Cause> grown = without(moved, causes);
        List<Blame.Cause> mixed = without(moved, mix);
        List<Excused> excused = new Excuses(comparison.policy().rules())
                .of(Stream.concat(grown.stream(), mixed.stream()).toList(), comparison);
        return verdict(notExcused(excused, grown), notExcused(excused, mixed), moved, excused, runtime);
    }

    private static List<Blame.Cause> without(List<Moved> moved, List<Blame.Cause> causes) {
        return causes.stream()
                .filter(cause -> moved.stream().noneMatch(one -> one.cause == cause))
                .toList();
    }

    private static List<Blame.Cause> notExcused(List<Excused> excused, List<Blame.Cause> causes) {
        return causes.stream()
                .filter(cause -> excused(excused).noneMatch(cause::equals))
                .toList();
    }

    /** Causes that the policy lets through. */
    private static Stream<Blame.Cause> excused(List<Excused> excused) {
        return excused.stream().filter(Excused::excuses).flatMap(one -> one.cause().stream());
    }

    private static Set<Integer> rows(Stream<Blame.Cause> causes) {
        Set<Integer> rows = new HashSet<>();
        causes.forEach(cause -> {
            rows.add(cause.row());
            rows.addAll(cause.callers());
        });
        return rows;
    }

    private Judgement verdict(
            List<Blame.Cause> grown,
            List<Blame.Cause> mix,
            List<Moved> moved,
            List<Excused> excused,
            RuntimeGrowth runtime) {
        List<Reason> caveats = new ArrayList<>(moved.stream().map(this::moved).toList());
        List<Reason> traffic = new ArrayList<>(runtime.reasons());
        if (!mix.isEmpty()) {
            traffic.add(trafficMix(mix));
        }
        if (!grown.isEmpty()) {
            caveats.addAll(traffic);
            return new Judgement(Verdict.FAIL, List.of(), caveats, grown, moved, excused);
        }
        Set<Integer> explained = rows(Stream.of(
                        mix.stream(),
                        excused(excused),
                        runtime.causes().stream(),
                        moved.stream().filter(Moved::settled).map(Moved::cause))
                .flatMap(some -> some));
        List<RowOutcome> open = compared.rows().stream()
                .filter(row -> !row.equivalent() && !explained.contains(row.feature()))
                .filter(row -> !comparison.policy().rules().ignores(name(row)))
                .toList();
        List<Reason> reasons = new ArrayList<>(traffic);
        if (!open.isEmpty()) {
            reasons.add(notRuledOut(open));
        }
        Verdict verdict = reasons.isEmpty() ? Verdict.PASS : Verdict.INCONCLUSIVE;
        return new Judgement(verdict, reasons, caveats, List.of(), moved, excused);
    }

    private List<Moved> moved(List<Blame.Cause> causes) {
        if (causes.isEmpty()) {
            return List.of();
        }
        CostShift shift = new CostShift(all);
        List<Moved> moved = new ArrayList<>();
        for (Blame.Cause cause : causes) {
            TestedRow row = comparison.rows().get(cause.row());
            List<Integer> givers = shift.givers(row, compared.rows().get(cause.row()));
            if (!givers.isEmpty()) {
                moved.add(new Moved(cause, givers, shift.settled(row, givers)));
            }
        }
        return moved;
    }

    private Reason moved(Moved moved) {
        RowOutcome row = compared.rows().get(moved.cause.row());
        String givers = moved.givers.stream()
                .map(function -> "`" + all.merged().name(function) + "`")
                .collect(Collectors.joining(", "));
        return new Reason(
                "moved",
                String.format(
                        Locale.ROOT,
                        "Moved, not grown: the %+.2f points of `%s` are no longer in %s",
                        100 * row.delta(),
                        name(row),
                        givers),
                "");
    }

    /** More requests and slower requests of one kind look the same in shares. */
    private Reason trafficMix(List<Blame.Cause> causes) {
        List<String> names = causes.stream()
                .map(cause -> compared.rows().get(cause.row()))
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

    /**
     * A variance that is mostly counting shrinks with longer windows; of one that is D times as large they touch the D-th part only.
     */
    private String remedy(RowOutcome worst) {
        int pods = Math.min(compared.baselineReplicates(), compared.candidateReplicates());
        double factor = worst.replicateFactor();
        long enough = (long) Math.ceil(pods * factor);
        if (enough <= pods) {
            return "Repeat the comparison: it has the power to decide, and this row came out near the limit.";
        }
        String morePods = "About " + enough + " pods a side (now " + pods + ") would settle it";
        double design = comparison.designEffects().get(worst.feature()).factor();
        double counting = 1 / Math.max(1, design);
        double remaining = counting - 1 + 1 / factor;
        if (remaining > 0 && counting / remaining <= LONGER_MAX * factor) {
            return String.format(
                    Locale.ROOT,
                    "%s, or profiles %.1f times as long: samples are what limits it.",
                    morePods,
                    counting / remaining);
        }
        return String.format(
                Locale.ROOT,
                "%s: differences between pods are what limits it, %.1f times what counting samples alone would make; longer windows "
                        + "help little.",
                morePods,
                design);
    }
}
