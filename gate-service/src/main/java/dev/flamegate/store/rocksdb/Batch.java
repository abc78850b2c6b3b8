package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * One write in the making: profiles and everything they need that is not on the disk yet. The catalogue changes in {@link #apply},
 * after the write; dictionaries grow at once, so that {@link #discard} must follow a write that failed.
 */
final class Batch implements AutoCloseable {
    private final Database database;
    private final Catalog catalog;
    private final Dictionaries dictionaries;
    private final WriteTimes times;
    private final WriteBatch rows = new WriteBatch();
    private final Map<String, Service> newServices = new LinkedHashMap<>();
    private final Map<SeriesDefinition, Series> newSeries = new LinkedHashMap<>();
    private final Set<Dictionaries.Key> used = new LinkedHashSet<>();
    private final Map<SeriesDay, DayCounts> days = new HashMap<>();

    private record SeriesDay(Series series, int day) {}

    Batch(Database database, Catalog catalog, Dictionaries dictionaries, WriteTimes times) {
        this.database = database;
        this.catalog = catalog;
        this.dictionaries = dictionaries;
        this.times = times;
    }

    void add(Profile profile) throws RocksDBException {
        Service service = service(Utf8.storable(profile.labels().valueOrEmpty(Labels.SERVICE)));
        Series series = series(SeriesDefinition.of(service.number(), profile));
        SeriesDay day = new SeriesDay(series, Keys.day(profile.startNanos()));
        Dictionaries.Key dictionary = Dictionaries.Key.of(service, day.day());
        used.add(dictionary);
        DayCounts counts = days.containsKey(day) ? days.get(day) : series.day(day.day());
        deleteWindows(series, counts, profile.startNanos());
        byte[] key = Keys.profile(series.number(), profile.startNanos(), counts.profiles());
        long begun = System.nanoTime();
        Stacks stacks = Stacks.of(profile, dictionaries.of(dictionary));
        long interned = System.nanoTime();
        byte[] value = ProfileCodec.encode(profile, stacks, key);
        times.profile(interned - begun, System.nanoTime() - interned);
        rows.put(database.handle(Family.PROFILES), key, value);
        days.put(day, counts.plus(profile.startNanos(), value.length));
    }

    /** What an hour and a day that were added up have no more, now that there is more of them: their sums are made again later. */
    private void deleteWindows(Series series, DayCounts counts, long startNanos) throws RocksDBException {
        if (counts.isDayRolled()) {
            deleteWindow(series, Level.DAY, Level.DAY.windowStart(startNanos));
        }
        if (counts.isRolled(Level.HOUR.position(startNanos))) {
            long hour = Level.HOUR.windowStart(startNanos);
            for (Level level : Level.OF_AN_HOUR) {
                for (long start = hour; start < hour + Level.HOUR.nanos(); start += level.nanos()) {
                    deleteWindow(series, level, start);
                }
            }
        }
    }

    private void deleteWindow(Series series, Level level, long start) throws RocksDBException {
        rows.delete(database.handle(level.family()), Keys.window(series.number(), start));
    }

    /** To be called once, after the last profile. */
    WriteBatch complete() throws RocksDBException {
        for (Dictionaries.Key dictionary : used) {
            dictionaries.of(dictionary).writeNew(rows, database);
        }
        for (Map.Entry<SeriesDay, DayCounts> entry : days.entrySet()) {
            SeriesDay day = entry.getKey();
            byte[] key = Keys.pair(day.day(), day.series().number());
            rows.put(database.handle(Family.DAYS), key, entry.getValue().encode(key));
        }
        return rows;
    }

    /** Shows readers what is on the disk now. */
    void apply() {
        newServices.values().forEach(catalog::add);
        days.forEach((day, counts) -> day.series().setDay(day.day(), counts));
        newSeries.values().forEach(catalog::add);
    }

    /** Takes back the numbers of nodes and functions that were handed out. */
    void discard() {
        used.forEach(dictionaries::discard);
    }

    private Service service(String name) throws RocksDBException {
        Service known = catalog.service(name);
        if (known == null) {
            known = newServices.get(name);
        }
        if (known != null) {
            return known;
        }
        Service added = new Service(catalog.lastService() + newServices.size() + 1, name);
        newServices.put(name, added);
        byte[] key = Keys.number(added.number());
        rows.put(
                database.handle(Family.SERVICES),
                key,
                new ByteWriter().string(name).sealed(key));
        return added;
    }

    private Series series(SeriesDefinition definition) throws RocksDBException {
        Series known = catalog.series(definition);
        if (known == null) {
            known = newSeries.get(definition);
        }
        if (known != null) {
            return known;
        }
        Series added = new Series(catalog.lastSeries() + newSeries.size() + 1, definition);
        newSeries.put(definition, added);
        byte[] key = Keys.number(added.number());
        rows.put(database.handle(Family.SERIES), key, definition.encode(key));
        return added;
    }

    @Override
    public void close() {
        rows.close();
    }
}
