package dev.flamegate.gate;

import dev.flamegate.gate.comparability.Comparability;
import dev.flamegate.gate.comparability.PodProfiles;
import dev.flamegate.gate.comparability.ProcessStart;
import dev.flamegate.gate.comparability.Sides;
import dev.flamegate.reports.Check;
import dev.flamegate.reports.Reason;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Takes a selection to {@link Comparability} and back.
 *
 * @param kept what can be compared
 * @param reasons why nothing should be; none if it may
 */
record Likeness(Selection kept, List<Check> checks, List<Reason> reasons) {

    /** A selection that lacks a side is left as it is. */
    static Likeness of(Selection selection, Policy policy) {
        List<Selection.Pod> baseline = selection.baseline().pods();
        List<Selection.Pod> candidate = selection.candidate().pods();
        if (baseline.isEmpty() || candidate.isEmpty()) {
            return new Likeness(selection, List.of(), List.of());
        }
        Sides sides = new Sides(selection.type(), selection.tree(), profiles(baseline), profiles(candidate));
        Comparability.Alike alike =
                Comparability.of(sides, policy.comparability(), policy.shares().replicatesMin());
        Selection kept = selection.with(
                cohort(selection.baseline(), alike.kept().baseline()),
                cohort(selection.candidate(), alike.kept().candidate()),
                Stream.concat(selection.notes().stream(), alike.notes().stream())
                        .toList());
        return new Likeness(kept, alike.checks(), alike.reasons().isEmpty() ? apart(selection, kept) : alike.reasons());
    }

    private static List<PodProfiles> profiles(List<Selection.Pod> pods) {
        return pods.stream()
                .map(pod -> new PodProfiles(
                        pod.name(), pod.windows(), ProcessStart.of(pod.windows(), pod.firstSeenNanos())))
                .toList();
    }

    private static Selection.Cohort cohort(Selection.Cohort cohort, List<PodProfiles> kept) {
        return new Selection.Cohort(
                cohort.name(),
                cohort.selector(),
                kept.stream()
                        .map(pod -> new Selection.Pod(pod.name(), pod.windows(), firstSeen(cohort, pod.name())))
                        .toList());
    }

    private static OptionalLong firstSeen(Selection.Cohort cohort, String pod) {
        return cohort.pods().stream()
                .filter(one -> one.name().equals(pod))
                .findFirst()
                .map(Selection.Pod::firstSeenNanos)
                .orElseThrow();
    }

    /** What was left out may have been all that ran at the same time. */
    private static List<Reason> apart(Selection before, Selection kept) {
        boolean together = Concurrency.of(before) == Concurrency.State.CONCURRENT;
        boolean apart = Concurrency.of(kept) == Concurrency.State.SEQUENTIAL;
        return together && apart
                ? List.of(new Reason(
                        "alike-not-concurrent",
                        "Those pods of the two sides that are alike did not run at the same time: "
                                + String.join(" ", kept.notes()),
                        "Run pods of both versions that are alike side by side."))
                : List.of();
    }
}
