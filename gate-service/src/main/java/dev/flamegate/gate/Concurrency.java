package dev.flamegate.gate;

import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredProfile;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Keeps the windows that both sides were running in. Versions that ran at different times differ by the time of day alone: comparing
 * pods of yesterday with pods of today fails 12 to 37 % of comparisons of a version with itself, so nothing is compared then.
 *
 * <p>A window belongs to the common time if it lies in it, give or take two of the longest profiles: runs of a benchmark job alternate
 * instead of overlapping, and the first and the last of them are as good as the others.
 */
final class Concurrency {

    /** How the two sides lie in time. */
    enum State {
        CONCURRENT,
        SEQUENTIAL,
        /** Some profile does not say when it was taken. */
        UNKNOWN
    }

    private Concurrency() {}

    static State of(Selection selection) {
        List<TimeRange> baseline = times(selection.baseline()).toList();
        List<TimeRange> candidate = times(selection.candidate()).toList();
        if (baseline.isEmpty() || candidate.isEmpty()) {
            return State.UNKNOWN;
        }
        if (Stream.concat(baseline.stream(), candidate.stream()).anyMatch(time -> time.startNanos() == 0)) {
            return State.UNKNOWN;
        }
        long start = Math.max(first(baseline), first(candidate));
        long end = Math.min(last(baseline), last(candidate));
        return start < end ? State.CONCURRENT : State.SEQUENTIAL;
    }

    /** From the first profile's start to the last one's end; only of profiles that say when they were taken. */
    static TimeRange span(Selection selection) {
        List<TimeRange> times = Stream.concat(times(selection.baseline()), times(selection.candidate()))
                .toList();
        return new TimeRange(first(times), last(times));
    }

    static TimeRange span(Selection.Cohort cohort) {
        List<TimeRange> times = times(cohort).toList();
        return new TimeRange(first(times), last(times));
    }

    /** The times at which {@link #common} cuts, of two sides that ran at the same time. */
    static List<Long> cuts(Selection selection) {
        List<TimeRange> baseline = times(selection.baseline()).toList();
        List<TimeRange> candidate = times(selection.candidate()).toList();
        long slack = 2 * longest(selection);
        return List.of(
                Math.max(first(baseline), first(candidate)) - slack, Math.min(last(baseline), last(candidate)) + slack);
    }

    private static long longest(Selection selection) {
        return Stream.of(selection.baseline(), selection.candidate())
                .flatMap(cohort -> cohort.pods().stream())
                .flatMap(pod -> pod.windows().stream())
                .mapToLong(StoredProfile::longestNanos)
                .max()
                .orElse(0);
    }

    /** The selection without the windows of either side that the other side has no part in. */
    static Selection common(Selection selection) {
        List<Long> cuts = cuts(selection);
        long start = cuts.get(0);
        long end = cuts.get(1);
        Selection.Cohort left = within(selection.baseline(), start, end);
        Selection.Cohort right = within(selection.candidate(), start, end);
        int dropped = selection.baseline().profileCount()
                + selection.candidate().profileCount()
                - left.profileCount()
                - right.profileCount();
        List<String> notes = dropped == 0
                ? selection.notes()
                : Stream.concat(
                                selection.notes().stream(),
                                Stream.of(dropped + " profiles were left out: only one side was running then."))
                        .toList();
        return selection.with(left, right, notes);
    }

    private static Selection.Cohort within(Selection.Cohort cohort, long start, long end) {
        List<Selection.Pod> pods = cohort.pods().stream()
                .map(pod -> within(pod, start, end))
                .filter(windows -> !windows.windows.isEmpty())
                .map(windows -> new Selection.Pod(windows.name, windows.windows, windows.firstSeenNanos))
                .toList();
        return new Selection.Cohort(cohort.name(), cohort.selector(), pods);
    }

    private record Windows(String name, List<StoredProfile> windows, OptionalLong firstSeenNanos) {}

    private static Windows within(Selection.Pod pod, long start, long end) {
        return new Windows(
                pod.name(),
                pod.windows().stream()
                        .filter(window -> window.time().startNanos() >= start
                                && window.time().endNanos() <= end)
                        .toList(),
                pod.firstSeenNanos());
    }

    private static Stream<TimeRange> times(Selection.Cohort cohort) {
        return cohort.pods().stream().flatMap(pod -> pod.windows().stream()).map(StoredProfile::time);
    }

    private static long first(List<TimeRange> times) {
        return extreme(times, TimeRange::startNanos, false);
    }

    private static long last(List<TimeRange> times) {
        return extreme(times, TimeRange::endNanos, true);
    }

    private static long extreme(List<TimeRange> times, ToLongFunction<TimeRange> end, boolean latest) {
        var values = times.stream().mapToLong(end);
        return latest ? values.max().orElseThrow() : values.min().orElseThrow();
    }
}
