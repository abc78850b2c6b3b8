package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.Target;
import dev.flamegate.gate.GateSummaries.Summary;
import dev.flamegate.http.Readiness.Backend;
import dev.flamegate.reports.GateReport;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What stands below a report: the other gates of its pull request, and of its service. */
final class OtherGates {
    private static final int LOOKED_AT = 40;
    private static final int SHOWN = 10;

    private final Readiness readiness;

    OtherGates(Readiness readiness) {
        this.readiness = readiness;
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

    private static List<Summary> ofPullRequest(Backend backend, Target target, String but) {
        List<String> ids = backend.outbox().latest(500, false).stream()
                .filter(row -> row.target().repository().equals(target.repository())
                        && Objects.equals(row.target().pullRequest(), target.pullRequest()))
                .map(Delivery::gate)
                .distinct()
                .filter(id -> !id.equals(but))
                .limit(SHOWN)
                .toList();
        return LatestGates.of(ids, backend.gates(), backend.archive().summaries());
    }

    private static List<Summary> ofService(Backend backend, String service, String but) {
        return LatestGates.of(backend.gates(), backend.archive().summaries(), LOOKED_AT).stream()
                .filter(line -> !line.id().equals(but) && line.service().equals(service))
                .limit(SHOWN)
                .toList();
    }

    private static String section(String id, String title, List<Summary> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder rows = new StringBuilder();
        for (Summary line : lines) {
            rows.append("<tr><td><span class=\"")
                    .append(line.verdict().name().toLowerCase(Locale.ROOT))
                    .append("\">")
                    .append(line.verdict())
                    .append("</span></td><td><a href=\"/gates/")
                    .append(Pages.value(SearchRoutes.encoded(line.id())))
                    .append("\">")
                    .append(text(line.sentence().replace("`", "")))
                    .append("</a></td><td>")
                    .append(text(line.baseline() + " \u2192 " + line.candidate()))
                    .append("</td><td>")
                    .append(HomeRoutes.asked(line.createdAt()))
                    .append("</td></tr>\n");
        }
        return "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" + text(title)
                + "</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"" + id
                + "\"><table class=\"gates\"><thead><tr><th scope=\"col\">verdict</th><th scope=\"col\">in one sentence</th>"
                + "<th scope=\"col\">baseline \u2192 candidate</th><th scope=\"col\">asked</th></tr></thead>\n<tbody>"
                + rows
                + "</tbody></table></div>\n</section>\n";
    }
}
