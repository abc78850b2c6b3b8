package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Merged;
import dev.flamegate.store.Resolution;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoredProfile;
import dev.flamegate.store.StoredTotal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One question to the store: the series that it is about, read at the same time and seen at one moment, over one tree. */
final class Selection {
    private final Database database;
    private final Catalog catalog;
    private final Dictionaries dictionaries;
    private final Service service;
    private final ProfileType type;
    private final TimeRange range;
    private final Resolution resolution;

    Selection(
            Database database,
            Catalog catalog,
            Dictionaries dictionaries,
            Service service,
            ProfileType type,
            TimeRange range,
            Resolution resolution) {
        this.database = database;
        this.catalog = catalog;
        this.dictionaries = dictionaries;
        this.service = service;
        this.type = type;
        this.range = range;
        this.resolution = resolution;
    }

    private record Found(Series series, int generation, WindowCodec.Head head, StackCodec.Column stacks) {}

    /** In order of their numbers. */
    private Stream<Series> series(List<LabelSelector> anyOf) {
        return anyOf.stream()
                .flatMap(selector -> catalog.matching(service, selector).stream())
                .filter(series -> series.definition().types().contains(type))
                .distinct()
                .sorted(Comparator.comparingInt(Series::number));
    }

    /** In order of series and time. */
    Selected profiles(List<LabelSelector> anyOf) {
        List<List<Found>> bySeries;
        try (View view = database.view()) {
            bySeries = series(anyOf).toList().parallelStream()
                    .map(series -> found(view, series))
                    .toList();
        }
        Set<Integer> generations = new HashSet<>();
        bySeries.forEach(some -> some.forEach(found -> generations.add(found.generation)));
        JoinedTree tree = new JoinedTree(generations, this::tree);
        List<StoredProfile> profiles = new ArrayList<>();
        bySeries.forEach(some -> some.forEach(found -> profiles.add(profile(found, tree))));
        return new Selected(tree.tree(), profiles);
    }

    private List<Found> found(View view, Series series) {
        List<Found> found = new ArrayList<>();
        read(
                view,
                series,
                (day, head, stacks) -> found.add(new Found(series, Keys.generation(day), head, stacks.column())));
        return found;
    }

    private StoredProfile profile(Found found, JoinedTree tree) {
        check(found.generation, found.stacks);
        WindowCodec.Head head = found.head;
        return new StoredProfile(
                found.series.definition().labels(),
                new TimeRange(head.firstNanos(), head.lastNanos()),
                head.period(),
                head.requests(),
                tree.vector(found.generation, found.stacks),
                head.profiles(),
                head.sampledNanos(),
                head.longestNanos());
    }

    /**
     * In order of series and time, until the visitor says false.
     *
     * @return the tree that all nodes are of
     */
    CallTree visit(List<LabelSelector> anyOf, Predicate<StoredProfile> visitor) {
        List<Series> chosen = series(anyOf).toList();
        try (View view = database.view()) {
            Set<Integer> generations = new HashSet<>();
            chosen.forEach(series -> series.allDays().keySet().forEach(day -> generations.add(Keys.generation(day))));
            JoinedTree tree = new JoinedTree(generations, this::tree);
            boolean goesOn = true;
            for (int i = 0; goesOn && i < chosen.size(); i++) {
                Series series = chosen.get(i);
                goesOn = read(view, series, (day, head, stacks) -> {
                    Found found = new Found(series, Keys.generation(day), head, stacks.column());
                    boolean isKnown = generations.contains(found.generation); // or it is just being written
                    return !isKnown || visitor.test(profile(found, tree));
                });
            }
            return tree.tree();
        }
    }

    /** In order of series and time, until the visitor says false. */
    void visitTotals(List<LabelSelector> anyOf, Predicate<StoredTotal> visitor) {
        try (View view = database.view()) {
            for (Series series : series(anyOf).toList()) {
                boolean goesOn = read(view, series, (day, head, stacks) -> {
                    StackCodec.Total total = stacks.total();
                    return visitor.test(new StoredTotal(
                            series.definition().labels(),
                            head.firstNanos(),
                            total.sum(),
                            total.stacks(),
                            head.profiles()));
                });
                if (!goesOn) {
                    return;
                }
            }
        }
    }

    Merged sum(List<LabelSelector> anyOf) {
        Map<Integer, NodeSums> byGeneration = new TreeMap<>();
        try (View view = database.view()) {
            series(anyOf).toList().parallelStream()
                    .map(series -> sums(view, series))
                    .reduce(Selection::together)
                    .ifPresent(byGeneration::putAll);
        }
        JoinedTree tree = new JoinedTree(byGeneration.keySet(), this::tree);
        NodeVector sum = NodeVector.EMPTY;
        long profiles = 0;
        for (Map.Entry<Integer, NodeSums> one : byGeneration.entrySet()) {
            StackCodec.Column stacks = one.getValue().stacks();
            check(one.getKey(), stacks);
            sum = sum.plus(tree.vector(one.getKey(), stacks));
            profiles += one.getValue().profiles();
        }
        return new Merged(tree.tree(), sum, profiles);
    }

    private Map<Integer, NodeSums> sums(View view, Series series) {
        Map<Integer, NodeSums> sums = new TreeMap<>();
        read(view, series, (day, head, stacks) -> {
            sums.computeIfAbsent(Keys.generation(day), any -> new NodeSums()).add(head, stacks.column());
            return true;
        });
        return sums;
    }

    private static Map<Integer, NodeSums> together(Map<Integer, NodeSums> one, Map<Integer, NodeSums> other) {
        Map<Integer, NodeSums> both = new TreeMap<>(one);
        other.forEach((generation, sums) -> both.merge(generation, sums, NodeSums::plus));
        return both;
    }

    /** Whether the sink wants more. */
    private boolean read(View view, Series series, SeriesReader.Sink sink) {
        int column = series.definition().types().indexOf(type);
        try (SeriesReader reader = new SeriesReader(view, series, column, range, resolution, sink)) {
            return reader.read();
        }
    }

    /** Taken after the profiles are read, so that it has all their nodes. */
    private CallTree tree(int generation) {
        return dictionaries.of(new Dictionaries.Key(service, generation)).tree();
    }

    private void check(int generation, StackCodec.Column stacks) {
        int[] nodes = stacks.nodes();
        CallTree tree = tree(generation);
        if (nodes.length > 0 && nodes[nodes.length - 1] >= tree.nodeCount()) {
            throw new StoreException(
                    StoreException.Reason.DAMAGED,
                    "store " + database.folder() + ", profiles of service '" + service.name() + "': node "
                            + nodes[nodes.length - 1] + " is not in the dictionary of " + tree.nodeCount() + " nodes");
        }
    }
}
