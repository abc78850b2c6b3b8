package dev.flamegate.store.rocksdb;

import static java.util.Objects.requireNonNull;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.store.Damage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
    private final List<Damage> damage = new ArrayList<>();
    private int lastService;
    private int lastSeries;

    @Nullable
    Service service(String name) {
        return byName.get(name);
    }

    @Nullable
    Service service(int number) {
        return byNumber.get(number);
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

    boolean hasService(int number) {
        return byNumber.containsKey(number);
    }

    /** The greatest number that is in use, also by one that could not be read. */
    int lastService() {
        return lastService;
    }

    /** The greatest number that is in use, also by one that could not be read. */
    int lastSeries() {
        return lastSeries;
    }

    /** What was left out or made anew when this was read. */
    List<Damage> damage() {
        return Collections.unmodifiableList(damage);
    }

    void add(Damage found) {
        damage.add(found);
    }

    /** The number will not be given to another service. */
    void keepService(int number) {
        lastService = Math.max(lastService, number);
    }

    /** The number will not be given to another series. */
    void keepSeries(int number) {
        lastSeries = Math.max(lastSeries, number);
    }

    void add(Service service) {
        keepService(service.number());
        byName.put(service.name(), service);
        byNumber.put(service.number(), service);
    }

    /** A series of a service that was added before. */
    void add(Series added) {
        if (!byNumber.containsKey(added.definition().service())) {
            throw new IllegalArgumentException(added.inWords() + " is of unknown service "
                    + added.definition().service());
        }
        keepSeries(added.number());
        series.put(added.definition(), added);
        index.add(added);
    }
}
