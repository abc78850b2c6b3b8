package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Deployment;
import dev.flamegate.delivery.Forge;
import dev.flamegate.delivery.Outbox;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is still to be posted, what became of the rest, and a way to try again. */
final class OutboxRoutes {
    private static final String PATH = "/api/v1/outbox";
    private static final int LIMIT_DEFAULT = 50;
    private static final int LIMIT_MAX = 500;

    private final Readiness readiness;

    OutboxRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    void declare(RoutesConfig routes) {
        routes.get(PATH, this::list);
        routes.post(PATH + "/{id}/retry", this::retry);
        routes.get("/outbox", this::page);
    }

    private Outbox outbox() {
        return readiness.backend().outbox();
    }

    private void list(Context ctx) {
        String limit = ctx.queryParam("limit");
        String state = ctx.queryParam("state");
        if (state != null && !state.equals("pending")) {
            throw ProblemException.badField(
                    "state", "'" + state + "' is not pending; without it all states are listed");
        }
        int most = limit == null ? LIMIT_DEFAULT : PolicyRoutes.limit(limit, LIMIT_MAX, "limit");
        List<Delivery> rows = outbox().latest(most, state != null);
        ctx.json(Map.of(
                "pending",
                outbox().openCount(),
                "deliveries",
                rows.stream().map(OutboxRoutes::asMap).toList()));
    }

    private void retry(Context ctx) {
        String id = ctx.pathParam("id");
        Delivery again = outbox().retry(id)
                .orElseThrow(() -> new ProblemException(
                        404,
                        Problem.of("delivery_unknown", "there is no delivery with this id")
                                .in("id")
                                .hint("GET " + PATH + " lists the latest")));
        ctx.status(202);
        ctx.json(asMap(again));
    }

    /** What is not known is left out. */
    static Map<String, Object> asMap(Delivery row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", row.id());
        put(map, "gate", row.gate().isEmpty() ? null : row.gate());
        map.put("service", row.service());
        map.put("forge", row.target().forge().name().toLowerCase(Locale.ROOT));
        map.put("repository", row.target().repository());
        put(map, "pull_request", row.target().pullRequest());
        map.put("sha", row.target().sha());
        map.put("surface", row.surface().name().toLowerCase(Locale.ROOT));
        Deployment deployment = row.target().deployment();
        if (deployment != null) {
            map.put("run", deployment.run());
            map.put("environment", deployment.environment());
            map.put("deadline", deployment.deadline().toString());
        }
        map.put("state", row.state().word());
        map.put("failed_attempts", row.attempts());
        map.put("created_at", row.created().toString());
        put(map, "next_attempt_at", row.next() == null ? null : time(row.next()));
        put(map, "remote_id", row.remote());
        put(map, "note", row.note());
        return map;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private void page(Context ctx) {
        List<Delivery> rows = outbox().latest(LIMIT_DEFAULT, false);
        StringBuilder body = new StringBuilder("<p>")
                .append(outbox().openCount())
                .append(" deliveries are waiting, ")
                .append(rows.stream().filter(OutboxRoutes::failed).count())
                .append(" of the latest ")
                .append(rows.size())
                .append(" failed. <code>POST ")
                .append(PATH)
                .append("/ID/retry</code> tries one again at once, as the buttons do.</p>\n");
        body.append(
                        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Deliveries\"><table><thead><tr><th>State</th><th>What</th><th>Next try</th><th class=\"number\">Failed tries</th><th>Again</th></tr>")
                .append("</thead><tbody>\n");
        rows.forEach(row -> row(body, row));
        body.append("</tbody></table></div>\n");
        Pages.answer(ctx, OperatorTabs.page("/outbox", "Outbox", body.toString()));
    }

    private static boolean failed(Delivery row) {
        return row.state() == Delivery.State.REFUSED || row.state() == Delivery.State.GIVEN_UP;
    }

    /** For what is not settled well: waiting, or given up. */
    private static String again(Delivery row) {
        return row.isOpen() || failed(row)
                ? "<button type=\"button\" data-retry=\"" + Pages.value(row.id())
                        + "\">Retry now</button> <span role=\"status\"></span>"
                : "";
    }

    private static void row(StringBuilder body, Delivery row) {
        Integer number = row.target().pullRequest();
        String sign = row.target().forge() == Forge.GITLAB ? " !" : " #";
        Deployment deployment = row.target().deployment();
        String place = row.target().repository()
                + (number == null ? "" : sign + number)
                + (deployment == null ? "" : " to " + deployment.environment());
        body.append("<tr><td>")
                .append(text(row.state().word()))
                .append("</td><td>")
                .append(text(row.surface().name().toLowerCase(Locale.ROOT) + " on " + place))
                .append(row.gate().isEmpty() ? "" : " <a href=\"/gates/" + text(row.gate()) + "\">gate</a>")
                .append(" <span class=\"muted\">")
                .append(text(row.service()))
                .append("<br><code>")
                .append(text(row.id()))
                .append("</code></span>")
                .append(row.note() == null ? "" : "<br><span class=\"error\">" + text(row.note()) + "</span>")
                .append("</td><td class=\"time muted\">")
                .append(row.next() == null ? "never" : Pages.time(row.next()))
                .append("</td><td class=\"number\">")
                .append(row.attempts())
                .append("</td><td>")
                .append(again(row))
                .append("</td></tr>\n");
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
