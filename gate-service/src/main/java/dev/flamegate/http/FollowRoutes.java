package dev.flamegate.http;

import dev.flamegate.gate.follow.Follow;
import dev.flamegate.gate.follow.Follows;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseHandler;
import java.util.Optional;

/** Watching a follow, and ending it. */
final class FollowRoutes {
    private final Readiness readiness;
    private final FollowEvents events;
    private final SseHandler stream;

    FollowRoutes(Readiness readiness, FollowEvents events) {
        this.readiness = readiness;
        this.events = events;
        this.stream = new SseHandler(events::open);
    }

    void declare(RoutesConfig routes) {
        routes.get("/api/v1/gates/{id}/events", this::watch);
        routes.delete("/api/v1/gates/{id}", this::cancel);
    }

    private void watch(Context ctx) {
        Follow follow = follow(ctx.pathParam("id"));
        if (follow.state().isOver() && FollowEvents.lastEvent(ctx) >= follow.event()) {
            ctx.status(204); // browsers ask again until they hear this
            return;
        }
        String accept = ctx.header("Accept");
        if (accept == null || !accept.contains("text/event-stream")) {
            throw new ProblemException(
                    406,
                    Problem.of(
                                    "not_acceptable",
                                    "events come as text/event-stream, which the header Accept does not name")
                            .hint("GET /api/v1/gates/ID?wait=30s&after=EVENT waits for one event"));
        }
        events.checkRoom();
        stream.handle(ctx);
    }

    private void cancel(Context ctx) {
        String id = ctx.pathParam("id");
        Follow follow = follow(id);
        Optional<Boolean> ended = follows().cancel(follow.id());
        if (!ended.orElse(false)) {
            throw new ProblemException(
                    409, Problem.of("gate_over", "gate '" + id + "' is over").in("id"));
        }
        ctx.status(204);
    }

    private Follows follows() {
        return readiness.backend().follows();
    }

    private Follow follow(String id) {
        return follows().find(id).orElseThrow(() -> {
            if (readiness.backend().gates().find(id).isEmpty()) {
                return GateRoutes.unknown(id);
            }
            Problem problem = Problem.of("gate_not_followed", "gate '" + id + "' answers once and is not followed")
                    .in("id");
            return new ProblemException(409, problem.hint("POST /api/v1/gates with 'follow' begins one that is"));
        });
    }
}
