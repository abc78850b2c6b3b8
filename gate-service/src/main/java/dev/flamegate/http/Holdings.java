package dev.flamegate.http;

import dev.flamegate.store.StoredSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The series that share one value of a label. The value is empty for those without the label. */
record Holdings(String value, List<StoredSeries> series) {

    /** Sorted by value. */
    static List<Holdings> by(String label, List<StoredSeries> all) {
        Map<String, List<StoredSeries>> groups = new TreeMap<>();
        for (StoredSeries one : all) {
            groups.computeIfAbsent(one.labels().valueOrEmpty(label), v -> new ArrayList<>())
                    .add(one);
        }
        List<Holdings> holdings = new ArrayList<>();
        groups.forEach((value, series) -> holdings.add(new Holdings(value, series)));
        return holdings;
    }

    long profileCount() {
        return series.stream().mapToLong(StoredSeries::profileCount).sum();
    }

    Instant first() {
        return instant(series.stream().mapToLong(StoredSeries::firstNanos).min().orElse(0));
    }

    Instant last() {
        return instant(series.stream().mapToLong(StoredSeries::lastNanos).max().orElse(0));
    }

    List<String> types() {
        return series.stream()
                .flatMap(s -> s.types().stream())
                .map(Object::toString)
                .distinct()
                .sorted()
                .toList();
    }

    Map<String, Object> asMap(String name) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(name, value);
        map.put("profiles", profileCount());
        map.put("first", first().toString());
        map.put("last", last().toString());
        map.put("types", types());
        return map;
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
