package dev.flamegate.store.rocksdb;

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
        Service service = byNumber.get(added.definition().service());
        if (service == null) {
            throw new IllegalArgumentException(added.inWords() + " is of unknown service "
                    + added.definition().service());
        }
        keepSeries(added.number());
        series.put(added.definition(), added);
        service.add(added);
    }
}
