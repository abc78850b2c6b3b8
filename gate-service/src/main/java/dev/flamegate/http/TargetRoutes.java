package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.profile.DurationText;
import dev.flamegate.scrape.TargetStatus;
import dev.flamegate.scrape.TargetStatus.Health;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is scraped and how it goes, as a page and as JSON. */
final class TargetRoutes {
    private final Readiness readiness;

    TargetRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    void declare(RoutesConfig routes) {
        routes.get("/targets", this::page);
        routes.get(
                "/api/v1/targets",
                ctx -> ctx.json(Map.of(
                        "targets", targets().stream().map(TargetRoutes::asMap).toList())));
    }

    private List<TargetStatus> targets() {
        return readiness.backend().targets().targets();
    }

    /** What is not known is left out. */
    private static Map<String, Object> asMap(TargetStatus target) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("job", target.job());
        map.put("profile", target.profile());
        map.put("url", target.url());
        map.put("labels", new TreeMap<>(target.labels()));
        map.put("health", target.health().name().toLowerCase(Locale.ROOT));
        target.lastScrape().ifPresent(time -> map.put("last_scrape", time.toString()));
        target.lastDuration().ifPresent(took -> map.put("last_duration_seconds", took.toMillis() / 1000.0));
        target.error().ifPresent(reason -> map.put("error", reason));
        target.next().ifPresent(time -> map.put("next_scrape", time.toString()));
        map.put("bytes", target.bytes());
        map.put("stacks", target.stacks());
        map.put("scrapes", target.scrapes());
        map.put("failures", target.failures());
        return map;
    }

    private void page(Context ctx) {
        List<TargetStatus> targets = targets();
        StringBuilder body = new StringBuilder();
        if (targets.isEmpty()) {
            body.append("<p class=\"muted\">Nothing is scraped. The list <code>scrape_configs</code> in the service's"
                    + " configuration names targets.</p>");
        }
        Map<String, List<TargetStatus>> jobs = new LinkedHashMap<>();
        targets.forEach(target -> jobs.computeIfAbsent(target.job(), job -> new java.util.ArrayList<>())
                .add(target));
        jobs.forEach((job, its) -> job(body, job, its));
        Pages.answer(ctx, OperatorTabs.page("/targets", "Targets", body.toString()));
    }

    private static void job(StringBuilder body, String job, List<TargetStatus> targets) {
        long up =
                targets.stream().filter(target -> target.health() == Health.UP).count();
        body.append("<h2>")
                .append(text(job))
                .append(" <span class=\"muted\">")
                .append(up)
                .append(" of ")
                .append(targets.size())
                .append(
                        " up</span></h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Targets\"><table><thead><tr><th scope=\"col\">state</th><th scope=\"col\">target</th>")
                .append("<th scope=\"col\">last scrape</th><th scope=\"col\">next</th>")
                .append("<th scope=\"col\" class=\"number\">bytes</th><th scope=\"col\" class=\"number\">stacks</th>")
                .append("</tr></thead><tbody>\n");
        targets.forEach(target -> row(body, target));
        body.append("</tbody></table></div>\n");
    }

    private static void row(StringBuilder body, TargetStatus target) {
        boolean asked = target.scrapes() > 0 || target.health() == Health.UNKNOWN;
        body.append("<tr><td>")
                .append(health(target.health()))
                .append("</td><td>")
                .append(text(target.profile()))
                .append("<br><code>")
                .append(text(target.url()))
                .append("</code><br><span class=\"muted\">")
                .append(text(labels(target)))
                .append("</span>")
                .append(target.error()
                        .map(reason -> "<br><span class=\"error\">" + text(reason) + "</span>")
                        .orElse(""))
                .append("</td><td class=\"time muted\">")
                .append(target.lastScrape().map(Pages::time).orElse("never"))
                .append(target.lastDuration()
                        .map(took -> "<br>took " + DurationText.write(took))
                        .orElse(""))
                .append("</td><td class=\"time muted\">")
                .append(target.next().map(Pages::time).orElse(asked ? "under way" : "never"))
                .append("</td><td class=\"number\">")
                .append(String.format(Locale.ROOT, "%,d", target.bytes()))
                .append("</td><td class=\"number\">")
                .append(String.format(Locale.ROOT, "%,d", target.stacks()))
                .append("</td></tr>\n");
    }

    private static String labels(TargetStatus target) {
        return new TreeMap<>(target.labels())
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Shape, word and colour say the same: it reads without colour. */
    private static String health(Health health) {
        String shape = switch (health) {
            case UP -> "&#9679;";
            case DOWN -> "&#11042;";
            case UNKNOWN -> "&#9650;";
        };
        return "<span class=\"" + health + "\">" + shape + " " + health.name().toLowerCase(Locale.ROOT) + "</span>";
    }
}
