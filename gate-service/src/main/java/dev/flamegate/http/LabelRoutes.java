package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.LabelCatalog;
import dev.flamegate.query.LabelCatalog.Cardinality;
import dev.flamegate.query.LabelCatalog.ServiceCardinality;
import dev.flamegate.query.Queries;
import dev.flamegate.query.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names and values of labels, and how many there are: as JSON and as a page. */
final class LabelRoutes {
    private static final Set<String> PARAMETERS = Set.of("query", "from", "until");
    private static final int TOP = 5;
    private static final int TOP_MAX = 1000;
    private static final int SERVICES_SHOWN = 50;

    private final QueryDesk desk;
    private final TimeText times;

    LabelRoutes(QueryDesk desk, TimeText times) {
        this.desk = desk;
        this.times = times;
    }

    void declare(RoutesConfig routes) {
        routes.get("/api/v1/labels", this::names);
        routes.get("/api/v1/labels/cardinality", this::cardinality);
        routes.get("/api/v1/labels/{name}/values", this::values);
        routes.get("/labels", ctx -> Pages.answer(ctx, OperatorTabs.page("/labels", "Labels", page())));
    }

    private void names(Context ctx) {
        ctx.json(Map.of("labels", chosen(ctx).names()));
    }

    private void values(Context ctx) {
        String name = ctx.pathParam("name");
        ctx.json(Map.of("label", name, "values", chosen(ctx).values(name)));
    }

    /** Of all times, if none is given. */
    private LabelCatalog chosen(Context ctx) {
        QueryParameters in = QueryParameters.of(ctx, times, PARAMETERS);
        TimeRange range = in.range("from", "until", "0");
        Query query = Query.parseAny(in.text("query", "{}"));
        boolean timed = !in.text("from", "").isEmpty() || !in.text("until", "").isEmpty();
        LabelCatalog catalog = desk.ask(queries -> queries.labels(query));
        return timed ? catalog.during(range.startNanos(), range.endNanos()) : catalog;
    }

    private void cardinality(Context ctx) {
        QueryParameters in = QueryParameters.of(ctx, times, Set.of("query", "top"));
        int top = Math.min(TOP_MAX, in.number("top", TOP));
        Query query = Query.parseAny(in.text("query", "{}"));
        LabelCatalog catalog = desk.ask(queries -> queries.labels(query));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("series", catalog.series().size());
        answer.put("labels", catalog.cardinality(top));
        answer.put("services", catalog.byService(top));
        ctx.json(answer);
    }

    private String page() {
        LabelCatalog catalog = desk.ask(Queries::labels);
        if (catalog.series().isEmpty()) {
            return "<p class=\"muted\">No profile is stored yet.</p>";
        }
        List<ServiceCardinality> services = catalog.byService(TOP);
        StringBuilder body = new StringBuilder("<p>" + catalog.series().size() + " series of " + services.size()
                + (services.size() == 1 ? " service" : " services")
                + ". A label with a value for every process makes a series for every process: look at the"
                + " first rows.</p>\n");
        table(body, "All services", catalog.cardinality(TOP));
        for (ServiceCardinality service : services.subList(0, Math.min(SERVICES_SHOWN, services.size()))) {
            table(body, service.service() + ", " + service.series() + " series", service.labels());
        }
        if (services.size() > SERVICES_SHOWN) {
            body.append("<p class=\"muted\">")
                    .append(services.size() - SERVICES_SHOWN)
                    .append(" services with fewer series are not shown; /api/v1/labels/cardinality has them.</p>\n");
        }
        return body.toString();
    }

    private static void table(StringBuilder body, String title, List<Cardinality> labels) {
        body.append("<h2>")
                .append(text(title))
                .append("</h2><table class=\"labels\"><thead><tr><th scope=\"col\">label</th>")
                .append("<th scope=\"col\" class=\"number\">values</th><th scope=\"col\" class=\"number\">series</th>")
                .append("<th scope=\"col\">values of most series</th></tr></thead><tbody>\n");
        for (Cardinality label : labels) {
            body.append("<tr><th scope=\"row\"><code>")
                    .append(text(label.label()))
                    .append("</code></th><td class=\"number\">")
                    .append(label.values())
                    .append("</td><td class=\"number\">")
                    .append(label.series())
                    .append("</td><td>")
                    .append(top(label))
                    .append("</td></tr>\n");
        }
        body.append("</tbody></table>\n");
    }

    private static String top(Cardinality label) {
        String shown = label.top().stream()
                .map(value ->
                        "<code>" + text(value.value()) + "</code> <span class=\"muted\">" + value.series() + "</span>")
                .collect(Collectors.joining(", "));
        int more = label.values() - label.top().size();
        return more == 0 ? shown : shown + " <span class=\"muted\">and " + more + " more</span>";
    }
}
