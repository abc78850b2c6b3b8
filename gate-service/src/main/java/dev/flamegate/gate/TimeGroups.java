package dev.flamegate.gate;

import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which pods ran at the same time: pods whose times overlap, from the first window to the last, are of one group, and so are those they
 * overlap with in turn. Most selections are one group; pods that are started in turns, each together with one of the other version, are
 * several.
 */
final class TimeGroups {
    private TimeGroups() {}

    /** Per pod of the selection, the baseline's first, the number of its group from 0; all 0 if a profile does not say its time. */
    static int[] of(Selection selection) {
        List<TimeRange> times = Stream.concat(
                        selection.baseline().pods().stream(), selection.candidate().pods().stream())
                .map(TimeGroups::time)
                .toList();
        int[] groups = new int[times.size()];
        if (times.stream().anyMatch(time -> time.startNanos() == 0)) {
            return groups;
        }
        List<Integer> byStart =
                new ArrayList<>(IntStream.range(0, groups.length).boxed().toList());
        byStart.sort(Comparator.comparingLong(pod -> times.get(pod).startNanos()));
        long end = Long.MIN_VALUE;
        int group = -1;
        for (int pod : byStart) {
            TimeRange time = times.get(pod);
            group += time.startNanos() >= end ? 1 : 0;
            end = Math.max(end, time.endNanos());
            groups[pod] = group;
        }
        return groups;
    }

    /** Windows are in order of time, but the longest need not be the last. */
    private static TimeRange time(Selection.Pod pod) {
        long start = pod.windows().get(0).time().startNanos();
        long end = pod.windows().stream()
                .map(StoredProfile::time)
                .mapToLong(TimeRange::endNanos)
                .max()
                .orElse(start);
        return new TimeRange(start, end);
    }
}
