package dev.flamegate.gate;

import dev.flamegate.profile.Function;
import dev.flamegate.reports.Change;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.DiffTree;
import dev.flamegate.reports.Evidence;
import dev.flamegate.reports.Finding;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Measure;
import dev.flamegate.reports.Place;
import dev.flamegate.reports.Provenance;
import dev.flamegate.reports.Reason;
import dev.flamegate.reports.Row;
import dev.flamegate.reports.Subject;
import dev.flamegate.reports.Verdict;
import dev.flamegate.stats.Compared;
import dev.flamegate.stats.RowOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what was found into the report, and decides nothing. */
final class ReportAssembly {
    private static final int SENSITIVITY_ROWS = 12;

    private final String id;
    private final Provenance provenance;
    private final Policy policy;
    private final Selection selection;
    private final double unitsPerSample;

    ReportAssembly(String id, Provenance provenance, Policy policy, Selection selection, double unitsPerSample) {
        this.id = id;
        this.provenance = provenance;
        this.policy = policy;
        this.selection = selection;
        this.unitsPerSample = unitsPerSample;
    }

    /** There is something on both sides: the picture shows it, all in grey. */
    GateReport notComparable(Reason reason, List<Check> checks, MergedTree merged, int baselinePods) {
        DiffTree tree = new MarkedTree(merged, baselinePods, unitsPerSample, List.of(), List.of()).tree();
        return report(Verdict.INCONCLUSIVE, List.of(reason), List.of(), checks, List.of(), List.of(), List.of(), tree);
    }

    /** There is nothing to show. */
    GateReport notComparable(Reason reason, List<Check> checks) {
        double[] nothing = {0};
        DiffTree empty =
                new DiffTree(List.of("all"), new int[] {-1}, new int[1], nothing, nothing, new int[1], new int[] {-1});
        return report(Verdict.INCONCLUSIVE, List.of(reason), List.of(), checks, List.of(), List.of(), List.of(), empty);
    }

    GateReport compared(
            MergedTree merged,
            Comparison comparison,
            Compared compared,
            Judge.Judgement judgement,
            Set<Integer> shrunk,
            List<Check> checks) {
        List<Integer> order = IntStream.range(0, comparison.rows().size())
                .boxed()
                .sorted(largestFirst(compared, comparison, merged))
                .toList();
        int[] position = new int[order.size()];
        List<Row> rows = new ArrayList<>();
        List<TestedRow> rowOf = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            int row = order.get(i);
            position[row] = i;
            rowOf.add(comparison.rows().get(row));
            rows.add(row(merged, comparison, compared.rows().get(row), shrunk.contains(row)));
        }
        List<Finding> findings = judgement.causes().stream()
                .map(cause -> finding(merged, rowOf, rows, cause, position))
                .toList();
        List<Integer> improvements = shrunk.stream()
                .map(row -> position[row])
                .sorted(Comparator.<Integer>comparingDouble(
                                row -> rows.get(row).evidence().delta())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        DiffTree tree = new MarkedTree(merged, comparison.baselinePods(), unitsPerSample, rows, rowOf).tree();
        List<Reason> caveats = new ArrayList<>();
        compared.warnings().forEach(warning -> caveats.add(new Reason("statistics", warning, "")));
        if (!judgement.causes().isEmpty()) {
            caveats.add(zeroSum());
        }
        return report(judgement.verdict(), judgement.reasons(), caveats, checks, findings, improvements, rows, tree);
    }

    private static Comparator<Integer> largestFirst(Compared compared, Comparison comparison, MergedTree merged) {
        return Comparator.<Integer>comparingDouble(
                        row -> -compared.rows().get(row).baselineShare())
                .thenComparing(row -> merged.name(comparison.rows().get(row).function()))
                .thenComparing(row -> comparison.rows().get(row).measure());
    }

    private static Row row(MergedTree merged, Comparison comparison, RowOutcome outcome, boolean shrank) {
        TestedRow tested = comparison.rows().get(outcome.feature());
        Evidence evidence = new Evidence(
                outcome.baselineShare(),
                outcome.candidateShare(),
                outcome.delta(),
                outcome.intervalLow(),
                outcome.intervalHigh(),
                outcome.t(),
                outcome.degreesOfFreedom(),
                outcome.p(),
                outcome.adjustedP(),
                outcome.materialSize(),
                outcome.mustDetectSize(),
                outcome.smallestDetectable(),
                comparison.podShares(outcome.feature(), false),
                comparison.podShares(outcome.feature(), true));
        return new Row(
                merged.name(tested.function()),
                tested.measure(),
                change(outcome, shrank),
                outcome.equivalent(),
                evidence);
    }

    private static Change change(RowOutcome row, boolean shrank) {
        double points = 100 * row.delta();
        if (row.significant() && row.material()) {
            return row.baselineShare() > 0
                    ? new Change.Grew(points, 100 * row.delta() / row.baselineShare())
                    : new Change.Appeared(points);
        }
        if (shrank) {
            return row.candidateShare() > 0
                    ? new Change.Shrank(points, 100 * row.delta() / row.baselineShare())
                    : new Change.Vanished(points);
        }
        return new Change.Unchanged(points);
    }

    private static Finding finding(
            MergedTree merged, List<TestedRow> rowOf, List<Row> rows, Blame.Cause cause, int[] position) {
        int row = position[cause.row()];
        List<Integer> callers =
                cause.callers().stream().map(caller -> position[caller]).toList();
        Place place = place(merged.source(rowOf.get(row).function()));
        return new Finding(row, callers, place, explanation(rows.get(row)), nextStep(rows.get(row), place));
    }

    private static @Nullable Place place(@Nullable Function source) {
        return source == null ? null : new Place(source.file(), source.startLine());
    }

    private static String explanation(Row row) {
        if (row.change() instanceof Change.Appeared) {
            return "The baseline never runs it: it is new, or was called differently before.";
        }
        return row.measure() == Measure.SELF
                ? "The growth is in the function's own code, not in what it calls."
                : "The growth is in what the function calls, and none of its callees explains most of it alone.";
    }

    private static String nextStep(Row row, @Nullable Place place) {
        String where = place == null ? "" : " (" + place.file() + (place.line() > 0 ? ":" + place.line() : "") + ")";
        return row.change() instanceof Change.Appeared
                ? "Find who calls it since the baseline" + where + "."
                : "Look at what changed in it, or in how often it is called, since the baseline" + where + ".";
    }

    private GateReport report(
            Verdict verdict,
            List<Reason> reasons,
            List<Reason> caveats,
            List<Check> checks,
            List<Finding> findings,
            List<Integer> improvements,
            List<Row> rows,
            DiffTree tree) {
        Subject subject = SubjectLine.of(selection, tree, unitsPerSample);
        List<Reason> all = Stream.concat(
                        Stream.concat(Stream.of(sharesOnly()), caveats.stream()),
                        selection.notes().stream().map(note -> new Reason("left-out", note, "")))
                .toList();
        List<Integer> sensitivity = IntStream.range(0, rows.size())
                .filter(row -> rows.get(row).measure() == Measure.SELF)
                .limit(SENSITIVITY_ROWS)
                .boxed()
                .toList();
        return new GateReport(
                GateReport.SCHEMA,
                id,
                verdict,
                reasons,
                all,
                subject,
                checks,
                findings,
                improvements,
                sensitivity,
                rows,
                MethodLines.of(policy),
                provenance,
                tree);
    }

    private static Reason zeroSum() {
        return new Reason(
                "zero-sum",
                "Shares add up to 100 %, so what grew makes the share of everything else smaller: such a decrease counts as a change "
                        + "only if it is still there when the findings' samples are taken out",
                "");
    }

    private static Reason sharesOnly() {
        return new Reason(
                "shares-only", "Only shares were compared: a slowdown of everything alike does not show in them", "");
    }
}
