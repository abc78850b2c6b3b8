package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.http.Readiness.Backend;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Headline;
import dev.flamegate.reports.Verdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The first page: what is stored, and the latest verdicts. */
final class HomeRoutes {
    private static final int GATES_SHOWN = 20;

    private final Readiness readiness;
    private final byte[] styleSheet = Resources.bytes("flamegate.css");

    HomeRoutes(Readiness readiness) {
        this.readiness = readiness;
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
        List<GateReport> reports =
                GateRoutes.latest(backend.gates(), GATES_SHOWN).toList();
        Pages.answer(ctx, Pages.frame("Services and gates", "", gates(reports) + services(services)));
    }

    private static String gates(List<GateReport> reports) {
        if (reports.isEmpty()) {
            return "<h2>Latest gates</h2><p class=\"muted\">None yet. <code>flamegate check --service NAME"
                    + " --baseline OLD --candidate NEW</code> asks the first question.</p>";
        }
        StringBuilder rows = new StringBuilder();
        for (GateReport report : reports) {
            rows.append("<tr><td>")
                    .append(verdict(report.verdict()))
                    .append("</td><td><a href=\"/gates/")
                    .append(text(report.id()))
                    .append("\">")
                    .append(sentence(Headline.of(report)))
                    .append("</a></td><td>")
                    .append(text(report.subject().service()))
                    .append("</td><td>")
                    .append(text(report.subject().baseline().name()))
                    .append(" &rarr; ")
                    .append(text(report.subject().candidate().name()))
                    .append("</td><td class=\"muted\">")
                    .append(text(report.provenance().createdAt()))
                    .append("</td></tr>\n");
        }
        return table(
                "Latest gates",
                "<th>verdict</th><th>in one sentence</th><th>service</th>"
                        + "<th>baseline &rarr; candidate</th><th>asked</th>",
                rows);
    }

    /** Names stand between back-ticks in every sentence of a report. */
    private static String sentence(String raw) {
        return text(raw).replaceAll("`([^`]*)`", "<code>$1</code>");
    }

    /** Shape, word and colour say the same: it reads without colour. */
    private static String verdict(Verdict verdict) {
        String shape = switch (verdict) {
            case PASS -> "&#9679;";
            case FAIL -> "&#11042;";
            case INCONCLUSIVE -> "&#9650;";
        };
        return "<span class=\"" + verdict + "\">" + shape + " " + verdict + "</span>";
    }

    private static String services(List<Holdings> services) {
        if (services.isEmpty()) {
            return "<h2>Services</h2><p class=\"muted\">No profile is stored yet. <code>flamegate push FILE --service"
                    + " NAME --version VERSION</code> sends one; so does any Pyroscope SDK pointed at this address.</p>";
        }
        StringBuilder rows = new StringBuilder();
        for (Holdings service : services) {
            for (Holdings version : Holdings.by(Labels.VERSION, service.series())) {
                rows.append(row(service.value(), version));
            }
        }
        return table(
                "Services",
                "<th>service</th><th>version</th><th>pods</th><th>profiles</th><th>from</th>" + "<th>until</th>",
                rows);
    }

    private static String row(String service, Holdings version) {
        int pods = Holdings.by(Labels.POD, version.series()).size();
        return "<tr><td>" + text(service) + "</td><td>" + text(version.value()) + "</td><td class=\"number\">" + pods
                + "</td><td class=\"number\">" + version.profileCount() + "</td><td class=\"muted\">"
                + version.first().truncatedTo(ChronoUnit.SECONDS) + "</td><td class=\"muted\">"
                + version.last().truncatedTo(ChronoUnit.SECONDS) + "</td></tr>\n";
    }

    private static String table(String title, String head, CharSequence rows) {
        return "<h2>" + title + "</h2><table><thead><tr>" + head + "</tr></thead><tbody>\n" + rows
                + "</tbody></table>\n";
    }
}
