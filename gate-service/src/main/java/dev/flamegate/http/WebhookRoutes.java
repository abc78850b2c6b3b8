package dev.flamegate.http;

import dev.flamegate.delivery.github.Webhooks;
import dev.flamegate.delivery.github.Webhooks.Accept;
import dev.flamegate.delivery.github.Webhooks.Event;
import dev.flamegate.delivery.github.Webhooks.Nothing;
import dev.flamegate.delivery.github.Webhooks.RefusedException;
import dev.flamegate.delivery.github.Webhooks.RunAgain;
import dev.flamegate.http.InFlightBytes.Reservation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What GitHub tells the service: a button that was pressed. */
final class WebhookRoutes {
    private static final int BODY_BYTES_MAX = 2 << 20;

    private final Readiness readiness;
    private final InFlightBytes inFlight;
    private final Bodies bodies;
    private final GateDesk desk;

    WebhookRoutes(HttpSettings settings, Readiness readiness, InFlightBytes inFlight, GateDesk desk) {
        this.readiness = readiness;
        this.inFlight = inFlight;
        this.bodies = new Bodies(settings);
        this.desk = desk;
    }

    void declare(RoutesConfig routes) {
        routes.post("/api/v1/github/webhooks", this::receive);
    }

    private void receive(Context ctx) {
        Webhooks webhooks = readiness.backend().github().webhooks();
        Event event;
        try (Reservation memory = inFlight.reserve()) {
            byte[] body = bodies.read(ctx, BODY_BYTES_MAX, memory);
            event = webhooks.receive(
                    said(ctx, "X-GitHub-Event"),
                    said(ctx, "X-GitHub-Delivery"),
                    said(ctx, "X-Hub-Signature-256"),
                    body);
        } catch (RefusedException e) {
            throw new ProblemException(e.status(), Problem.of("webhook_refused", String.valueOf(e.getMessage())));
        }
        ctx.status(202);
        ctx.json(answer(event, ctx.ip()));
    }

    private Map<String, String> answer(Event event, String address) {
        if (event instanceof RunAgain again) {
            return gate(desk.again(again.gate(), address), again.gate());
        }
        if (event instanceof Accept accept) {
            return gate(desk.accept(accept.gate(), accept.actor(), accept.sha(), address), accept.gate());
        }
        return Map.of("ignored", ((Nothing) event).why());
    }

    private static Map<String, String> gate(Optional<GateDesk.Asked> asked, String before) {
        return asked.map(gate -> Map.of("gate", gate.id()))
                .orElseGet(() -> Map.of("ignored", "there is nothing to ask again about gate " + before));
    }

    private static String said(Context ctx, String header) {
        @Nullable String value = ctx.header(header);
        return value == null ? "" : value;
    }
}
