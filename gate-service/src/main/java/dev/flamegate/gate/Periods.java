package dev.flamegate.gate;

import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Measure;
import dev.flamegate.reports.Reason;
import dev.flamegate.stats.Compared;
import dev.flamegate.stats.CountTable;
import dev.flamegate.stats.NotComparable;
import dev.flamegate.stats.Outcome;
import dev.flamegate.stats.PeriodComparison;
import dev.flamegate.stats.RowOutcome;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What can be said of versions that did not run at the same time. All pods of a period share its traffic, so the period is the
 * replicate: the hours that the candidate ran in, give or take half an hour, of every day that there are profiles of. Some 2 % of equal
 * versions differ by this test, so it advises and decides nothing.
 */
final class Periods {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long SLACK_NANOS = DAY_NANOS / 48;
    private static final int NAMES_MAX = 3;

    private final Policy policy;
    private final MergedTree merged;
    private final List<TestedRow> rows;
    private final double[][][] counts;
    private final List<List<Integer>> baseline;
    private final List<List<Integer>> candidate;

    /** @param selection of two sides that both have profiles, all of known time */
    Periods(Selection selection, double unitsPerSample, Policy policy) {
        this.policy = policy;
        long start = start(selection);
        long length = length(selection);
        TreeMap<Long, List<Selection.Pod>> before = byDay(selection.baseline(), start, length);
        TreeMap<Long, List<Selection.Pod>> after = byDay(selection.candidate(), start, length);
        Selection split = new Selection(
                selection.service(),
                selection.type(),
                selection.tree(),
                cohort(selection.baseline(), before),
                cohort(selection.candidate(), after),
                List.of());
        merged = MergedTree.of(split, unitsPerSample);
        rows = Comparison.of(merged, policy, History.none()).rows();
        int[] pods = IntStream.range(0, merged.podCount()).toArray();
        counts = RowCounts.of(merged, EntryPoints.none(merged), rows, pods);
        baseline = positions(before, 0);
        candidate = positions(after, merged.baselinePods());
    }

    private static long start(Selection selection) {
        return Concurrency.span(selection.candidate()).startNanos() - SLACK_NANOS;
    }

    private static long length(Selection selection) {
        return Math.min(DAY_NANOS, Concurrency.span(selection.candidate()).durationNanos() + 2 * SLACK_NANOS);
    }

    /** The times at which periods begin and end, as far as the selection goes. */
    static List<Long> cuts(Selection selection) {
        TimeRange all = Concurrency.span(selection);
        long start = start(selection);
        long length = length(selection);
        List<Long> cuts = new ArrayList<>();
        long first = start - Math.floorDiv(start - all.startNanos() + DAY_NANOS, DAY_NANOS) * DAY_NANOS;
        for (long day = first; day <= all.endNanos(); day += DAY_NANOS) {
            cuts.add(day);
            cuts.add(day + length);
        }
        return cuts;
    }

    /** Pods of every day, with their windows that lie in the candidate's hours. */
    private static TreeMap<Long, List<Selection.Pod>> byDay(Selection.Cohort cohort, long start, long length) {
        TreeMap<Long, List<Selection.Pod>> days = new TreeMap<>();
        for (Selection.Pod pod : cohort.pods()) {
            Map<Long, List<StoredProfile>> windows = pod.windows().stream()
                    .filter(window -> Math.floorMod(window.time().startNanos() - start, DAY_NANOS)
                                    + window.time().durationNanos()
                            <= length)
                    .collect(Collectors.groupingBy(
                            window -> Math.floorDiv(window.time().startNanos() - start, DAY_NANOS)));
            windows.forEach((day, some) ->
                    days.computeIfAbsent(day, any -> new ArrayList<>()).add(new Selection.Pod(pod.name(), some)));
        }
        return days;
    }

    private static Selection.Cohort cohort(Selection.Cohort cohort, TreeMap<Long, List<Selection.Pod>> days) {
        return new Selection.Cohort(
                cohort.name(),
                cohort.selector(),
                days.values().stream().flatMap(List::stream).toList());
    }

    private static List<List<Integer>> positions(TreeMap<Long, List<Selection.Pod>> days, int first) {
        List<List<Integer>> positions = new ArrayList<>();
        int next = first;
        for (List<Selection.Pod> pods : days.values()) {
            positions.add(IntStream.range(next, next + pods.size()).boxed().toList());
            next += pods.size();
        }
        return positions;
    }

    /** What the periods say, or what they lack to say something. */
    Reason advice() {
        int[] groups = rows.stream().mapToInt(row -> row.measure().ordinal()).toArray();
        Outcome outcome = PeriodComparison.withDefaults()
                .with(policy.shares())
                .compare(tables(baseline), tables(candidate), groups);
        if (outcome instanceof NotComparable not) {
            return new Reason("period-advice", "No advice from periods either: " + not.reason(), not.needed());
        }
        Compared compared = (Compared) outcome;
        List<RowOutcome> grown = compared.rows().stream()
                .filter(row -> row.significant() && row.material())
                .sorted(Comparator.comparing(
                                (RowOutcome row) -> rows.get(row.feature()).measure())
                        .thenComparing(
                                Comparator.comparingDouble(RowOutcome::delta).reversed()))
                .toList();
        String periods = String.format(
                Locale.ROOT,
                "Advice only, with one mean per period of the same hours, %d of the baseline and %d of the candidate: ",
                compared.baselineReplicates(),
                compared.candidateReplicates());
        return grown.isEmpty()
                ? new Reason("period-advice", periods + "no function grew significantly and materially", "")
                : new Reason(
                        "period-growth", periods + named(grown), "Compare both versions at the same time to be sure.");
    }

    private List<CountTable> tables(List<List<Integer>> periods) {
        return periods.stream().map(this::table).toList();
    }

    private CountTable table(List<Integer> pods) {
        double[] totals =
                pods.stream().mapToDouble(pod -> merged.pod(pod).total()).toArray();
        double[][] samples = Stream.of(counts)
                .map(row -> pods.stream().mapToDouble(pod -> row[0][pod]).toArray())
                .toArray(double[][]::new);
        return CountTable.of(samples, totals);
    }

    private String named(List<RowOutcome> grown) {
        String names = grown.stream().limit(NAMES_MAX).map(this::growth).collect(Collectors.joining(", "));
        return names + (grown.size() > NAMES_MAX ? " and " + (grown.size() - NAMES_MAX) + " more" : "");
    }

    private String growth(RowOutcome row) {
        TestedRow tested = rows.get(row.feature());
        return String.format(
                Locale.ROOT,
                "`%s`%s grew by %.2f points (95 %% sure of %+.2f to %+.2f)",
                merged.name(tested.function()),
                tested.measure() == Measure.TOTAL ? " with its callees" : "",
                100 * row.delta(),
                100 * row.intervalLow(),
                100 * row.intervalHigh());
    }
}
