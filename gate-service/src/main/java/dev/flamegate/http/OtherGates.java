package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Target;
import dev.flamegate.gate.Gates.Done;
import dev.flamegate.http.Readiness.Backend;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands below a report: the other gates of its pull request, and of its service. Lines are kept, since a report never changes. */
final class OtherGates {
    private static final int KEPT_MAX = 2000;
    private static final int LOOKED_AT = 40;
    private static final int SHOWN = 10;

    private final Readiness readiness;
    private final Map<String, Line> kept = Collections.synchronizedMap(new LinkedHashMap<>());

    OtherGates(Readiness readiness) {
        this.readiness = readiness;
    }

    private record Line(String id, String service, Verdict verdict, String headline, String sides, String created) {

        static Line of(GateReport report) {
            String sides = report.subject().baseline().name() + " \u2192 "
                    + report.subject().candidate().name();
            return new Line(
                    report.id(),
                    report.subject().service(),
                    report.verdict(),
                    Headline.of(report).replace("`", ""),
                    sides,
                    report.provenance().createdAt());
        }
    }

    /** HTML for the report's page. */
    String below(GateReport report) {
        Backend backend = readiness.backend();
        StringBuilder html = new StringBuilder();
        backend.outbox().of(report.id()).stream()
                .map(Delivery::target)
                .filter(target -> target.pullRequest() != null)
                .findFirst()
                .ifPresent(target -> html.append(section(
                        "pull-request-gates",
                        "Other gates of " + target.repository() + " #" + target.pullRequest(),
                        ofPullRequest(backend, target, report.id()))));
        html.append(section(
                "service-gates",
                "Other gates of " + report.subject().service(),
                ofService(backend, report.subject().service(), report.id())));
        return html.toString();
    }

    private List<Line> ofPullRequest(Backend backend, Target target, String but) {
        return backend.outbox().latest(500, false).stream()
                .filter(row -> row.target().repository().equals(target.repository())
                        && Objects.equals(row.target().pullRequest(), target.pullRequest()))
                .map(Delivery::gate)
                .distinct()
                .filter(id -> !id.equals(but))
                .limit(SHOWN)
                .flatMap(id -> line(backend, id).stream())
                .toList();
    }

    private List<Line> ofService(Backend backend, String service, String but) {
        Stream<String> ids = backend.gates().latest(LOOKED_AT).stream();
        return ids.filter(id -> !id.equals(but))
                .flatMap(id -> line(backend, id).stream())
                .filter(line -> line.service().equals(service))
                .limit(SHOWN)
                .toList();
    }

    private Optional<Line> line(Backend backend, String id) {
        Line known = kept.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Line> read = backend.gates()
                .find(id)
                .flatMap(state -> state instanceof Done done ? Optional.of(Line.of(done.report())) : Optional.empty());
        read.ifPresent(line -> {
            if (kept.size() >= KEPT_MAX) {
                kept.clear();
            }
            kept.put(id, line);
        });
        return read;
    }

    private static String section(String id, String title, List<Line> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder rows = new StringBuilder();
        for (Line line : lines) {
            rows.append("<tr><td><span class=\"")
                    .append(line.verdict().name().toLowerCase(Locale.ROOT))
                    .append("\">")
                    .append(line.verdict())
                    .append("</span></td><td><a href=\"/gates/")
                    .append(Pages.value(SearchRoutes.encoded(line.id())))
                    .append("\">")
                    .append(text(line.headline()))
                    .append("</a></td><td>")
                    .append(text(line.sides()))
                    .append("</td><td>")
                    .append(time(line.created()))
                    .append("</td></tr>\n");
        }
        return "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" + text(title)
                + "</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"" + id
                + "\"><table class=\"gates\"><thead><tr><th scope=\"col\">verdict</th><th scope=\"col\">in one sentence</th>"
                + "<th scope=\"col\">baseline \u2192 candidate</th><th scope=\"col\">asked</th></tr></thead>\n<tbody>"
                + rows
                + "</tbody></table></div>\n</section>\n";
    }

    /** The report's page runs no script of the service: here times are of UTC, and say so. */
    private static String time(String created) {
        return Pages.time(Instant.parse(created));
    }
}
