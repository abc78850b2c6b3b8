package dev.flamegate.reports;

import java.util.List;
import java.util.Locale;

/**
 * The colours of frames. Hue is the kind of change, strength its size in points on one fixed scale: from {@value #WEAK_POINTS} to
 * {@value #STRONG_POINTS} points by equal ratios, in {@value #STEPS} steps, the same on every picture of every report. The page's
 * script does the same; its colours stand in base.css.
 */
final class Palette {
    static final double WEAK_POINTS = 0.1;
    static final double STRONG_POINTS = 10;
    static final int STEPS = 9;

    static final Palette LIGHT = new Palette(
            "#ffffff",
            "#1b1f24",
            "#59636e",
            "#d8dee4",
            List.of("#fbd3bd", "#f2895b", "#d55e00"),
            List.of("#cfe3f5", "#7db4e0", "#0072b2"),
            "#8250df",
            List.of("#1a7f37", "#cf222e", "#9a6700"));
    static final Palette DARK = new Palette(
            "#0d1117",
            "#e6edf3",
            "#9198a1",
            "#30363d",
            List.of("#5a2a12", "#a8481b", "#ff8a4c"),
            List.of("#12324a", "#1f618d", "#5db4f0"),
            "#b78bff",
            List.of("#3fb950", "#f85149", "#d29922"));

    final String background;
    final String text;
    final String muted;
    final String frame;
    final String moved;
    private final List<String> grew;
    private final List<String> shrank;
    private final List<String> verdicts;

    private Palette(
            String background,
            String text,
            String muted,
            String frame,
            List<String> grew,
            List<String> shrank,
            String moved,
            List<String> verdicts) {
        this.background = background;
        this.text = text;
        this.muted = muted;
        this.frame = frame;
        this.grew = grew;
        this.shrank = shrank;
        this.moved = moved;
        this.verdicts = verdicts;
    }

    /** The class that paints a frame: {@code neutral}, or a letter for the hue and a step. */
    static String frameClass(DiffTree.Mark mark, double points) {
        return switch (mark) {
            case NEUTRAL, MOVED -> "neutral";
            case GREW, NEW -> "g" + (points > 0 ? step(points) : 0);
            case SHRANK, VANISHED -> "s" + (points < 0 ? step(points) : 0);
        };
    }

    static int step(double points) {
        double size = Math.abs(points);
        if (size <= WEAK_POINTS) {
            return 0;
        }
        double strength = Math.log(size / WEAK_POINTS) / Math.log(STRONG_POINTS / WEAK_POINTS);
        return (int) Math.round(Math.min(1, strength) * (STEPS - 1));
    }

    static String paint(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    /** The colour of anything that a {@link Drawing} paints: a frame's class, {@code i} before it for its label, or a part's name. */
    String colour(String paint) {
        return switch (paint) {
            case "background" -> background;
            case "text" -> text;
            case "muted" -> muted;
            case "edge-new" -> fill("g" + (STEPS - 1));
            case "edge-moved" -> moved;
            case "pass" -> verdicts.get(0);
            case "fail" -> verdicts.get(1);
            case "inconclusive" -> verdicts.get(2);
            default -> paint.startsWith("i") ? inkOn(fill(paint.substring(1))) : fill(paint);
        };
    }

    /** The colour of a class that {@link #frameClass} gives. */
    String fill(String frameClass) {
        if (frameClass.equals("neutral")) {
            return frame;
        }
        int step = frameClass.charAt(1) - '0';
        return mix(frameClass.startsWith("g") ? grew : shrank, step / (double) (STEPS - 1));
    }

    /** Black or white, whichever can be read better: one of them always has a contrast of at least 4.5. */
    static String inkOn(String fill) {
        return contrast("#000000", fill) >= contrast("#ffffff", fill) ? "#000000" : "#ffffff";
    }

    /** The style rules of all paints of a {@link Drawing}. */
    String rules() {
        StringBuilder rules = new StringBuilder(frameRules());
        for (String paint : List.of("background", "text", "muted", "pass", "fail", "inconclusive")) {
            rules.append('.')
                    .append(paint)
                    .append("{fill:")
                    .append(colour(paint))
                    .append('}');
        }
        for (String edge : List.of("edge-new", "edge-moved")) {
            rules.append('.')
                    .append(edge)
                    .append("{stroke:")
                    .append(colour(edge))
                    .append('}');
        }
        return rules.append("path.edge-moved[stroke=none],circle.edge-moved{fill:")
                .append(moved)
                .append(";stroke:none}")
                .toString();
    }

    /** The style rules of all frame classes, for one of the two palettes. */
    String frameRules() {
        StringBuilder rules = new StringBuilder();
        for (String hue : List.of("g", "s")) {
            for (int step = 0; step < STEPS; step++) {
                rules.append(rule(hue + step));
            }
        }
        return rules.append(rule("neutral")).toString();
    }

    private String rule(String frameClass) {
        return "." + frameClass + "{fill:" + fill(frameClass) + "}.i" + frameClass + "{fill:" + colour("i" + frameClass)
                + "}";
    }

    /** WCAG 2 contrast ratio. */
    static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
    }

    private static double linear(String colour, int at) {
        double part = part(colour, at) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private static String mix(List<String> stops, double strength) {
        double place = strength * (stops.size() - 1);
        int left = Math.min(stops.size() - 2, (int) place);
        StringBuilder colour = new StringBuilder("#");
        for (int at = 1; at <= 5; at += 2) {
            int from = part(stops.get(left), at);
            int to = part(stops.get(left + 1), at);
            colour.append(String.format(Locale.ROOT, "%02x", Math.round(from + (to - from) * (place - left))));
        }
        return colour.toString();
    }

    private static int part(String colour, int at) {
        return Integer.parseInt(colour.substring(at, at + 2), 16);
    }
}
