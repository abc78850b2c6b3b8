package dev.flamegate.http;

import dev.flamegate.delivery.github.Webhooks;
import dev.flamegate.delivery.github.Webhooks.Accept;
import dev.flamegate.delivery.github.Webhooks.Closed;
import dev.flamegate.delivery.github.Webhooks.Event;
import dev.flamegate.delivery.github.Webhooks.Nothing;
import dev.flamegate.delivery.github.Webhooks.Protect;
import dev.flamegate.delivery.github.Webhooks.RefusedException;
import dev.flamegate.delivery.github.Webhooks.RunAgain;
import dev.flamegate.http.InFlightBytes.Reservation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What GitHub tells the service: a button that was pressed, a deployment that waits, a pull request that is closed. */
final class WebhookRoutes {
    private static final int BODY_BYTES_MAX = 2 << 20;

    private final Readiness readiness;
    private final InFlightBytes inFlight;
    private final Bodies bodies;
    private final GateDesk desk;
    private final DeploymentDesk deployments;

    WebhookRoutes(
            HttpSettings settings,
            Readiness readiness,
            InFlightBytes inFlight,
            GateDesk desk,
            DeploymentDesk deployments) {
        this.readiness = readiness;
        this.inFlight = inFlight;
        this.bodies = new Bodies(settings);
        this.desk = desk;
        this.deployments = deployments;
    }

    void declare(RoutesConfig routes) {
        routes.post("/api/v1/github/webhooks", this::receive);
    }

    private void receive(Context ctx) {
        Webhooks webhooks = readiness.backend().github().webhooks();
        String delivery = said(ctx, "X-GitHub-Delivery");
        Event event;
        try (Reservation memory = inFlight.reserve()) {
            byte[] body = bodies.read(ctx, BODY_BYTES_MAX, memory);
            event = webhooks.receive(said(ctx, "X-GitHub-Event"), delivery, said(ctx, "X-Hub-Signature-256"), body);
        } catch (RefusedException e) {
            throw new ProblemException(e.status(), Problem.of("webhook_refused", String.valueOf(e.getMessage())));
        }
        if (event instanceof Nothing nothing) {
            answer(ctx, Map.of("ignored", nothing.why()));
            return;
        }
        boolean done = false;
        try {
            answer(ctx, acted(event, ctx.ip()));
            done = true;
        } finally {
            webhooks.end(delivery, done);
        }
    }

    private static void answer(Context ctx, Map<String, Object> answer) {
        ctx.status(202);
        ctx.json(answer);
    }

    private Map<String, Object> acted(Event event, String address) {
        if (event instanceof Protect protect) {
            return deployments.ask(protect, address);
        }
        if (event instanceof Closed closed) {
            return Map.of("ended", desk.end(closed.repository(), closed.number()));
        }
        if (event instanceof RunAgain again) {
            return gate(desk.again(again.gate(), address), again.gate());
        }
        if (event instanceof Accept accept) {
            return gate(desk.accept(accept.gate(), accept.actor(), accept.sha(), address), accept.gate());
        }
        throw new IllegalStateException("nobody acts upon " + event);
    }

    private static Map<String, Object> gate(Optional<GateDesk.Asked> asked, String before) {
        return asked.map(gate -> Map.<String, Object>of("gate", gate.id()))
                .orElseGet(() -> Map.of("ignored", "there is nothing to ask again about gate " + before));
    }

    private static String said(Context ctx, String header) {
        @Nullable String value = ctx.header(header);
        return value == null ? "" : value;
    }
}
