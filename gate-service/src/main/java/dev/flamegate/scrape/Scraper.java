package dev.flamegate.scrape;

import dev.flamegate.store.ProfileStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every job at its work. The threads are few and do not grow with the targets: answers are awaited without one, and decoding takes turns.
 */
public final class Scraper implements ScrapedTargets, AutoCloseable {
    private static final int DECODING_THREADS = 2;
    private static final int CLIENT_THREADS = 8;

    private final List<ScrapeJob> jobs = new ArrayList<>();
    private final ExecutorService workers = threads("scrape-worker", DECODING_THREADS);
    private final ExecutorService clients = threads("scrape-client", CLIENT_THREADS);
    private final ScrapeTimer timer;

    /**
     * How much a scrape may take; the limits are those of uploads.
     *
     * @param bodyBytesMax largest body, as sent
     * @param inFlightBytesMax bytes of all bodies at one time
     */
    public record Limits(int bodyBytesMax, int inFlightBytesMax) {}

    /**
     * @param userAgent what targets see
     * @throws IllegalArgumentException if a certificate or key of a job cannot be read
     */
    public Scraper(
            List<ScrapeConfig> configs,
            Limits limits,
            ProfileReader reader,
            ProfileStore store,
            ScrapeObserver observer,
            Clock clock,
            String userAgent) {
        this(configs, limits, new ScrapeSink(reader, store), observer, new SystemTimer(clock), userAgent);
    }

    Scraper(
            List<ScrapeConfig> configs,
            Limits limits,
            ScrapeSink sink,
            ScrapeObserver observer,
            ScrapeTimer timer,
            String userAgent) {
        this.timer = timer;
        BodyMemory memory = new BodyMemory(limits.inFlightBytesMax(), limits.bodyBytesMax());
        ScrapeLoop.Shared shared = new ScrapeLoop.Shared(timer, workers, sink, memory, observer);
        for (ScrapeConfig config : configs) {
            jobs.add(new ScrapeJob(config, new TargetClient(config, userAgent, clients), shared));
        }
    }

    public void start() {
        jobs.forEach(ScrapeJob::start);
    }

    @Override
    public List<TargetStatus> targets() {
        return jobs.stream().flatMap(job -> job.targets().stream()).toList();
    }

    /** Waits for what is being stored, and for nothing else. */
    @Override
    public void close() {
        jobs.forEach(ScrapeJob::stop);
        timer.close();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            workers.shutdownNow();
        }
        clients.shutdown();
    }

    private static ExecutorService threads(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
