package dev.flamegate.bench;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** When gates were answered, {@link System#nanoTime}. Who asked may have the answer before it is told here. Safe for use by many threads. */
final class EndTimes {
    private final Map<String, CompletableFuture<Long>> nanos = new ConcurrentHashMap<>();

    void ended(String id) {
        of(id).complete(System.nanoTime());
    }

    /** Waits for it. */
    long nanos(String id) {
        return of(id).join();
    }

    private CompletableFuture<Long> of(String id) {
        return nanos.computeIfAbsent(id, any -> new CompletableFuture<>());
    }
}
