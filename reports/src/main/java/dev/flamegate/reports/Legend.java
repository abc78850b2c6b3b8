package dev.flamegate.reports;

/** What colours and patterns mean: the scale of points in both directions, then the kinds that have a pattern. */
final class Legend {
    static final int WIDTH = 864;
    static final int HEIGHT = 30;
    private static final int STEP_WIDTH = 16;

    private Legend() {}

    /** The legend's elements, without an svg element around them; the pattern of vanished frames must be defined as {@code hatch}. */
    static String elements() {
        Markup legend = new Markup();
        int width = Palette.STEPS * STEP_WIDTH;
        for (int step = 0; step < Palette.STEPS; step++) {
            swatch(legend, "s" + step, width - (step + 1) * STEP_WIDTH, STEP_WIDTH);
            swatch(legend, "g" + step, width + 24 + step * STEP_WIDTH, STEP_WIDTH);
        }
        swatch(legend, "neutral", width, 24);
        int right = width + 24;
        label(legend, 0, "start", "−10");
        label(legend, width / 2.0, "middle", "−1");
        label(legend, width + 12, "middle", "±0.1");
        label(legend, right + width / 2.0, "middle", "+1");
        label(legend, right + width, "end", "+10");
        legend.text("text", "points", "x", right + width + 6, "y", 26, "class", "muted", "fill", Palette.LIGHT.muted);
        kinds(legend, right + width + 64);
        return legend.toString();
    }

    static String svg() {
        return new Markup()
                .open("svg", "width", WIDTH, "height", HEIGHT, "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img")
                .text("title", "Colours: blue shrank, grey not significant, vermilion grew, from 0.1 to 10 points")
                .raw(hatch())
                .raw(elements())
                .close("svg")
                .toString();
    }

    /** Stripes in the colour of the background. */
    static String hatch() {
        return new Markup()
                .open("defs")
                .open("pattern", "id", "hatch", "width", 6, "height", 6, "patternUnits", "userSpaceOnUse")
                .empty(
                        "path",
                        "d",
                        "M-1 7 7 -1M-1 1 1 -1M5 7 7 5",
                        "class",
                        "stripe",
                        "stroke",
                        Palette.LIGHT.background)
                .close("pattern")
                .close("defs")
                .toString();
    }

    private static void kinds(Markup legend, int left) {
        int x = left;
        for (String kind : new String[] {"new", "vanished", "moved"}) {
            String fill = kind.equals("new") ? "g4" : kind.equals("vanished") ? "s4" : "neutral";
            swatch(legend, fill, x, 24);
            if (kind.equals("vanished")) {
                legend.empty("rect", "x", x, "y", 2, "width", 24, "height", 11, "fill", "url(#hatch)");
            } else {
                legend.empty(
                        "rect",
                        "x",
                        x + 1,
                        "y",
                        3,
                        "width",
                        22,
                        "height",
                        9,
                        "class",
                        "edge-" + kind,
                        "fill",
                        "none",
                        "stroke",
                        edge(kind),
                        "stroke-width",
                        2);
            }
            legend.text("text", kind, "x", x + 30, "y", 12, "class", "muted", "fill", Palette.LIGHT.muted);
            x += 56 + kind.length() * 7;
        }
        legend.text(
                "text", "thin bar: frames under 1 px", "x", x, "y", 12, "class", "muted", "fill", Palette.LIGHT.muted);
    }

    static String edge(String kind) {
        return kind.equals("new") ? Palette.LIGHT.fill("g8") : Palette.LIGHT.moved;
    }

    private static void swatch(Markup legend, String frameClass, int x, int width) {
        legend.empty(
                "rect",
                "x",
                x,
                "y",
                2,
                "width",
                width,
                "height",
                11,
                "class",
                frameClass,
                "fill",
                Palette.LIGHT.fill(frameClass));
    }

    private static void label(Markup legend, double x, String anchor, String text) {
        legend.text(
                "text", text, "x", x, "y", 26, "text-anchor", anchor, "class", "muted", "fill", Palette.LIGHT.muted);
    }
}
