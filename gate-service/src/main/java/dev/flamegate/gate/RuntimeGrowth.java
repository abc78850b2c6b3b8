package dev.flamegate.gate;

import dev.flamegate.reports.Reason;
import dev.flamegate.stats.RowOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Growth of the runtime's own work. It is real, so that nothing passes with it, but no function of the version is its cause: fresh pods
 * compile, a collector follows allocations, another profiler costs something else. So it fails nothing unless the policy says so, and
 * callers that grew only by it neither.
 *
 * @param causes rows of the runtime with the callers folded in
 * @param reasons why the version cannot pass; none without causes
 */
record RuntimeGrowth(List<Blame.Cause> causes, List<Reason> reasons) {

    /**
     * Takes out of both lists what is the runtime's.
     *
     * @param blame before anything else was blamed
     * @param flagged rows that grew and may fail
     * @param entryLevel rows that grew and may not
     */
    static RuntimeGrowth taken(Comparison comparison, Blame blame, List<Integer> flagged, List<Integer> entryLevel) {
        List<Integer> grown =
                Stream.concat(flagged.stream(), entryLevel.stream()).toList();
        if (grown.isEmpty() || comparison.policy().comparability().runtimeFails()) {
            return new RuntimeGrowth(List.of(), List.of());
        }
        RuntimeWork work = new RuntimeWork(comparison.merged());
        List<Integer> own = grown.stream()
                .filter(row -> work.of(comparison.rows().get(row)).isPresent())
                .toList();
        flagged.removeAll(own);
        entryLevel.removeAll(own);
        List<Blame.Cause> causes = blame.causes(
                own, Stream.concat(flagged.stream(), entryLevel.stream()).toList());
        causes.forEach(cause -> {
            flagged.removeAll(cause.callers());
            entryLevel.removeAll(cause.callers());
        });
        return new RuntimeGrowth(causes, reasons(comparison, work, causes));
    }

    private static List<Reason> reasons(Comparison comparison, RuntimeWork work, List<Blame.Cause> causes) {
        Map<RuntimeWork.Kind, List<Blame.Cause>> byKind = new EnumMap<>(RuntimeWork.Kind.class);
        for (Blame.Cause cause : causes) {
            RuntimeWork.Kind kind = work.of(comparison.rows().get(cause.row())).orElseThrow();
            byKind.computeIfAbsent(kind, any -> new ArrayList<>()).add(cause);
        }
        return byKind.entrySet().stream()
                .map(entry -> new Reason(
                        "runtime-grew",
                        "The runtime's own work grew, which is no function of the version: "
                                + entry.getKey().words() + ", "
                                + entry.getValue().stream()
                                        .map(cause -> grown(comparison, cause))
                                        .collect(Collectors.joining(", ")),
                        entry.getKey().remedy()))
                .toList();
    }

    private static String grown(Comparison comparison, Blame.Cause cause) {
        RowOutcome row = comparison.compared().rows().get(cause.row());
        TestedRow tested = comparison.rows().get(cause.row());
        return String.format(
                Locale.ROOT,
                "%+.2f points in `%s`",
                100 * row.delta(),
                comparison.merged().name(tested.function()));
    }
}
