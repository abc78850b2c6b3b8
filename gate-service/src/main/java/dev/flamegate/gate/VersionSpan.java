package dev.flamegate.gate;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When and where a version was seen.
 *
 * @param firstNanos start of its first profile that counts here
 * @param lastNanos start of its last one
 * @param environments values of the label {@code env}; the empty text for profiles without
 */
record VersionSpan(String version, long firstNanos, long lastNanos, Set<String> environments) {
    private static final String ENVIRONMENT = "env";

    VersionSpan {
        environments = Set.copyOf(environments);
    }

    /** Of every version that these series name, as far as they lie in the window; in order of their first profile. */
    static List<VersionSpan> of(List<StoredSeries> series, TimeRange window) {
        Map<String, List<StoredSeries>> byVersion = new TreeMap<>();
        for (StoredSeries one : series) {
            String version = one.labels().valueOrEmpty(Labels.VERSION);
            if (!version.isEmpty()) {
                byVersion.computeIfAbsent(version, any -> new ArrayList<>()).add(one);
            }
        }
        return byVersion.entrySet().stream()
                .flatMap(version -> together(version.getKey(), version.getValue(), window).stream())
                .sorted(Comparator.comparingLong(VersionSpan::firstNanos))
                .toList();
    }

    /** Of all these series; empty if none of them lies in the window. */
    static Optional<VersionSpan> together(String version, List<StoredSeries> series, TimeRange window) {
        List<StoredSeries> inside = series.stream()
                .filter(one -> one.lastNanos() >= window.startNanos() && one.firstNanos() < window.endNanos())
                .toList();
        return inside.isEmpty() ? Optional.empty() : Optional.of(span(version, inside, window));
    }

    private static VersionSpan span(String version, List<StoredSeries> own, TimeRange window) {
        long first = own.stream().mapToLong(StoredSeries::firstNanos).min().orElseThrow();
        long last = own.stream().mapToLong(StoredSeries::lastNanos).max().orElseThrow();
        Set<String> environments = new TreeSet<>();
        own.forEach(one -> environments.add(one.labels().valueOrEmpty(ENVIRONMENT)));
        return new VersionSpan(
                version, Math.max(first, window.startNanos()), Math.min(last, window.endNanos()), environments);
    }

    boolean overlaps(VersionSpan other) {
        return firstNanos <= other.lastNanos && other.firstNanos <= lastNanos;
    }

    boolean isIn(Set<String> wanted) {
        return environments.stream().anyMatch(wanted::contains);
    }
}
