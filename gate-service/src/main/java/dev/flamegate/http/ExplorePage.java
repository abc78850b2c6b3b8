package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;
import static dev.flamegate.http.Pages.value;

import dev.flamegate.http.Exploration.Side;
import dev.flamegate.http.ExploreLinks.Link;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.FlameView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page on which selections are made, and the places in which its scripts show what they found. */
final class ExplorePage {
    private static final String TITLE = "Explore";
    private static final String HEAD = Pages.styles("flame.css", "explore.css")
            + Pages.modules("times.mjs", "explore.mjs", "complete.mjs", "chart.mjs");
    private static final String RELATIVE = options(List.of("now-15m", "now-1h", "now-6h", "now-1d", "now-7d", "now"));

    private final ExploreAddress address;
    private final List<String> services;
    private final @Nullable Exploration shown;
    private final @Nullable Problem trouble;

    /**
     * @param shown empty if no service is chosen yet, or if the question cannot be understood
     * @param trouble why it cannot
     */
    ExplorePage(ExploreAddress address, List<String> services, Optional<Exploration> shown, Optional<Problem> trouble) {
        this.address = address;
        this.services = services;
        this.shown = shown.orElse(null);
        this.trouble = trouble.orElse(null);
    }

    static String empty() {
        return Pages.frame(
                TITLE,
                "",
                "<p>No profile is stored yet. <code>flamegate push FILE --service NAME --version VERSION</code> sends one;"
                        + " so does any Pyroscope SDK pointed at this address.</p>");
    }

    String html() {
        StringBuilder body = new StringBuilder(form());
        if (trouble != null) {
            String hint = trouble.hint() == null ? "" : "; " + trouble.hint();
            String place = trouble.field() == null ? "" : trouble.field() + ": ";
            body.append("<p class=\"trouble\" role=\"alert\">")
                    .append(text(place + trouble.message() + hint))
                    .append("</p>\n");
        }
        if (shown != null) {
            body.append(found(shown));
        }
        return Pages.frame(TITLE, HEAD, body.toString());
    }

    private String form() {
        return """
                <form id="ask" class="ask" action="/explore">
                <fieldset><legend>Profiles</legend>
                <label>service <select name="service" id="service">%s</select></label>
                <label>type <select name="type" id="type">%s</select></label>
                <label class="wide">conditions on labels <input name="selector" value="%s" list="labels" data-complete placeholder="region=&quot;eu&quot;, pod=~&quot;a.*&quot;" autocomplete="off" spellcheck="false"></label>
                </fieldset>
                %s%s
                <p class="tools"><button class="main">Show</button>%s</p>
                <datalist id="versions">%s</datalist><datalist id="times">%s</datalist><datalist id="labels"></datalist>
                </form>
                """.formatted(
                choices(services, address.text(ExploreAddress.SERVICE), true),
                types(),
                value(address.text(ExploreAddress.SELECTOR)),
                side(
                        "Baseline: left, before",
                        "nothing to compare with",
                        ExploreAddress.BASELINE,
                        ExploreAddress.BASELINE_SELECTOR,
                        ExploreAddress.BASELINE_FROM,
                        ExploreAddress.BASELINE_UNTIL,
                        shown == null ? Optional.empty() : shown.baseline()),
                side(
                        "Candidate: right, after",
                        "all versions",
                        ExploreAddress.CANDIDATE,
                        ExploreAddress.CANDIDATE_SELECTOR,
                        ExploreAddress.FROM,
                        ExploreAddress.UNTIL,
                        Optional.ofNullable(shown).map(Exploration::candidate)),
                shown == null ? "" : presets(new ExploreLinks(shown)),
                shown == null
                        ? ""
                        : options(shown.versions().stream().map(Holdings::value).toList()),
                RELATIVE);
    }

    private String types() {
        return shown == null
                ? choices(List.of(), address.text(ExploreAddress.TYPE), false)
                : choices(shown.types(), shown.type(), false);
    }

    private String side(
            String legend,
            String none,
            String version,
            String selector,
            String from,
            String until,
            Optional<Side> side) {
        String start = side.map(one -> placeholder(one.range().startNanos())).orElse("");
        String end = side.map(one -> placeholder(one.range().endNanos())).orElse("");
        return """
                <fieldset class="side"><legend>%s</legend>
                <label>version <input name="%s" value="%s" list="versions" placeholder="%s" autocomplete="off" spellcheck="false"></label>
                <label>further conditions <input name="%s" value="%s" list="labels" data-complete autocomplete="off" spellcheck="false"></label>
                <label>from <input name="%s" value="%s" list="times" placeholder="%s" autocomplete="off" spellcheck="false"></label>
                <label>until <input name="%s" value="%s" list="times" placeholder="%s" autocomplete="off" spellcheck="false"></label>
                </fieldset>
                """.formatted(
                        legend,
                        version,
                        value(address.text(version)),
                        none,
                        selector,
                        value(address.text(selector)),
                        from,
                        value(address.text(from)),
                        start,
                        until,
                        value(address.text(until)),
                        end);
    }

    private static String placeholder(long nanos) {
        return nanos == 0 ? "" : ExploreLinks.time(nanos);
    }

    private static String presets(ExploreLinks links) {
        return "<span>Compare with: "
                + links.presets().stream().map(ExplorePage::link).collect(Collectors.joining(" · ")) + "</span>";
    }

    private static String link(Link link) {
        return "<a href=\"" + value(link.address()) + "\">" + text(link.text()) + "</a>";
    }

    private static String found(Exploration shown) {
        ExploreLinks links = new ExploreLinks(shown);
        String downloads = links.downloads().stream()
                .map(one -> "<a download href=\"" + value(one.address()) + "\">" + text(one.text()) + "</a>")
                .collect(Collectors.joining(" · "));
        return chart(shown)
                + """
                <section aria-labelledby="found-title">
                <h2 id="found-title">What was found</h2>
                <div class="scroll" tabindex="0" role="region" aria-labelledby="found-title"><table class="found"><thead><tr><th scope="col">side</th><th scope="col">profiles of</th><th scope="col">from</th><th scope="col">until</th><th scope="col" class="number">profiles</th><th scope="col" class="number">cost</th></tr></thead>
                <tbody>%s%s</tbody></table></div>
                <p id="progress" class="muted" role="status">The profiles are being added up.</p>
                <div id="trouble" class="trouble" role="alert" hidden></div>
                %s
                <p class="tools links"><a id="permanent" href="%s">Link to exactly this</a> <span>Download: %s</span></p>
                </section>
                <div id="graph" data-address="%s" hidden>
                %s</div>
                """.formatted(
                        shown.baseline().map(side -> row("baseline", side)).orElse(""),
                        row("candidate", shown.candidate()),
                        gate(links),
                        value(links.permanent()),
                        downloads,
                        value(shown.address().link("/explore/graph")),
                        FlameView.section(shown.type(), shown.baseline().isPresent()));
    }

    private static String row(String name, Side side) {
        return "<tr><th scope=\"row\">" + name + "</th><td><code>" + text(side.query())
                + "</code></td><td class=\"time\">"
                + time(side.range().startNanos()) + "</td><td class=\"time\">"
                + time(side.range().endNanos())
                + "</td><td class=\"number\" id=\"" + name + "-profiles\"></td><td class=\"number\" id=\"" + name
                + "-total\"></td></tr>\n";
    }

    private static String time(long nanos) {
        return nanos == 0 ? "" : Pages.time(Instant.ofEpochSecond(0, nanos));
    }

    /** A picture of a difference is no verdict; this is how to get one. */
    private static String gate(ExploreLinks links) {
        Optional<String> no = links.noGate();
        String question = no.isPresent() ? "" : value(new Json().toJsonString(links.question(), Map.class));
        String note = no.map(Pages::text)
                .orElse(
                        "The picture below shows differences as measured. The gate tests every function, with the pod as the"
                                + " replicate, and says which of them are more than chance.");
        return "<p class=\"tools\"><button type=\"button\" id=\"gate\" class=\"main\" data-question=\"" + question
                + "\""
                + (no.isPresent() ? " disabled" : "") + ">Run a gate on this</button> <span class=\"muted\">" + note
                + "</span></p>";
    }

    private static String chart(Exploration shown) {
        TimeRange all = shown.extent();
        return """
                <section aria-labelledby="chart-title">
                <h2 id="chart-title">Over time</h2>
                <div id="chart" data-start="%d" data-end="%d" data-compared="%s"
                data-candidate="%s" data-candidate-start="%d" data-candidate-end="%d"
                data-baseline="%s" data-baseline-start="%d" data-baseline-end="%d"><p class="muted">The chart needs JavaScript.</p></div>
                </section>
                """.formatted(
                        all.startNanos() / 1_000_000,
                        all.endNanos() / 1_000_000,
                        shown.baseline().isPresent(),
                        value(shown.candidate().query()),
                        shown.candidate().range().startNanos() / 1_000_000,
                        shown.candidate().range().endNanos() / 1_000_000,
                        value(shown.baseline().map(Side::query).orElse("")),
                        shown.baseline()
                                .map(side -> side.range().startNanos() / 1_000_000)
                                .orElse(0L),
                        shown.baseline()
                                .map(side -> side.range().endNanos() / 1_000_000)
                                .orElse(0L));
    }

    private static String choices(List<String> values, String chosen, boolean mayBeNone) {
        StringBuilder options = new StringBuilder();
        if (mayBeNone && !values.contains(chosen)) {
            options.append("<option value=\"\">choose</option>");
        }
        for (String one : values) {
            options.append("<option value=\"")
                    .append(value(one))
                    .append(one.equals(chosen) ? "\" selected>" : "\">")
                    .append(text(one))
                    .append("</option>");
        }
        return options.toString();
    }

    private static String options(List<String> values) {
        return values.stream()
                .map(one -> "<option value=\"" + value(one) + "\"></option>")
                .collect(Collectors.joining());
    }
}
