package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.gate.week.Week;
import dev.flamegate.gate.week.Week.Change;
import dev.flamegate.gate.week.Week.Creep;
import dev.flamegate.gate.week.Week.FunctionRow;
import dev.flamegate.gate.week.Week.Mover;
import dev.flamegate.gate.week.Week.Step;
import dev.flamegate.gate.week.Week.Version;
import dev.flamegate.http.WeekRoutes.Asked;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.reports.ShortName;
import dev.flamegate.reports.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service's week, top to bottom: what changed in words, when which version ran, what it cost, functions by version, creep. */
final class WeekPage {
    static final String HEAD = Pages.styles("week.css", "heat.css") + Pages.modules("week.mjs");

    private static final int STEPS_SHOWN = 10;
    private static final int NEWEST_SHOWN = 3;

    private final Asked asked;
    private final Week week;
    private final WeekLinks links;

    WeekPage(Asked asked, Week week) {
        this.asked = asked;
        this.week = week;
        this.links = new WeekLinks(week, asked.selector(), asked.question().days());
    }

    String html() {
        StringBuilder body = new StringBuilder(controls());
        if (week.versions().isEmpty()) {
            body.append("<p>No version ran in this time.</p>\n");
        } else {
            WeekCharts charts = new WeekCharts(week);
            changes(body);
            body.append("<h2>Versions and their pods</h2>\n").append(charts.lanes());
            body.append(charts.cost());
            functions(body);
            creep(body);
        }
        notes(body);
        return Pages.frame(week.service(), HEAD, body.toString());
    }

    private String controls() {
        StringBuilder form = new StringBuilder("<form class=\"controls\" action=\"")
                .append(text(WeekLinks.service(week.service())))
                .append("\" method=\"get\"><label>profile type <select name=\"type\">");
        for (String type : asked.types()) {
            boolean chosen = type.equals(week.type().toString());
            form.append("<option value=\"")
                    .append(Pages.value(type))
                    .append(chosen ? "\" selected>" : "\">")
                    .append(text(name(type)))
                    .append("</option>");
        }
        form.append("</select></label> <label>days <select name=\"days\">");
        TreeSet<Integer> days = new TreeSet<>(List.of(1, 3, 7, 14, 28));
        days.add(asked.question().days());
        days.forEach(day -> form.append("<option")
                .append(day == asked.question().days() ? " selected>" : ">")
                .append(day)
                .append("</option>"));
        return form.append("</select></label> <label>only <input name=\"selector\" size=\"24\" placeholder=\"")
                .append(text("{region=\"eu\"}"))
                .append("\" value=\"")
                .append(Pages.value(asked.selector()))
                .append("\"></label> <button type=\"submit\">Show</button> <a href=\"")
                .append(text(links.here(Map.of())))
                .append("\">Link to this view</a></form>\n")
                .toString();
    }

    private static String name(String type) {
        ProfileType parsed = ProfileType.parse(type);
        return parsed.sampleType().type() + " (" + parsed.name() + ")";
    }

    private void changes(StringBuilder body) {
        List<Step> all =
                Stream.concat(week.costSteps().stream(), week.steps().stream()).toList();
        List<Step> steps = all.stream().filter(Step::material).toList();
        List<Mover> newest = newest(all);
        long cells = week.functions().stream()
                .flatMap(row -> row.cells().stream())
                .filter(cell -> cell.change() != null && cell.change().significant())
                .count();
        if (steps.isEmpty() && newest.isEmpty()) {
            body.append("<p class=\"lead\">")
                    .append(cells + all.size() == 0 ? "Nothing changed beyond chance" : "No material change lasted")
                    .append(" in ")
                    .append(Words.counted(week.versions().size(), "version"))
                    .append(cells + all.size() == 0 ? "." : "; smaller or passing ones are in the table.")
                    .append("</p>\n");
            return;
        }
        body.append("<h2>What changed</h2>\n<ul class=\"changes\">\n");
        String last = week.versions().get(week.versions().size() - 1).name();
        steps.stream()
                .limit(STEPS_SHOWN)
                .forEach(step ->
                        item(body, step.size(), WeekWords.sentence(step, week), step.function(), step.version()));
        newest.forEach(mover ->
                item(body, mover.change().size(), WeekWords.sentence(mover, last, week), mover.function(), last));
        body.append("</ul>\n");
        int more = all.size() - Math.min(STEPS_SHOWN, steps.size());
        if (more > 0) {
            body.append("<p class=\"muted\">")
                    .append(Words.counted(more, "smaller lasting change"))
                    .append(more == 1 ? " is" : " are")
                    .append(" not listed.</p>\n");
        }
    }

    /** Of the newest version nobody can say yet whether a change lasts; largest first. */
    private List<Mover> newest(List<Step> steps) {
        int newest = week.versions().size() - 1;
        Set<String> named = steps.stream().map(Step::function).collect(Collectors.toSet());
        List<Mover> movers = new ArrayList<>();
        for (FunctionRow row : week.functions()) {
            Change change = row.cells().get(newest).change();
            if (change != null && change.significant() && !named.contains(row.function())) {
                movers.add(new Mover(row.function(), change));
            }
        }
        return movers.stream()
                .sorted(Comparator.comparingDouble(
                        mover -> -Math.abs(mover.change().size())))
                .limit(NEWEST_SHOWN)
                .toList();
    }

    private void item(StringBuilder body, double size, String sentence, String function, String versionName) {
        body.append("<li><span class=\"")
                .append(size > 0 ? "grew" : "shrank")
                .append("\">")
                .append(size > 0 ? "&#9650; grew" : "&#9660; shrank")
                .append("</span> ")
                .append(Pages.sentence(sentence));
        if (!function.isEmpty()) {
            body.append(" &middot; <a href=\"#")
                    .append(text(WeekLinks.encoded(HeatTable.rowId(function))))
                    .append("\">in the table</a>");
        }
        version(versionName)
                .filter(version -> !version.anchors().isEmpty())
                .ifPresent(version -> body.append(" &middot; <a href=\"")
                        .append(text(links.diff(version)))
                        .append("\">compare ")
                        .append(text(version.name()))
                        .append(" with the versions before</a>"));
        body.append("</li>\n");
    }

    private Optional<Version> version(String name) {
        return week.versions().stream()
                .filter(version -> version.name().equals(name))
                .findFirst();
    }

    private void functions(StringBuilder body) {
        body.append("<h2>Functions by version</h2>\n<p class=\"muted\">Points of ")
                .append(text(Words.cost(week.type().toString())))
                .append(
                        " that a function itself takes more (+) or less (&minus;) than in the up to seven versions before, pooled. ")
                .append("Coloured, with an arrow: significant (")
                .append(Words.percent(week.alpha()))
                .append(" error for the whole table). Grey: not significant. ");
        week.currentCores()
                .ifPresent(cores -> body.append("One point of the service is ")
                        .append(WeekWords.cores(cores / 100))
                        .append(" at current traffic. "));
        body.append(Words.counted(week.functionsTested(), "function"))
                .append(" tested.</p>\n")
                .append(new HeatTable(week, links, asked.functions()).html());
    }

    private void creep(StringBuilder body) {
        List<String> lines = new ArrayList<>();
        Version newest = week.versions().get(week.versions().size() - 1);
        for (Creep creep : Stream.of(
                        Optional.ofNullable(newest.weekAgo()), Optional.ofNullable(newest.tenReleasesAgo()))
                .flatMap(Optional::stream)
                .toList()) {
            for (Mover mover : creep.grown()) {
                lines.add("`" + ShortName.inSentence(mover.function()) + "` "
                        + Words.signedPoints(100 * mover.change().size()) + " since `" + creep.anchor() + "` ("
                        + WeekWords.interval(mover.change()) + ")"
                        + WeekWords.inCores(mover.change().cores()));
            }
        }
        body.append("<h2>Creep of ").append(text(newest.name())).append("</h2>\n");
        if (newest.weekAgo() == null && newest.tenReleasesAgo() == null) {
            body.append(
                    "<p class=\"muted\">No version of a week before it, and fewer than ten releases before it, are stored.</p>\n");
        } else if (lines.isEmpty()) {
            body.append("<p>Nothing grew significantly since the version of a week ago or ten releases ago.</p>\n");
        } else {
            body.append("<ul>");
            lines.forEach(
                    line -> body.append("<li>").append(Pages.sentence(line)).append("</li>"));
            body.append("</ul>\n");
        }
    }

    private void notes(StringBuilder body) {
        body.append("<p class=\"muted\">")
                .append(TimeTag.of(week.shown().startNanos()))
                .append(" to ")
                .append(TimeTag.of(week.shown().endNanos()))
                .append(", ")
                .append(Words.count(week.profiles()))
                .append(" profiles.");
        week.currentCores()
                .ifPresent(cores -> body.append(" The pods that ran at the end keep ")
                        .append(WeekWords.cores(cores))
                        .append(" busy."));
        week.notes().forEach(note -> body.append(' ').append(text(note)));
        week.versions().stream()
                .filter(version -> !version.note().isEmpty())
                .forEach(version -> body.append(" <strong>")
                        .append(text(version.name()))
                        .append("</strong>: ")
                        .append(text(version.note())));
        body.append("</p>\n");
    }
}
