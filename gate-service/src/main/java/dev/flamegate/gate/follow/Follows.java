package dev.flamegate.gate.follow;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.Gates.GatesBusyException;
import dev.flamegate.gate.Looks;
import dev.flamegate.store.DocumentStore;
import dev.flamegate.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The follows that are open, and what is kept of those that are over. They go on where they were when the service is started again. Safe
 * for use by many threads.
 */
public final class Follows implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follows.class);
    private static final int STEP_MILLIS = 200;

    private final Looks looks;
    private final FollowLog log;
    private final Clock clock;
    private final int openMax;
    private final Map<String, FollowedGate> open = new ConcurrentSkipListMap<>();
    private final List<Consumer<Follow>> listeners = new CopyOnWriteArrayList<>();
    private final Object change = new Object();
    private volatile boolean closed;
    private final ScheduledExecutorService engine =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "follow"));

    /**
     * @param openMax follows that may be open
     */
    public Follows(Looks looks, DocumentStore documents, Clock clock, int openMax) {
        this.looks = looks;
        this.log = new FollowLog(documents);
        this.clock = clock;
        this.openMax = openMax;
    }

    /** Takes up what was open when the service stopped, and looks when looks are due. */
    public void start() {
        for (String id : log.open()) {
            log.find(id).filter(follow -> !follow.state().isOver()).ifPresent(follow -> open.put(id, gate(follow)));
        }
        if (!open.isEmpty()) {
            LOG.info("{} follows go on", open.size());
        }
        engine.scheduleWithFixedDelay(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private FollowedGate gate(Follow follow) {
        return new FollowedGate(looks, engine, this::changed, follow);
    }

    /**
     * Begins a follow; it is kept before this returns.
     *
     * @throws GatesBusyException if too many are open
     */
    public Follow begin(EvaluationRequest question, FollowPlan plan) {
        Follow follow = Follow.begun(looks.nextId(), question, plan);
        synchronized (open) {
            if (closed || open.size() >= openMax) {
                throw new GatesBusyException(
                        closed
                                ? "the service is shutting down"
                                : open.size() + " follows are open already; DELETE /api/v1/gates/ID ends one");
            }
            log.keep(follow);
            open.put(follow.id(), gate(follow));
            log.keepOpen(open.keySet());
        }
        return follow;
    }

    /** As it stands now; empty if no follow has this id. */
    public Optional<Follow> find(String id) {
        FollowedGate gate = open.get(id);
        return gate == null ? log.find(id) : Optional.of(gate.state());
    }

    public int openCount() {
        return open.size();
    }

    /** The same for no reason that anybody said. */
    public Optional<Boolean> cancel(String id) {
        return cancel(id, "");
    }

    /**
     * Ends a follow without a verdict.
     *
     * @param why for people; empty if that is nobody's business
     * @return whether it was open; empty if no follow has this id
     */
    public Optional<Boolean> cancel(String id, String why) {
        FollowedGate gate = open.get(id);
        if (gate == null) {
            return log.find(id).map(follow -> false);
        }
        try {
            return Optional.of(CompletableFuture.supplyAsync(() -> gate.cancel(clock.instant(), why), engine)
                    .join());
        } catch (RejectedExecutionException e) {
            throw new GatesBusyException("the service is shutting down");
        }
    }

    /**
     * Waits until something happens after an event, at most this long.
     *
     * @param event number of the last state that the caller knows; {@link Long#MAX_VALUE} to wait for the end
     * @return the state then; empty if no follow has this id
     */
    public Optional<Follow> await(String id, long event, Duration waitMax) throws InterruptedException {
        long deadline = System.nanoTime() + waitMax.toNanos();
        synchronized (change) {
            Optional<Follow> now = find(id);
            while (now.isPresent() && !closed) {
                Follow follow = now.get();
                long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
                if (follow.state().isOver() || follow.event() > event || leftMillis <= 0) {
                    return now;
                }
                change.wait(leftMillis);
                now = find(id);
            }
            return now;
        }
    }

    /** Told of every state of every follow, in their order, by the thread that has follows to look after: it must not be kept. */
    public void listen(Consumer<Follow> listener) {
        listeners.add(listener);
    }

    private void changed(Follow follow) {
        try {
            log.keep(follow);
            if (follow.state().isOver()) {
                close(follow.id());
            }
        } catch (StoreException e) {
            LOG.error("follow {}: its state could not be kept; after a restart an earlier one holds", follow.id(), e);
        }
        synchronized (change) {
            change.notifyAll();
        }
        listeners.forEach(listener -> listener.accept(follow));
    }

    private void close(String id) {
        synchronized (open) {
            open.remove(id);
            log.keepOpen(open.keySet());
        }
    }

    /** A task that throws would be the last one. */
    private void step() {
        for (FollowedGate gate : open.values()) {
            try {
                gate.step(clock.instant());
            } catch (RuntimeException e) {
                LOG.error(
                        "follow {} could not go on, and tries again",
                        gate.state().id(),
                        e);
            }
        }
    }

    /** What is open stays open for the next start. */
    @Override
    public void close() {
        closed = true;
        synchronized (change) {
            change.notifyAll();
        }
        engine.shutdownNow();
        try {
            if (!engine.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("a follow was still at work after 10 seconds and was left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
