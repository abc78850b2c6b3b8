package dev.flamegate.store.rocksdb;

import dev.flamegate.store.StoredSeries;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A series with its number and what it holds of each day. Read by many threads, changed by the one that writes. */
final class Series {
    private final int number;
    private final SeriesDefinition definition;
    private final ConcurrentSkipListMap<Integer, DayCounts> days = new ConcurrentSkipListMap<>();

    Series(int number, SeriesDefinition definition) {
        this.number = number;
        this.definition = definition;
    }

    int number() {
        return number;
    }

    SeriesDefinition definition() {
        return definition;
    }

    DayCounts day(int day) {
        return days.getOrDefault(day, DayCounts.NONE);
    }

    void setDay(int day, DayCounts counts) {
        days.put(day, counts);
    }

    /** All days that have profiles. */
    NavigableMap<Integer, DayCounts> allDays() {
        return days;
    }

    /** The days from {@code first} to {@code last}, both included, that have profiles. */
    NavigableMap<Integer, DayCounts> days(int first, int last) {
        return days.subMap(first, true, last, true);
    }

    StoredSeries summary() {
        long profiles = 0;
        long firstNanos = Long.MAX_VALUE;
        long lastNanos = 0;
        for (DayCounts day : days.values()) {
            profiles += day.profiles();
            firstNanos = Math.min(firstNanos, day.firstNanos());
            lastNanos = Math.max(lastNanos, day.lastNanos());
        }
        return new StoredSeries(definition.labels(), definition.types(), firstNanos, lastNanos, profiles);
    }

    String inWords() {
        return "series " + number + " (" + definition.profileName() + " of " + definition.labels() + ")";
    }
}
