package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import dev.flamegate.gate.week.Week;
import dev.flamegate.gate.week.Week.PodLife;
import dev.flamegate.gate.week.Week.Step;
import dev.flamegate.gate.week.Week.Version;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The versions over time as pictures: when each of their pods ran, and what a request cost. Places along the time are percentages, so
 * that text keeps its size on every screen.
 */
final class WeekCharts {
    private static final int LANE_MIN = 14;
    private static final int PODS_DRAWN_MAX = 24;
    private static final int HEIGHT = 190;
    private static final int TOP = 26;
    private static final int BOTTOM = 22;
    private static final double LABEL_WIDTH_MIN = 10;

    private final Week week;
    private final TimeRange range;
    private final Set<String> changing = new TreeSet<>();

    WeekCharts(Week week) {
        this.week = week;
        this.range = week.shown();
        Stream.concat(week.steps().stream(), week.costSteps().stream())
                .filter(Step::material)
                .forEach(step -> changing.add(step.version()));
    }

    /** Percent of the width. */
    private double place(long nanos) {
        double part = (double) (nanos - range.startNanos()) / Math.max(1, range.durationNanos());
        return 100 * Math.min(1, Math.max(0, part));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A lane a version; in it, a line a pod. */
    String lanes() {
        StringBuilder lanes = new StringBuilder("<ol class=\"lanes\">\n");
        for (Version version : week.versions()) {
            lanes.append("<li><p><strong>")
                    .append(text(version.name()))
                    .append("</strong> ")
                    .append(version.failedIn()
                            .map(gate -> "<a class=\"FAIL\" href=\"/gates/" + text(gate) + "\">&#11042; FAIL</a> ")
                            .orElse(""))
                    .append(changing.contains(version.name()) ? "<span class=\"change\">&#9670; change</span> " : "")
                    .append("<span class=\"muted\">")
                    .append(Words.counted(version.pods().size(), "pod"))
                    .append(", from ")
                    .append(TimeTag.of(version.firstNanos()))
                    .append(version.judged() ? "" : "; not judged")
                    .append("</span></p>")
                    .append(lane(version))
                    .append("</li>\n");
        }
        return lanes.append("</ol>\n").append(axis()).toString();
    }

    private String lane(Version version) {
        List<PodLife> pods = version.pods().stream()
                .sorted(Comparator.comparingLong(PodLife::firstNanos))
                .limit(PODS_DRAWN_MAX)
                .toList();
        int height = Math.max(LANE_MIN, 4 + 3 * pods.size());
        StringBuilder svg = new StringBuilder("<svg class=\"lane\" role=\"img\" width=\"100%\" height=\"" + height
                + "\"><title>" + text(version.name()) + ": " + TimeTag.words(version.firstNanos()) + " to "
                + TimeTag.words(version.lastNanos())
                + "</title>");
        rect(svg, "band", place(version.firstNanos()), place(version.lastNanos()), 0, height);
        for (int i = 0; i < pods.size(); i++) {
            double y = 2 + (height - 4) * (i + 0.5) / pods.size() - 1;
            rect(svg, "pod", place(pods.get(i).firstNanos()), place(pods.get(i).lastNanos()), y, 2);
        }
        return svg.append("</svg>").toString();
    }

    private static void rect(StringBuilder svg, String kind, double from, double to, double y, double height) {
        svg.append("<rect class=\"").append(kind).append("\" x=\"").append(number(from));
        svg.append("%\" width=\"").append(number(Math.max(0.3, to - from))).append("%\" y=\"");
        svg.append(number(y)).append("\" height=\"").append(number(height)).append("\"/>");
    }

    /** Begin, middle and end, as text that a script turns into the reader's time. */
    private String axis() {
        long middle = range.startNanos() + range.durationNanos() / 2;
        return "<p class=\"axis muted\">" + TimeTag.of(range.startNanos()) + TimeTag.of(middle)
                + TimeTag.of(range.endNanos()) + "</p>\n";
    }

    /** One version's cost: a line where it ran, with its band. */
    private record Level(Version version, double mean, double low, double high) {}

    /** The cost of a request where it is known, else cores a pod; empty if neither is. */
    String cost() {
        boolean perRequest = week.versions().stream()
                .anyMatch(version -> version.cost().perRequest().isPresent());
        List<Level> levels = new ArrayList<>();
        for (Version version : week.versions()) {
            OptionalDouble mean =
                    perRequest ? version.cost().perRequest() : version.cost().coresPerPod();
            mean.ifPresent(value -> levels.add(new Level(
                    version,
                    value,
                    perRequest ? version.cost().low().orElse(value) : value,
                    perRequest ? version.cost().high().orElse(value) : value)));
        }
        if (levels.isEmpty()) {
            return "";
        }
        String title = perRequest
                ? Words.cost(week.type().toString()) + " per request"
                : "Cores per pod, while it was profiled (requests are not known)";
        return "<h2>" + text(capital(title)) + "</h2>\n<div class=\"chart\">" + picture(title, levels, perRequest)
                + "</div>\n" + axis();
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private String picture(String title, List<Level> levels, boolean perRequest) {
        double least = levels.stream().mapToDouble(Level::low).min().orElseThrow();
        double most = levels.stream().mapToDouble(Level::high).max().orElseThrow();
        double room = Math.max(0.15 * (most - least), 0.02 * most);
        double bottom = Math.max(0, least - room);
        double top = most + room;
        StringBuilder svg = new StringBuilder("<svg class=\"cost\" role=\"img\" width=\"100%\" height=\"" + HEIGHT
                + "\"><title>" + text(title) + " of every version over time</title>");
        for (double value : new double[] {least, (least + most) / 2, most}) {
            double y = y(value, bottom, top);
            svg.append("<line class=\"grid\" x1=\"0%\" x2=\"100%\" y1=\"").append(number(y));
            svg.append("\" y2=\"").append(number(y)).append("\"/><text class=\"tick\" x=\"0\" y=\"");
            svg.append(number(y - 3))
                    .append("\">")
                    .append(text(amount(value, perRequest)))
                    .append("</text>");
            if (most - least < 1e-9 * most) {
                break;
            }
        }
        double labelledTo = -LABEL_WIDTH_MIN;
        for (Level level : levels) {
            labelledTo = draw(svg, level, bottom, top, perRequest, labelledTo);
        }
        return svg.append("</svg>\n").toString();
    }

    /** @return up to where names are written */
    private double draw(
            StringBuilder svg, Level level, double bottom, double top, boolean perRequest, double labelledTo) {
        double from = place(level.version.firstNanos());
        double to = place(level.version.lastNanos());
        double upper = y(level.high, bottom, top);
        double lower = y(level.low, bottom, top);
        String name = level.version.name();
        svg.append("<g><title>")
                .append(text(name + ": " + amount(level.mean, perRequest) + " (95 % sure of "
                        + amount(level.low, perRequest) + " to " + amount(level.high, perRequest) + ")"))
                .append("</title>");
        rect(svg, "sure", from, to, upper, Math.max(1, lower - upper));
        rect(svg, "mean", from, to, y(level.mean, bottom, top) - 1, 2);
        boolean changes = changing.contains(name);
        if (changes) {
            svg.append("<line class=\"change\" x1=\"")
                    .append(number(from))
                    .append("%\" x2=\"")
                    .append(number(from));
            svg.append("%\" y1=\"14\" y2=\"").append(HEIGHT - BOTTOM).append("\"/>");
        }
        svg.append("</g>");
        boolean hasRoom = from - labelledTo >= LABEL_WIDTH_MIN;
        if (hasRoom || changes) {
            svg.append("<text class=\"").append(changes ? "change" : "tick").append("\" x=\"");
            svg.append(number(Math.min(from, 100 - LABEL_WIDTH_MIN)))
                    .append("%\" y=\"")
                    .append(hasRoom ? 11 : HEIGHT - 6);
            svg.append("\">")
                    .append(text(name.length() <= 14 ? name : name.substring(0, 13) + "…"))
                    .append("</text>");
        }
        return hasRoom ? from : labelledTo;
    }

    private String amount(double value, boolean perRequest) {
        return perRequest ? Words.each(value, week.type().sampleType().unit()) : WeekWords.cores(value);
    }

    private static double y(double value, double bottom, double top) {
        double part = top > bottom ? (value - bottom) / (top - bottom) : 0.5;
        return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP);
    }
}
