package dev.flamegate.gate;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Windows by pod, in the order that the report lists them. */
final class Pods {
    private Pods() {}

    /**
     * @param windows by name of the pod, sorted by it
     */
    static Selection.Cohort cohort(String name, String selector, Map<String, List<StoredProfile>> windows) {
        return new Selection.Cohort(
                name,
                selector,
                windows.entrySet().stream()
                        .map(pod -> new Selection.Pod(pod.getKey(), byTime(pod.getValue())))
                        .toList());
    }

    /**
     * Samples of one window that have labels of their own are in a series of their own: they are one window all the same.
     * Files may not say when they were taken; each of those is a window.
     */
    private static List<StoredProfile> byTime(List<StoredProfile> profiles) {
        Map<TimeRange, StoredProfile> windows =
                new TreeMap<>(Comparator.comparingLong(TimeRange::startNanos).thenComparingLong(TimeRange::endNanos));
        List<StoredProfile> timeless = new ArrayList<>();
        for (StoredProfile profile : profiles) {
            if (profile.time().startNanos() == 0) {
                timeless.add(profile);
            } else {
                windows.merge(profile.time(), profile, Pods::together);
            }
        }
        timeless.addAll(windows.values());
        return timeless;
    }

    private static StoredProfile together(StoredProfile one, StoredProfile other) {
        return new StoredProfile(
                common(one.labels(), other.labels()),
                one.time(),
                Math.max(one.period(), other.period()),
                served(one.requests(), other.requests()),
                one.vector().plus(other.vector()),
                Math.max(one.profileCount(), other.profileCount()),
                Math.max(one.sampledNanos(), other.sampledNanos()),
                Math.max(one.longestNanos(), other.longestNanos()));
    }

    /** Parts of one upload all carry its number; other numbers are of other uploads, and a part that does not say leaves it open. */
    private static OptionalDouble served(OptionalDouble one, OptionalDouble other) {
        if (one.isEmpty() || other.isEmpty() || one.equals(other)) {
            return one.isEmpty() ? one : other;
        }
        return OptionalDouble.of(one.getAsDouble() + other.getAsDouble());
    }

    private static Labels common(Labels one, Labels other) {
        Map<String, String> pairs = new TreeMap<>(one.asMap());
        pairs.entrySet().retainAll(other.asMap().entrySet());
        return Labels.of(pairs);
    }
}
