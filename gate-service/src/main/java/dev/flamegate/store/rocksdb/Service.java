package dev.flamegate.store.rocksdb;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service with its number and its series, in order of their numbers. */
final class Service {
    private final int number;
    private final String name;
    private final CopyOnWriteArrayList<Series> series = new CopyOnWriteArrayList<>();

    Service(int number, String name) {
        this.number = number;
        this.name = name;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    List<Series> series() {
        return series;
    }

    void add(Series added) {
        series.add(added);
    }
}
