package dev.flamegate.http;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.gate.Gates;
import dev.flamegate.gate.Gates.Done;
import dev.flamegate.gate.Gates.GateState;
import dev.flamegate.gate.Gates.Running;
import dev.flamegate.gate.follow.Follow;
import dev.flamegate.http.GateDesk.Asked;
import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.profile.DurationText;
import dev.flamegate.reports.GateReport;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Asking the gate, and reading its answers as JSON. */
final class GateRoutes {
    private static final int QUESTION_BYTES_MAX = 512 * 1024;
    private static final int LIMIT_DEFAULT = 20;
    private static final int LIMIT_MAX = 200;

    private final HttpSettings settings;
    private final Readiness readiness;
    private final InFlightBytes inFlight;
    private final Bodies bodies;
    private final GateDesk desk;

    /** Waiting holds a thread: half of them stay free for uploads and everything else. */
    private final Semaphore waiters;

    GateRoutes(HttpSettings settings, Readiness readiness, InFlightBytes inFlight, GateDesk desk) {
        this.settings = settings;
        this.readiness = readiness;
        this.inFlight = inFlight;
        this.bodies = new Bodies(settings);
        this.desk = desk;
        this.waiters = new Semaphore(settings.threadsMax() / 2);
    }

    void declare(RoutesConfig routes) {
        routes.post("/api/v1/gates", this::submit);
        routes.get("/api/v1/gates", this::list);
        routes.get("/api/v1/gates/{id}", this::show);
    }

    private void submit(Context ctx) throws InterruptedException {
        Gates gates = readiness.backend().gates();
        Duration waitMax = waitMax(ctx);
        Asked asked = question(ctx);
        String id = asked.id();
        if (asked.follow().isPresent()) {
            ctx.status(202);
            ctx.header("Location", "/api/v1/gates/" + id);
            ctx.json(withReporting(GateAnswer.of(new Running(), asked.follow().get()), asked));
            return;
        }
        GateState state = wait(gates, id, waitMax).orElseGet(Running::new);
        ctx.status(state instanceof Running ? 202 : 200);
        ctx.header("Location", "/api/v1/gates/" + id);
        ctx.json(withReporting(GateAnswer.of(id, state), asked));
    }

    private static Map<String, Object> withReporting(Map<String, Object> answer, Asked asked) {
        asked.servicePosts()
                .ifPresent(service -> answer.put("reporting", Map.of("posted_by", service ? "service" : "caller")));
        return answer;
    }

    private Asked question(Context ctx) {
        try (Reservation memory = inFlight.reserve()) {
            return desk.ask(bodies.read(ctx, QUESTION_BYTES_MAX, memory), ctx.ip(), ctx.header("Authorization"));
        }
    }

    private void show(Context ctx) throws InterruptedException {
        String id = ctx.pathParam("id");
        Gates gates = readiness.backend().gates();
        Optional<Long> after = after(ctx);
        if (after.isPresent()) {
            waitForNews(id, after.get(), waitMax(ctx));
        }
        Duration waitMax = after.isPresent() ? Duration.ZERO : waitMax(ctx);
        GateState state = wait(gates, id, waitMax).orElseThrow(() -> unknown(id));
        Optional<Follow> follow = readiness.backend().follows().find(id);
        Map<String, Object> answer =
                follow.map(found -> GateAnswer.of(state, found)).orElseGet(() -> GateAnswer.of(id, state));
        List<Delivery> deliveries = readiness.backend().outbox().of(id);
        if (!deliveries.isEmpty()) {
            answer.put(
                    "deliveries", deliveries.stream().map(OutboxRoutes::asMap).toList());
        }
        ctx.json(answer);
    }

    private void waitForNews(String id, long after, Duration waitMax) throws InterruptedException {
        if (!waitMax.isZero() && waiters.tryAcquire()) {
            try {
                readiness.backend().follows().await(id, after, waitMax);
            } finally {
                waiters.release();
            }
        }
    }

    /** The number of the last event that the caller knows. */
    static Optional<Long> after(Context ctx) {
        List<String> values = ctx.queryParams("after");
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (!values.get(0).matches("\\d{1,18}")) {
            throw ProblemException.badField("after", "'" + values.get(0) + "' is not the number of an event");
        }
        return Optional.of(Long.parseLong(values.get(0)));
    }

    private void list(Context ctx) {
        int limit = limit(ctx);
        ctx.json(Map.of(
                "gates",
                latest(readiness.backend().gates(), limit).map(GateAnswer::line).toList()));
    }

    static Stream<GateReport> latest(Gates gates, int countMax) {
        return gates.latest(countMax).stream()
                .flatMap(id -> gates.find(id).stream())
                .flatMap(state -> state instanceof Done done ? Stream.of(done.report()) : Stream.empty());
    }

    static ProblemException unknown(String id) {
        String shown = id.length() <= 60 ? id : id.substring(0, 60) + "...";
        Problem problem = Problem.of("gate_unknown", "there is no gate '" + shown + "'")
                .in("id")
                .hint("GET /api/v1/gates lists the latest");
        return new ProblemException(404, problem);
    }

    private Optional<GateState> wait(Gates gates, String id, Duration waitMax) throws InterruptedException {
        if (waitMax.isZero() || !waiters.tryAcquire()) {
            return gates.find(id);
        }
        try {
            return gates.await(id, waitMax);
        } finally {
            waiters.release();
        }
    }

    private Duration waitMax(Context ctx) {
        List<String> values = ctx.queryParams("wait");
        if (values.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            Duration asked = DurationText.parse(values.get(0));
            return asked.compareTo(settings.waitMax()) > 0 ? settings.waitMax() : asked;
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("wait", String.valueOf(e.getMessage()));
        }
    }

    private static int limit(Context ctx) {
        List<String> values = ctx.queryParams("limit");
        if (values.isEmpty()) {
            return LIMIT_DEFAULT;
        }
        String text = values.get(0);
        if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > LIMIT_MAX) {
            throw ProblemException.badField("limit", "'" + text + "' is not a number from 1 to " + LIMIT_MAX);
        }
        return Integer.parseInt(text);
    }
}
