package dev.flamegate.http;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.scrape.TargetStatus.Health;
import dev.flamegate.store.Damage;
import dev.flamegate.store.StoredSeries;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** For whoever runs the service: alive, ready, figures. */
final class OperationRoutes {
    private static final Duration STORE_FIGURES_AGE_MAX = Duration.ofSeconds(15);

    private final Readiness readiness;
    private final Figures figures;
    private final Clock clock;
    private Instant storeCountedAt = Instant.MIN;
    private double storeSeries = Double.NaN;
    private double storeProfiles = Double.NaN;

    OperationRoutes(Readiness readiness, InFlightBytes inFlight, Figures figures, Clock clock) {
        this.readiness = readiness;
        this.figures = figures;
        this.clock = clock;
        figures.gauge("flamegate.in.flight.bytes", "Bytes of bodies that are read or decoded now", inFlight::taken);
        figures.gauge("flamegate.ready", "1 if the service can answer", () -> readiness.isReady() ? 1 : 0);
        for (Health health : Health.values()) {
            String word = health.name().toLowerCase(Locale.ROOT);
            figures.gauge("flamegate.targets." + word, "Profiles of targets that are " + word, () -> targets(health));
        }
        figures.gauge(
                "flamegate.store.damage",
                "Places in the store that could not be read when it was opened",
                () -> damage().size());
        figures.gauge(
                "flamegate.follows.open",
                "Canaries that are followed now",
                () -> readiness.isReady() ? readiness.backend().follows().openCount() : 0);
        figures.gauge(
                "flamegate.outbox.pending",
                "Verdicts that are still to be posted",
                () -> readiness.isReady() ? readiness.backend().outbox().openCount() : 0);
        figures.gauge("flamegate.store.series", "Series in the store", () -> storeSeries);
        figures.gauge("flamegate.store.profiles", "Profiles in the store", () -> storeProfiles);
    }

    private long targets(Health health) {
        return readiness.isReady()
                ? readiness.backend().targets().targets().stream()
                        .filter(target -> target.health() == health)
                        .count()
                : 0;
    }

    /** Of a store that is not open nothing is known. */
    private List<Damage> damage() {
        return readiness.isReady() ? readiness.backend().operations().damage() : List.of();
    }

    void declare(RoutesConfig routes) {
        routes.get("/healthz", ctx -> ctx.json(Map.of("status", "alive")));
        routes.get("/readyz", this::ready);
        routes.get("/metrics", this::metrics);
    }

    private void ready(Context ctx) {
        ctx.status(readiness.isReady() ? 200 : 503);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", readiness.word());
        if (!damage().isEmpty()) {
            answer.put("damage", damage().stream().map(Damage::toString).toList());
        }
        ctx.json(answer);
    }

    private void metrics(Context ctx) {
        countStore();
        if (readiness.isReady()) {
            figures.trials(readiness.backend().archive().trials());
        }
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8");
        ctx.result(figures.scrape());
    }

    /** Listing all series costs something, so scrapes in a row share one count. */
    private synchronized void countStore() {
        Instant now = clock.instant();
        if (!readiness.isReady() || now.isBefore(oldest(storeCountedAt))) {
            return;
        }
        List<StoredSeries> series = readiness.backend().store().series(LabelSelector.ALL);
        storeSeries = series.size();
        storeProfiles = series.stream().mapToLong(StoredSeries::profileCount).sum();
        storeCountedAt = now;
    }

    private static Instant oldest(Instant countedAt) {
        return countedAt.equals(Instant.MIN) ? countedAt : countedAt.plus(STORE_FIGURES_AGE_MAX);
    }
}
