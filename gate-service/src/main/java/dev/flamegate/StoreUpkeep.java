package dev.flamegate;

import dev.flamegate.store.Pin;
import dev.flamegate.store.Pins;
import dev.flamegate.store.Retention;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.rocksdb.RocksStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does every half minute what a store leaves to be done as its data ages. What fails is tried again the next time. */
final class StoreUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreUpkeep.class);
    private static final int EVERY_SECONDS = 30;

    private final RocksStore store;
    private final Retention retention;
    private final Pins pins;
    private final Runnable afterDropping;
    private final Clock clock;
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "store-upkeep"));

    /**
     * @param store stays the caller's to close
     * @param afterDropping called when days have lost something
     */
    StoreUpkeep(RocksStore store, Retention retention, Pins pins, Runnable afterDropping, Clock clock) {
        this.store = store;
        this.retention = retention;
        this.pins = pins;
        this.afterDropping = afterDropping;
        this.clock = clock;
    }

    void start() {
        worker.scheduleWithFixedDelay(this::run, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until everything that is due is done. */
    void runNow() {
        CompletableFuture.runAsync(this::run, worker).join();
    }

    /** A task that throws would be the last one. */
    private void run() {
        try {
            while (!worker.isShutdown() && store.rollUp(clock.instant()) > 0) {
                Thread.yield();
            }
            List<Pin> pinned = pins.all();
            if (store.drop(retention, labels -> Pins.hold(pinned, labels), clock.instant()) > 0) {
                store.dropUnusedDictionaries();
                afterDropping.run();
            }
        } catch (StoreException e) {
            LOG.error("the store's upkeep failed; it is tried again in {} seconds", EVERY_SECONDS, e);
        } catch (RuntimeException e) {
            LOG.error("the store's upkeep failed for a reason that nobody thought of", e);
        }
    }

    /** Waits for the step at work, which is short. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("the store's upkeep was still at work after 30 seconds and was left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
