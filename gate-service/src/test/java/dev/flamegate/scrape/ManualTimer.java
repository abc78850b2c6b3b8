package dev.flamegate.scrape;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that stands until a test turns it. */
final class ManualTimer implements ScrapeTimer {
    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final long GIVE_UP_MILLIS = 20_000;

    private record Planned(Instant due, Runnable task) {}

    private final List<Planned> planned = new ArrayList<>();
    private Instant now = START;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable task) {
        Planned one = new Planned(now.plus(delay), task);
        planned.add(one);
        notifyAll();
        return () -> cancel(one);
    }

    private synchronized void cancel(Planned one) {
        planned.remove(one);
        notifyAll();
    }

    /** Runs everything that is due meanwhile, at its time. */
    void advance(Duration by) {
        Instant until = now().plus(by);
        Planned next = next(until);
        while (next != null) {
            next.task().run();
            next = next(until);
        }
        synchronized (this) {
            now = until;
        }
    }

    @org.jspecify.annotations.Nullable
    private synchronized Planned next(Instant until) {
        Planned first = planned.stream()
                .min(Comparator.comparing(Planned::due))
                .filter(one -> !one.due().isAfter(until))
                .orElse(null);
        if (first != null) {
            planned.remove(first);
            now = first.due().isAfter(now) ? first.due() : now;
        }
        return first;
    }

    /** Until exactly so many tasks wait: then everything that ran has planned what comes after it. */
    synchronized void awaitPlanned(int count) throws InterruptedException {
        long deadline = System.nanoTime() + GIVE_UP_MILLIS * 1_000_000;
        while (planned.size() != count) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(planned.size() + " tasks are planned, expected " + count);
            }
            wait(left);
        }
    }

    @Override
    public synchronized void close() {
        planned.clear();
    }
}
