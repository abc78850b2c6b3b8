package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.gate.GateSummaries.Summary;
import dev.flamegate.gate.SelfRecord;
import dev.flamegate.http.Readiness.Backend;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.reports.Verdict;
import dev.flamegate.reports.Words;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The first page: services, how their gates went, how fresh their data is, and the latest verdicts. */
final class HomeRoutes {
    private static final int GATES_READ = 200;
    private static final int GATES_SHOWN = 20;
    private static final int STRIP_MAX = 16;
    private static final int SERVICES_SHOWN = 200;

    private final Readiness readiness;
    private final Clock clock;
    private final byte[] styleSheet = Resources.bytes("flamegate.css");

    HomeRoutes(Readiness readiness, Clock clock) {
        this.readiness = readiness;
        this.clock = clock;
    }

    void declare(RoutesConfig routes) {
        routes.get("/", this::home);
        routes.get("/flamegate.css", ctx -> {
            ctx.contentType("text/css; charset=utf-8");
            ctx.header("Cache-Control", "max-age=300");
            ctx.result(styleSheet);
        });
    }

    private void home(Context ctx) {
        Backend backend = readiness.backend();
        List<Holdings> services = Holdings.by(Labels.SERVICE, backend.store().series(LabelSelector.ALL));
        List<Summary> lines = LatestGates.of(backend.gates(), backend.archive().summaries(), GATES_READ);
        StringBuilder body = new StringBuilder();
        if (services.isEmpty()) {
            body.append(firstProfile());
        } else {
            services(body, backend, services, lines);
        }
        latest(body, lines.subList(0, Math.min(GATES_SHOWN, lines.size())));
        Pages.answer(ctx, Pages.frame("Services and gates", WeekPage.HEAD, body.toString()));
    }

    private static String firstProfile() {
        return """
                <p class="lead">No profile is stored yet.</p>
                <h2>Send the first profile</h2>
                <p>Of a Go program, or of anything that writes pprof, JFR, speedscope or folded stacks:</p>
                <pre>curl -s -o cpu.pb.gz "http://my-pod:6060/debug/pprof/profile?seconds=30"
                ./flamegate push cpu.pb.gz --service shop --version 1.4.2 --label pod=$HOSTNAME</pre>
                <p>Or point any Pyroscope SDK, Grafana Alloy or an OpenTelemetry Collector at this address, with the labels
                <code>version</code> and <code>pod</code>; or let the service scrape: <code>scrape_configs</code> in its configuration.</p>
                <p>To see it work at once, on recorded profiles: <code>./flamegate demo</code>.</p>
                """;
    }

    private void services(StringBuilder body, Backend backend, List<Holdings> services, List<Summary> lines) {
        body.append("<h2>Services</h2>\n");
        body.append("<table class=\"stack\"><thead><tr><th scope=\"col\">service</th>")
                .append("<th scope=\"col\">gates, oldest to newest</th><th scope=\"col\">false FAILs</th>")
                .append(
                        "<th scope=\"col\">newest version</th><th scope=\"col\">latest profile</th></tr></thead><tbody>\n");
        for (Holdings service : services.subList(0, Math.min(SERVICES_SHOWN, services.size()))) {
            String name = service.value();
            Holdings newest = newest(service);
            body.append("<tr><td><a href=\"")
                    .append(text(WeekLinks.service(name)))
                    .append("\"><strong>")
                    .append(text(name))
                    .append("</strong></a></td><td data-label=\"gates\">")
                    .append(strip(lines.stream()
                            .filter(line -> line.service().equals(name))
                            .toList()))
                    .append("</td><td data-label=\"false FAILs\">")
                    .append(falseFails(backend.archive().trials().of(name)))
                    .append("</td><td data-label=\"newest version\">")
                    .append(text(newest.value().isEmpty() ? "without version" : newest.value()))
                    .append(" <span class=\"muted\">")
                    .append(Words.counted(
                            Holdings.by(Labels.POD, newest.series()).size(), "pod"))
                    .append("</span></td><td data-label=\"latest profile\">")
                    .append(TimeTag.age(service.last(), clock.instant()))
                    .append(" <span class=\"muted\">")
                    .append(Pages.time(service.last()))
                    .append("</span></td></tr>\n");
        }
        body.append("</tbody></table>\n");
        if (services.size() > SERVICES_SHOWN) {
            body.append("<p class=\"muted\">")
                    .append(Words.counted(services.size() - SERVICES_SHOWN, "more service"))
                    .append("; the search finds them.</p>\n");
        }
    }

    private static Holdings newest(Holdings service) {
        return Collections.max(
                Holdings.by(Labels.VERSION, service.series()),
                (a, b) -> a.first().compareTo(b.first()));
    }

    private static String strip(List<Summary> newestFirst) {
        if (newestFirst.isEmpty()) {
            return "<span class=\"muted\">none yet</span>";
        }
        List<Summary> shown = new ArrayList<>(newestFirst.subList(0, Math.min(STRIP_MAX, newestFirst.size())));
        Collections.reverse(shown);
        StringBuilder strip = new StringBuilder("<span class=\"strip\">");
        for (Summary line : shown) {
            String words =
                    line.verdict() + ", " + line.baseline() + " to " + line.candidate() + ", " + line.createdAt();
            strip.append("<a class=\"")
                    .append(line.verdict())
                    .append("\" href=\"/gates/")
                    .append(text(line.id()))
                    .append("\" title=\"")
                    .append(text(words))
                    .append("\" aria-label=\"")
                    .append(text(words))
                    .append("\">")
                    .append(shape(line.verdict()))
                    .append("</a>");
        }
        Verdict last = shown.get(shown.size() - 1).verdict();
        return strip.append("</span> <span class=\"")
                .append(last)
                .append("\">")
                .append(last)
                .append("</span>")
                .toString();
    }

    /** Of the comparisons of a version with itself. */
    private static String falseFails(SelfRecord record) {
        if (record.compared() == 0) {
            return "<span class=\"muted\">not measured yet</span>";
        }
        double rate = (double) record.failed() / record.compared();
        String words = Words.percent(rate) + " <span class=\"muted\">(" + record.failed() + " of " + record.compared()
                + " A/A runs, " + SelfRecord.DAYS + " days)</span>";
        return record.failsTooOften() ? "<span class=\"FAIL\">&#11042; too many: </span>" + words : words;
    }

    private static void latest(StringBuilder body, List<Summary> lines) {
        body.append("<h2>Latest gates</h2>\n");
        if (lines.isEmpty()) {
            body.append(
                    "<p class=\"muted\">None yet. <code>flamegate check --service NAME --baseline OLD --candidate NEW</code>"
                            + " asks the first question.</p>\n");
            return;
        }
        body.append(
                        "<table class=\"stack gates\"><thead><tr><th scope=\"col\">verdict</th><th scope=\"col\">in one sentence</th>")
                .append("<th scope=\"col\">service</th><th scope=\"col\">baseline &rarr; candidate</th>")
                .append("<th scope=\"col\">asked</th></tr></thead><tbody>\n");
        for (Summary line : lines) {
            body.append("<tr><td><span class=\"")
                    .append(line.verdict())
                    .append("\">")
                    .append(shape(line.verdict()))
                    .append(' ')
                    .append(line.verdict())
                    .append("</span></td><td><a href=\"/gates/")
                    .append(text(line.id()))
                    .append("\">")
                    .append(Pages.sentence(line.sentence()))
                    .append("</a></td><td data-label=\"service\"><a href=\"")
                    .append(text(WeekLinks.service(line.service())))
                    .append("\">")
                    .append(text(line.service()))
                    .append("</a></td><td data-label=\"compared\">")
                    .append(text(line.baseline()))
                    .append(" &rarr; ")
                    .append(text(line.candidate()))
                    .append("</td><td data-label=\"asked\" class=\"muted\">")
                    .append(asked(line.createdAt()))
                    .append("</td></tr>\n");
        }
        body.append("</tbody></table>\n");
    }

    /** Reports may come from elsewhere: what is no time is shown as it is. */
    static String asked(String createdAt) {
        try {
            return Pages.time(Instant.parse(createdAt));
        } catch (DateTimeParseException e) {
            return text(createdAt);
        }
    }

    /** Shape, word and colour say the same: it reads without colour. */
    static String shape(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "&#9679;";
            case FAIL -> "&#11042;";
            case INCONCLUSIVE -> "&#9650;";
        };
    }
}
