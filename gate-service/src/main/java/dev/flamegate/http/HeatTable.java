package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.gate.week.Week;
import dev.flamegate.gate.week.Week.Cell;
import dev.flamegate.gate.week.Week.Change;
import dev.flamegate.gate.week.Week.Creep;
import dev.flamegate.gate.week.Week.FunctionRow;
import dev.flamegate.gate.week.Week.Mover;
import dev.flamegate.gate.week.Week.Version;
import dev.flamegate.reports.HeatColours;
import dev.flamegate.reports.ShortName;
import dev.flamegate.reports.Words;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions by version. A cell says by how many points the function's share differs from the versions before; colour, an arrow and bold
 * type say that it is significant. Each cell leads to the diff that it is about, and two columns can be chosen to be compared.
 */
final class HeatTable {
    /** Which of the two. */
    private interface CreepOf {
        @Nullable
        Creep in(Version version);
    }

    private final Week week;
    private final WeekLinks links;
    private final int rowsMax;
    private final String cost;

    HeatTable(Week week, WeekLinks links, int rowsMax) {
        this.week = week;
        this.links = links;
        this.rowsMax = rowsMax;
        this.cost = Words.cost(week.type().toString());
    }

    /** An id of a row that is the same tomorrow. */
    static String rowId(String function) {
        return "f-" + function.replaceAll("\\s", "_");
    }

    String html() {
        StringBuilder html = new StringBuilder("<form action=\"/explore\" method=\"get\">\n");
        links.common()
                .forEach((name, value) -> html.append("<input type=\"hidden\" name=\"")
                        .append(name)
                        .append("\" value=\"")
                        .append(Pages.value(value))
                        .append("\">"));
        html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Functions by version\">\n")
                .append("<table class=\"heat\"><thead>\n<tr><th scope=\"row\">function, self</th>");
        for (Version version : week.versions()) {
            html.append("<th scope=\"col\">").append(text(version.name())).append("</th>");
        }
        html.append("</tr>\n");
        chooser(html, "baseline", Math.max(0, week.versions().size() - 2));
        chooser(html, "candidate", week.versions().size() - 1);
        html.append("</thead><tbody>\n");
        costRow(html);
        week.functions().stream().limit(rowsMax).forEach(row -> row(html, row));
        creepRow(html, "a week ago", Version::weekAgo);
        creepRow(html, "ten releases ago", Version::tenReleasesAgo);
        html.append("</tbody></table></div>\n<p><button type=\"submit\">Compare the two chosen versions</button> ");
        int more = week.functions().size() - rowsMax;
        if (more > 0) {
            html.append("<a href=\"")
                    .append(text(links.here(Map.of("functions", "2000"))))
                    .append("\">Show ")
                    .append(Words.counted(more, "more function"))
                    .append("</a>");
        }
        return html.append("</p></form>\n").toString();
    }

    private void chooser(StringBuilder html, String side, int chosen) {
        html.append("<tr><th scope=\"row\">").append(side).append("</th>");
        for (int column = 0; column < week.versions().size(); column++) {
            String version = week.versions().get(column).name();
            html.append("<td><input type=\"radio\" name=\"")
                    .append(side)
                    .append("\" value=\"")
                    .append(Pages.value(version))
                    .append("\" aria-label=\"")
                    .append(text(version + " as " + side))
                    .append(column == chosen ? "\" checked>" : "\">")
                    .append("</td>");
        }
        html.append("</tr>\n");
    }

    private void costRow(StringBuilder html) {
        if (week.versions().stream()
                .allMatch(version -> version.cost().perRequest().isEmpty())) {
            return;
        }
        html.append("<tr><th scope=\"row\">").append(text(cost)).append(" per request</th>");
        for (Version version : week.versions()) {
            Change change = version.cost().change();
            if (change == null) {
                html.append("<td>")
                        .append(version.cost().perRequest().isPresent() ? "anchor" : "&ndash;")
                        .append("</td>");
            } else {
                String words = version.name() + ": " + Words.growth(change.size()) + ", "
                        + WeekWords.interval(change) + " %"
                        + (change.significant() ? WeekWords.inCores(change.cores()) : "; not significant");
                cell(html, change, words, Words.growth(change.size()), links.diff(version));
            }
        }
        html.append("</tr>\n");
    }

    private void row(StringBuilder html, FunctionRow row) {
        html.append("<tr id=\"")
                .append(text(rowId(row.function())))
                .append("\"><th scope=\"row\"><code title=\"")
                .append(text(row.function()))
                .append("\">")
                .append(text(ShortName.inSentence(row.function())))
                .append("</code></th>");
        for (int column = 0; column < week.versions().size(); column++) {
            Version version = week.versions().get(column);
            Cell cell = row.cells().get(column);
            Change change = cell.change();
            String words = WeekWords.cell(row.function(), version.name(), cell, cost);
            if (change == null) {
                html.append("<td title=\"")
                        .append(text(words))
                        .append("\">")
                        .append(
                                cell.share().isPresent()
                                        ? text(Words.percent(cell.share().getAsDouble()))
                                        : "&ndash;")
                        .append("</td>");
            } else {
                cell(html, change, words, Words.signed(100 * change.size()), links.diff(version));
            }
        }
        html.append("</tr>\n");
    }

    private static void cell(StringBuilder html, Change change, String words, String shown, String link) {
        String arrow = !change.significant() ? "" : change.size() > 0 ? "&#9650;&#8202;" : "&#9660;&#8202;";
        html.append("<td class=\"")
                .append(HeatColours.cellClass(100 * change.size(), change.significant()))
                .append(change.significant() ? " sure" : "")
                .append("\"><a href=\"")
                .append(text(link))
                .append("\" title=\"")
                .append(text(words))
                .append("\">")
                .append(arrow)
                .append(text(shown))
                .append("</a></td>");
    }

    /** Per version the function that crept most, and how many others did. */
    private void creepRow(StringBuilder html, String name, CreepOf which) {
        if (week.versions().stream().allMatch(version -> which.in(version) == null)) {
            return;
        }
        html.append("<tr class=\"creep\"><th scope=\"row\">creep since ")
                .append(name)
                .append("</th>");
        for (Version version : week.versions()) {
            Creep creep = which.in(version);
            if (creep == null) {
                html.append("<td title=\"no such version is known\">&ndash;</td>");
            } else {
                creepCell(html, version, creep);
            }
        }
        html.append("</tr>\n");
    }

    private void creepCell(StringBuilder html, Version version, Creep creep) {
        String link = links.diff(List.of(creep.anchor()), version.name());
        if (creep.grown().isEmpty()) {
            html.append("<td class=\"neutral\"><a href=\"")
                    .append(text(link))
                    .append("\" title=\"")
                    .append(text("nothing grew significantly since " + creep.anchor()))
                    .append("\">none</a></td>");
            return;
        }
        Mover most = creep.grown().get(0);
        int more = creep.grown().size() - 1;
        String words = ShortName.inSentence(most.function()) + " "
                + Words.signedPoints(100 * most.change().size()) + " since "
                + creep.anchor() + ", " + WeekWords.interval(most.change())
                + WeekWords.inCores(most.change().cores()) + (more == 0 ? "" : "; and " + more + " more functions");
        cell(html, most.change(), words, Words.signed(100 * most.change().size()), link);
    }
}
