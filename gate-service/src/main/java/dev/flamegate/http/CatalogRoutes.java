package dev.flamegate.http;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.store.StoredSeries;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the store holds: services, their versions, their pods. */
final class CatalogRoutes {
    private final Readiness readiness;

    CatalogRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    void declare(RoutesConfig routes) {
        routes.get("/api/v1/services", this::services);
        routes.get("/api/v1/versions", this::versions);
    }

    private void services(Context ctx) {
        List<StoredSeries> series = readiness.backend().store().series(LabelSelector.ALL);
        ctx.json(Map.of(
                "services",
                Holdings.by(Labels.SERVICE, series).stream()
                        .map(h -> h.asMap("service"))
                        .toList()));
    }

    private void versions(Context ctx) {
        String service = ctx.queryParam("service");
        if (service == null || service.isBlank()) {
            throw ProblemException.badField("service", "'service' is missing");
        }
        List<StoredSeries> series = readiness.backend().store().series(LabelSelector.equal(Labels.SERVICE, service));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("service", service);
        answer.put(
                "versions",
                Holdings.by(Labels.VERSION, series).stream()
                        .map(CatalogRoutes::version)
                        .toList());
        ctx.json(answer);
    }

    private static Map<String, Object> version(Holdings holdings) {
        Map<String, Object> version = holdings.asMap("version");
        version.put(
                "pods",
                Holdings.by(Labels.POD, holdings.series()).stream()
                        .map(h -> h.asMap("pod"))
                        .toList());
        return version;
    }
}
