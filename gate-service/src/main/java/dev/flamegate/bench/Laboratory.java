package dev.flamegate.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Makes many runs on several threads. A run's random source comes from the name of its experiment and its number alone, so results do
 * not depend on how many threads there are.
 */
final class Laboratory implements AutoCloseable {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** One run. */
    interface Trial<T> {
        T run(SplittableRandom random);
    }

    private final ExecutorService threads;
    private final BenchProgress progress;

    Laboratory(int threadCount, BenchProgress progress) {
        this.threads = Executors.newFixedThreadPool(threadCount, task -> {
            Thread thread = new Thread(task, "bench");
            thread.setDaemon(true);
            return thread;
        });
        this.progress = progress;
    }

    /** Runs of the gate on simulated fleets. */
    List<Judged> judged(String experiment, FleetScenario scenario, PlantedChange change, int count) {
        SimulatedFleet fleet = new SimulatedFleet(scenario);
        return judged(
                experiment + " " + data(scenario, change),
                count,
                random -> Judged.of(fleet.run(change, random).selection()));
    }

    /** How figures name what was measured. */
    static String data(FleetScenario scenario, PlantedChange change) {
        return scenario.text() + ": " + change.name();
    }

    /** Runs of the gate, in the order of their numbers; failures are counted in the progress. */
    List<Judged> judged(String name, int count, Trial<Judged> trial) {
        return runs(name, count, trial, Judged::fails);
    }

    /** Runs of something else. */
    <T> List<T> runs(String name, int count, Trial<T> trial) {
        return runs(name, count, trial, result -> false);
    }

    /**
     * @param name different for every experiment
     * @param failed counted in the progress
     */
    <T> List<T> runs(String name, int count, Trial<T> trial, Predicate<T> failed) {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        long start = System.nanoTime();
        List<Future<T>> futures = new ArrayList<>();
        for (int run = 0; run < count; run++) {
            SplittableRandom random = random(name, run);
            futures.add(threads.submit(() -> {
                T result = trial.run(random);
                int fails = failed.test(result) ? failures.incrementAndGet() : failures.get();
                int ready = done.incrementAndGet();
                double left = (System.nanoTime() - start) / (double) ready * (count - ready);
                progress.at(name, ready, count, fails, Duration.ofNanos((long) left));
                return result;
            }));
        }
        return futures.stream().map(Laboratory::get).toList();
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run failed: " + e.getCause(), e.getCause());
        }
    }

    /** The random source of one run. */
    static SplittableRandom random(String name, int run) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return new SplittableRandom(hash + run * GOLDEN).split();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
