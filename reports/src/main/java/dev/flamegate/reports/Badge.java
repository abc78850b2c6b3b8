package dev.flamegate.reports;

import java.util.Locale;

/** A verdict as a small static picture: the word, a shape and a colour, and the version that it is of. */
final class Badge {
    private static final int HEIGHT = 20;
    private static final int VERSION_CHARS_MAX = 24;
    private static final int LEFT = 72;
    private static final int SHAPE = 20;

    private Badge() {}

    static String svg(GateReport report) {
        String version = Plain.line(report.subject().candidate().name(), VERSION_CHARS_MAX);
        String word = report.verdict().name().toLowerCase(Locale.ROOT);
        String said = word + " " + version;
        double text = 6.2 * Columns.length(said);
        int width = (int) Math.ceil(LEFT + SHAPE + text + 8);
        String title = Plain.line(report.subject().service(), 100) + " " + version + ": " + report.verdict();
        Markup svg = new Markup()
                .open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "width",
                        width,
                        "height",
                        HEIGHT,
                        "viewBox",
                        "0 0 " + width + " " + HEIGHT,
                        "role",
                        "img",
                        "aria-label",
                        title);
        svg.text("title", title)
                .empty("rect", "width", width, "height", HEIGHT, "rx", 3, "fill", colour(report.verdict()))
                .empty(
                        "path",
                        "d",
                        "M3 0h" + (LEFT - 3) + "v20h-" + (LEFT - 3) + "a3 3 0 0 1-3-3v-14a3 3 0 0 1 3-3z",
                        "fill",
                        "#3b4248");
        svg.open("g", "fill", "#ffffff", "font-family", "Verdana,DejaVu Sans,Geneva,sans-serif", "font-size", 11)
                .text("text", "flamegate", "x", 8, "y", 14, "textLength", LEFT - 16, "lengthAdjust", "spacingAndGlyphs")
                .empty("path", "transform", "translate(" + (LEFT + 6) + " 5)", "d", shape(report.verdict()))
                .text("text", said, "x", LEFT + SHAPE, "y", 14, "textLength", text, "lengthAdjust", "spacingAndGlyphs")
                .close("g");
        return svg.close("svg").toString() + "\n";
    }

    /** Dark enough under white letters on any page. */
    private static String colour(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "#1a7f37";
            case FAIL -> "#cf222e";
            case INCONCLUSIVE -> "#9a6700";
        };
    }

    /** Circle, octagon, triangle, ten units wide. */
    private static String shape(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "M0 5a5 5 0 1 0 10 0a5 5 0 1 0-10 0z";
            case FAIL -> "M3 0h4l3 3v4l-3 3h-4l-3-3v-4z";
            case INCONCLUSIVE -> "M5 0l5 10h-10z";
        };
    }
}
