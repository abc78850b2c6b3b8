package dev.flamegate.reports;

import dev.flamegate.reports.Drawing.Anchor;
import dev.flamegate.reports.Drawing.Type;
import java.util.List;

/** What colours and patterns mean: the scale of points in both directions, then the kinds that have a pattern. */
final class Legend {
    static final int HEIGHT = 30;
    private static final int STEP_WIDTH = 16;
    private static final int SCALE_WIDTH = 2 * Palette.STEPS * STEP_WIDTH + 24 + 40;
    private static final int GAP = 24;
    private static final int KINDS_WIDTH = 290;
    private static final int NARROW_WIDTH = 136;
    private static final List<String> KINDS = List.of("new", "vanished", "moved");

    private Legend() {}

    /**
     * All parts beside each other.
     *
     * @param tested whether colours are evidence; if not, they are differences as measured
     */
    static void draw(Drawing.Shapes shapes, double left, double top, boolean tested) {
        scale(shapes, left, top);
        kinds(shapes, left + SCALE_WIDTH + GAP, top, tested);
        narrow(shapes, left + SCALE_WIDTH + GAP + KINDS_WIDTH + GAP, top);
    }

    /** For a page, where a part goes below the others if there is no room beside them. */
    static String svg(boolean tested) {
        Drawing.Shapes scale = new Drawing.Shapes();
        Drawing.Shapes kinds = new Drawing.Shapes();
        scale(scale, 0, 0);
        kinds(kinds, 0, 0, tested);
        Drawing.Shapes narrow = new Drawing.Shapes();
        narrow(narrow, 0, 0);
        return part(
                        "Colours: blue shrank, grey " + (tested ? "not significant" : "less than 0.1 points")
                                + ", vermilion grew, from 0.1 to 10 points",
                        SCALE_WIDTH,
                        scale)
                + part(
                        "Patterns: new has an outline, vanished is hatched"
                                + (tested ? ", moved has a violet outline" : "; nothing was tested"),
                        KINDS_WIDTH,
                        kinds)
                + part("Thin bar: frames that are too narrow to draw", NARROW_WIDTH, narrow);
    }

    private static String part(String title, int width, Drawing.Shapes shapes) {
        return new Markup()
                .open("svg", "width", width, "height", HEIGHT, "viewBox", "0 0 " + width + " " + HEIGHT, "role", "img")
                .text("title", title)
                .raw(DrawingSvg.hatchPattern())
                .raw(DrawingSvg.elements(shapes.list()))
                .close("svg")
                .toString();
    }

    private static void scale(Drawing.Shapes shapes, double left, double top) {
        double width = Palette.STEPS * STEP_WIDTH;
        for (int step = 0; step < Palette.STEPS; step++) {
            swatch(shapes, "s" + step, left + width - (step + 1) * STEP_WIDTH, top, STEP_WIDTH);
            swatch(shapes, "g" + step, left + width + 24 + step * STEP_WIDTH, top, STEP_WIDTH);
        }
        swatch(shapes, "neutral", left + width, top, 24);
        double right = width + 24;
        label(shapes, left, top, Anchor.START, "−10");
        label(shapes, left + width / 2, top, Anchor.MIDDLE, "−1");
        label(shapes, left + width + 12, top, Anchor.MIDDLE, "±0.1");
        label(shapes, left + right + width / 2, top, Anchor.MIDDLE, "+1");
        label(shapes, left + right + width, top, Anchor.END, "+10");
        label(shapes, left + right + width + 6, top, Anchor.START, "points");
    }

    private static void kinds(Drawing.Shapes shapes, double left, double top, boolean tested) {
        double x = left;
        for (String kind : tested ? KINDS : KINDS.subList(0, 2)) {
            swatch(shapes, kind.equals("new") ? "g4" : kind.equals("vanished") ? "s4" : "neutral", x, top, 24);
            if (kind.equals("vanished")) {
                shapes.add(new Drawing.Hatch(x, top + 2, 24, 11));
            } else {
                shapes.add(new Drawing.Outline(x, top + 2, 24, 11, "edge-" + kind));
            }
            shapes.text(x + 30, top + 12, kind, Type.NOTE, "muted");
            x += 48 + kind.length() * 7;
        }
        String words = tested
                ? "grey: not significant · strength: size of the change"
                : "grey: under 0.1 points · nothing was tested";
        shapes.text(left, top + 26, words, Type.NOTE, "muted");
    }

    private static void narrow(Drawing.Shapes shapes, double left, double top) {
        shapes.add(new Drawing.Box(left, top + 5, 24, 6, "neutral", 0.6, "frames under 1 px"));
        shapes.text(left + 30, top + 12, "too narrow to draw", Type.NOTE, "muted");
    }

    private static void swatch(Drawing.Shapes shapes, String frameClass, double x, double top, double width) {
        shapes.box(x, top + 2, width, 11, frameClass);
    }

    private static void label(Drawing.Shapes shapes, double x, double top, Anchor anchor, String text) {
        shapes.text(x, top + 26, anchor, text, Type.NOTE, "muted");
    }
}
