package dev.flamegate.store.rocksdb;

import static java.util.Objects.requireNonNull;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The services and series that are on the disk, by name and by definition. Read by many threads, changed by the one that writes. */
final class Catalog {
    private final Map<String, Service> byName = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Integer, Service> byNumber = new ConcurrentSkipListMap<>();
    private final Map<SeriesDefinition, Series> series = new ConcurrentHashMap<>();
    private final LabelIndex index = new LabelIndex();

    @Nullable
    Service service(String name) {
        return byName.get(name);
    }

    @Nullable
    Series series(SeriesDefinition definition) {
        return series.get(definition);
    }

    /** The series of any service that a selector chooses, in order of their numbers. */
    List<Series> matching(LabelSelector selector) {
        return index.matching(selector);
    }

    /** The same, of one service. */
    List<Series> matching(Service service, LabelSelector selector) {
        return index.matching(selector.and(LabelSelector.equal(Labels.SERVICE, service.name())));
    }

    Service serviceOf(Series known) {
        return requireNonNull(byNumber.get(known.definition().service()), known::inWords);
    }

    /** In order of their numbers. */
    List<Series> allSeries() {
        return matching(LabelSelector.ALL);
    }

    Collection<Service> services() {
        return byNumber.values();
    }

    int serviceCount() {
        return byNumber.size();
    }

    int seriesCount() {
        return series.size();
    }

    void add(Service service) {
        byName.put(service.name(), service);
        byNumber.put(service.number(), service);
    }

    /** A series of a service that was added before. */
    void add(Series added) {
        if (!byNumber.containsKey(added.definition().service())) {
            throw new IllegalArgumentException(added.inWords() + " is of unknown service "
                    + added.definition().service());
        }
        series.put(added.definition(), added);
        index.add(added);
    }
}
