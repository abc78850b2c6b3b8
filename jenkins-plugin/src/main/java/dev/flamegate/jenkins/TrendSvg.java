package dev.flamegate.jenkins;

import java.util.List;
import java.util.Locale;

/**
 * The verdicts of the last builds, oldest left, as a static picture: the shape says what the colour says (circle PASS, octagon FAIL,
 * triangle INCONCLUSIVE, cross no answer). It has no script and no style, so that any Content-Security-Policy lets it be.
 */
final class TrendSvg {
    private static final int STEP = 24;
    private static final int HEIGHT = 44;
    private static final int MIDDLE = 16;

    /** One build. */
    record Point(int build, Verdict verdict, String headline) {}

    private TrendSvg() {}

    /** @param points oldest first */
    static String svg(List<Point> points) {
        int width = Math.max(1, points.size()) * STEP;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">"
                        + "<title>Verdicts of Flamegate, oldest left</title>",
                width,
                HEIGHT,
                width,
                HEIGHT));
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            int x = i * STEP + STEP / 2;
            svg.append("<g><title>#").append(point.build()).append(": ");
            svg.append(escaped(Printable.text(point.verdict() + ". " + point.headline())))
                    .append("</title>");
            svg.append(shape(point.verdict(), x));
            svg.append("<text x=\"").append(x).append("\" y=\"").append(HEIGHT - 6);
            svg.append("\" font-size=\"9\" font-family=\"sans-serif\" text-anchor=\"middle\" fill=\"#59636e\">");
            svg.append(point.build()).append("</text></g>");
        }
        return svg.append("</svg>").toString();
    }

    private static String shape(Verdict verdict, int x) {
        return switch (verdict) {
            case PASS -> "<circle cx=\"" + x + "\" cy=\"" + MIDDLE + "\" r=\"8\" fill=\"#1a7f37\"/>";
            case FAIL -> polygon(x, "#cf222e", -4, -9, 4, -9, 9, -4, 9, 4, 4, 9, -4, 9, -9, 4, -9, -4);
            case INCONCLUSIVE -> polygon(x, "#9a6700", 0, -9, 9, 8, -9, 8);
            case ERROR ->
                polygon(x, "#59636e", -8, -5, -5, -8, 0, -3, 5, -8, 8, -5, 3, 0, 8, 5, 5, 8, 0, 3, -5, 8, -8, 5, -3, 0);
        };
    }

    private static String polygon(int x, String colour, int... corners) {
        StringBuilder points = new StringBuilder("<polygon points=\"");
        for (int i = 0; i < corners.length; i += 2) {
            points.append(x + corners[i])
                    .append(',')
                    .append(MIDDLE + corners[i + 1])
                    .append(' ');
        }
        return points.append("\" fill=\"").append(colour).append("\"/>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
