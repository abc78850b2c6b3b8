package dev.flamegate.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that empties an outbox: requests to one place go out one after the other. */
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(15);

    private final Outbox outbox;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = new Thread(this::run, "delivery");
    private boolean woken;
    private boolean closed;

    public Courier(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public void start() {
        outbox.wakes(this::wake);
        thread.start();
    }

    private void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Optional<Instant> next = Optional.of(clock.instant());
        while (waitFor(next)) {
            try {
                next = outbox.deliverDue();
            } catch (RuntimeException e) {
                LOG.error("the outbox could not be emptied; it is looked at again in a minute", e);
                next = Optional.of(clock.instant().plusSeconds(60));
            }
        }
    }

    /** @return false when closed */
    private boolean waitFor(Optional<Instant> next) {
        lock.lock();
        try {
            long millis = next.map(
                            time -> Duration.between(clock.instant(), time).toMillis() + 1)
                    .orElse(Duration.ofHours(1).toMillis());
            if (!woken && !closed && millis > 0 && !changed.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.trace("the next delivery is due");
            }
            woken = false;
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the request under way end. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(STOP_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
