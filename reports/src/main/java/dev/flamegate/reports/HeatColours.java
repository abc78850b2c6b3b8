package dev.flamegate.reports;

/**
 * The colours of cells in a table of changes: hue and strength as in a flame graph, on the same fixed scale, with black or white on them,
 * whichever can be read.
 */
public final class HeatColours {
    private HeatColours() {}

    /** The class of a cell: none of colour if it is not significant. */
    public static String cellClass(double points, boolean significant) {
        if (!significant || points == 0) {
            return "neutral";
        }
        return (points > 0 ? "g" : "s") + Palette.step(points);
    }

    /** The rules of all classes, for light and for dark screens. */
    public static String style() {
        return rules(Palette.LIGHT) + "@media (prefers-color-scheme: dark) {\n" + rules(Palette.DARK) + "}\n";
    }

    private static String rules(Palette palette) {
        StringBuilder rules = new StringBuilder();
        for (String hue : new String[] {"g", "s"}) {
            for (int step = 0; step < Palette.STEPS; step++) {
                rules.append(rule(palette, hue + step));
            }
        }
        return rules.append(rule(palette, "neutral")).toString();
    }

    private static String rule(Palette palette, String frameClass) {
        return ".heat ." + frameClass + " { background: " + palette.fill(frameClass) + "; color: "
                + palette.colour("i" + frameClass) + "; }\n";
    }
}
