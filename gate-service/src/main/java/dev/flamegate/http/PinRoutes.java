package dev.flamegate.http;

import dev.flamegate.profile.Labels;
import dev.flamegate.store.Pin;
import dev.flamegate.store.Pins;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Versions whose profiles are kept whatever their age. */
final class PinRoutes {
    private static final String PATH = "/api/v1/pins";
    private static final int REASON_CHARS_MAX = 1000;

    private final Readiness readiness;
    private final Clock clock;

    PinRoutes(Readiness readiness, Clock clock) {
        this.readiness = readiness;
        this.clock = clock;
    }

    void declare(RoutesConfig routes) {
        routes.get(PATH, ctx -> ctx.json(Map.of("pins", pins().all())));
        routes.put(PATH, this::pin);
        routes.delete(PATH, this::unpin);
    }

    private Pins pins() {
        return readiness.backend().pins();
    }

    private void pin(Context ctx) {
        String reason = String.valueOf(ctx.queryParamMap()
                .getOrDefault("reason", java.util.List.of(""))
                .get(0));
        if (reason.length() > REASON_CHARS_MAX) {
            throw ProblemException.badField("reason", "'reason' is longer than " + REASON_CHARS_MAX + " characters");
        }
        Pin pin = new Pin(
                value(ctx, "service"),
                value(ctx, "version"),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                reason);
        pins().pin(pin);
        ctx.json(pin);
    }

    private void unpin(Context ctx) {
        String service = value(ctx, "service");
        String version = value(ctx, "version");
        if (!pins().unpin(service, version)) {
            throw new ProblemException(
                    404, Problem.of("not_pinned", "version '" + version + "' of '" + service + "' is not pinned"));
        }
        ctx.status(204);
    }

    private static String value(Context ctx, String name) {
        String value = ctx.queryParam(name);
        if (value == null || value.isBlank() || value.length() > Labels.VALUE_CHARS_MAX) {
            throw ProblemException.badField(name, "'" + name + "' is missing or too long");
        }
        return value;
    }
}
