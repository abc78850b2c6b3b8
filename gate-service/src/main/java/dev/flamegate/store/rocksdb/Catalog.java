package dev.flamegate.store.rocksdb;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The services and series that are on the disk, by name and by definition. Read by many threads, changed by the one that writes. */
final class Catalog {
    private final Map<String, Service> byName = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Integer, Service> byNumber = new ConcurrentSkipListMap<>();
    private final Map<SeriesDefinition, Series> series = new ConcurrentHashMap<>();

    @Nullable
    Service service(String name) {
        return byName.get(name);
    }

    @Nullable
    Series series(SeriesDefinition definition) {
        return series.get(definition);
    }

    Collection<Service> services() {
        return byNumber.values();
    }

    Stream<Series> allSeries() {
        return byNumber.values().stream().flatMap(service -> service.series().stream());
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
        Service service = byNumber.get(added.definition().service());
        if (service == null) {
            throw new IllegalArgumentException(added.inWords() + " is of unknown service "
                    + added.definition().service());
        }
        series.put(added.definition(), added);
        service.add(added);
    }
}
