package dev.flamegate.http;

import dev.flamegate.gate.Gates.GateState;
import dev.flamegate.gate.Gates.Running;
import dev.flamegate.gate.follow.Follow;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Follows as Server-Sent Events (HTML Living Standard, section 9.2). Every event is a whole state, so that whoever comes back with the last
 * id gets the newest state and has missed nothing. A comment now and then keeps proxies and the server from closing a quiet connection.
 * Events are written by one thread: they are small and few, and a connection that does not take them is closed by the server's time limit.
 */
final class FollowEvents implements AutoCloseable {
    private static final int STREAMS_MAX = 100;

    private final Readiness readiness;
    private final AtomicInteger room = new AtomicInteger(STREAMS_MAX);
    private final Set<Stream> streams = new LinkedHashSet<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "follow-events");
        thread.setDaemon(true);
        return thread;
    });

    /** Belongs to the writer. */
    private static final class Stream {
        private final String id;
        private final SseClient client;
        private long event;

        Stream(String id, SseClient client, long event) {
            this.id = id;
            this.client = client;
            this.event = event;
        }
    }

    /**
     * @param idleTimeout after which a quiet connection is closed
     */
    FollowEvents(Readiness readiness, Duration idleTimeout) {
        this.readiness = readiness;
        long every = Math.max(100, idleTimeout.toMillis() / 3);
        writer.scheduleWithFixedDelay(this::beat, every, every, TimeUnit.MILLISECONDS);
    }

    /** @throws ProblemException 429 if too many watch already */
    void checkRoom() {
        if (room.get() <= 0) {
            Problem problem = Problem.of("too_many_watchers", STREAMS_MAX + " clients watch follows already");
            throw ProblemException.retry(429, problem, 10);
        }
    }

    /** The id that a client that comes back has seen last; 0 if it has seen none. */
    static long lastEvent(Context ctx) {
        String text = ctx.header("Last-Event-ID");
        if (text == null || text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,18}")) {
            throw ProblemException.badField("Last-Event-ID", "'" + text + "' is not the number of an event");
        }
        return Long.parseLong(text);
    }

    void open(SseClient client) {
        Stream stream = new Stream(client.ctx().pathParam("id"), client, lastEvent(client.ctx()));
        room.decrementAndGet();
        client.keepAlive();
        client.onClose(() -> later(() -> forget(stream)));
        later(() -> {
            streams.add(stream);
            client.sendComment("events of gate " + stream.id);
            readiness.backend().follows().find(stream.id).ifPresent(follow -> send(stream, follow));
        });
    }

    private void forget(Stream stream) {
        if (streams.remove(stream)) {
            room.incrementAndGet();
        }
    }

    /** Tells whoever watches it. */
    void changed(Follow follow) {
        later(() -> List.copyOf(streams).stream()
                .filter(stream -> stream.id.equals(follow.id()))
                .forEach(stream -> send(stream, follow)));
    }

    private void send(Stream stream, Follow follow) {
        if (follow.event() > stream.event && !stream.client.terminated()) {
            stream.event = follow.event();
            String name = follow.state().isOver() ? over(follow) : "progress";
            stream.client.sendEvent(name, GateAnswer.event(state(follow), follow), Long.toString(follow.event()));
        }
        if (follow.state().isOver()) {
            stream.client.close();
        }
    }

    private static String over(Follow follow) {
        return follow.state() == Follow.State.DONE
                ? "verdict"
                : follow.state().name().toLowerCase(Locale.ROOT);
    }

    private GateState state(Follow follow) {
        return follow.state().isOver()
                ? readiness.backend().gates().find(follow.id()).orElseGet(Running::new)
                : new Running();
    }

    private void beat() {
        List.copyOf(streams).forEach(stream -> {
            if (stream.client.terminated()) {
                forget(stream);
            } else {
                stream.client.sendComment("still here");
            }
        });
    }

    private void later(Runnable work) {
        try {
            writer.execute(work);
        } catch (RejectedExecutionException closing) {
            room.get(); // nobody is left to be told
        }
    }

    /** Ends all streams: clients come back to the next process with the last id. */
    @Override
    public void close() {
        later(() -> List.copyOf(streams).forEach(stream -> stream.client.close()));
        writer.shutdown();
        try {
            if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
