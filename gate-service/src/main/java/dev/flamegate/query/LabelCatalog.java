package dev.flamegate.query;

import dev.flamegate.profile.Labels;
import dev.flamegate.store.StoredSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names and values of labels among some series, and how many there are of each.
 *
 * @param series those that were chosen, with those of their types that were
 */
public record LabelCatalog(List<StoredSeries> series) {

    /** @param series how many have it */
    public record Value(String value, int series) {}

    /**
     * @param series how many have the label
     * @param values how many different ones
     * @param top those that most series have
     */
    public record Cardinality(String label, int series, int values, List<Value> top) {}

    /** @param labels by number of values, largest first */
    public record ServiceCardinality(String service, int series, List<Cardinality> labels) {}

    public LabelCatalog {
        series = List.copyOf(series);
    }

    static LabelCatalog of(List<StoredSeries> matching, Query query) {
        return new LabelCatalog(matching.stream()
                .map(one -> new StoredSeries(
                        one.labels(),
                        one.types().stream().filter(query::wants).toList(),
                        one.firstNanos(),
                        one.lastNanos(),
                        one.profileCount()))
                .filter(one -> !one.types().isEmpty())
                .toList());
    }

    /** Those that have profiles between the earliest and the latest of which the time lies. */
    public LabelCatalog during(long startNanos, long endNanos) {
        return new LabelCatalog(series.stream()
                .filter(one -> one.firstNanos() < endNanos && one.lastNanos() >= startNanos)
                .toList());
    }

    public SortedSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        series.forEach(one -> names.addAll(one.labels().asMap().keySet()));
        if (!series.isEmpty()) {
            names.add(Query.TYPE_LABEL);
        }
        return names;
    }

    /** Of one label; {@link Query#TYPE_LABEL} is one. */
    public SortedSet<String> values(String name) {
        TreeSet<String> values = new TreeSet<>();
        for (StoredSeries one : series) {
            if (name.equals(Query.TYPE_LABEL)) {
                one.types().forEach(type -> values.add(type.toString()));
            } else {
                one.labels().value(name).ifPresent(values::add);
            }
        }
        return values;
    }

    /**
     * @param top how many values a label is shown with
     * @return by number of values, largest first
     */
    public List<Cardinality> cardinality(int top) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        series.forEach(one -> one.labels()
                .asMap()
                .forEach((name, value) ->
                        counts.computeIfAbsent(name, n -> new HashMap<>()).merge(value, 1, Integer::sum)));
        List<Cardinality> all = new ArrayList<>();
        counts.forEach((name, values) -> all.add(cardinality(name, values, top)));
        all.sort(Comparator.comparingInt((Cardinality each) -> -each.values()).thenComparing(Cardinality::label));
        return all;
    }

    private static Cardinality cardinality(String name, Map<String, Integer> values, int top) {
        List<Value> largest = values.entrySet().stream()
                .map(entry -> new Value(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt((Value value) -> -value.series())
                        .thenComparing(Value::value))
                .limit(top)
                .toList();
        int having = values.values().stream().mapToInt(Integer::intValue).sum();
        return new Cardinality(name, having, values.size(), largest);
    }

    /** The same for each service, the one with most series first. */
    public List<ServiceCardinality> byService(int top) {
        Map<String, List<StoredSeries>> services = new TreeMap<>();
        series.forEach(
                one -> services.computeIfAbsent(one.labels().valueOrEmpty(Labels.SERVICE), s -> new ArrayList<>())
                        .add(one));
        List<ServiceCardinality> all = new ArrayList<>();
        services.forEach((service, its) ->
                all.add(new ServiceCardinality(service, its.size(), new LabelCatalog(its).cardinality(top))));
        all.sort(Comparator.comparingInt((ServiceCardinality each) -> -each.series())
                .thenComparing(ServiceCardinality::service));
        return all;
    }
}
