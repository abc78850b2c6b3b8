package dev.flamegate.reports;

import java.util.List;

/**
 * A flame graph without a verdict, as a static picture like {@link FlameGraphSvg}: of one profile, where nothing has a colour, or of two,
 * where colour is the difference as it was measured, tested by nobody.
 */
public final class FlamePicture {
    private static final int MARGIN = 8;
    private static final int INNER = FlameGraphSvg.WIDTH - 2 * MARGIN;
    private static final int LINE = 18;
    private static final int LINE_CHARS = 124;
    private static final Palette LIGHT = Palette.LIGHT;
    private static final String SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

    private final Markup out = new Markup();
    private int y = MARGIN;

    private FlamePicture() {}

    /**
     * @param title first line
     * @param notes further lines: what was asked, what was left out
     * @param tree of one profile if {@code compared} is false: the same values on both sides, no marks
     */
    public static String svg(String title, List<String> notes, DiffTree tree, boolean compared) {
        return new FlamePicture().draw(title, notes, tree, compared);
    }

    private String draw(String title, List<String> notes, DiffTree tree, boolean compared) {
        line(title, 14, "text", LIGHT.text);
        notes.forEach(note -> line(note, 11, "muted", LIGHT.muted));
        Shares shares = new Shares(tree);
        FlameLayout.Levels levels = FlameLayout.of(List.of(), shares, 1.0 / INNER);
        y += MARGIN / 2;
        out.raw(new FlameBoxes(List.of(), shares, MARGIN, y, INNER).draw(levels.levels()));
        y += levels.levels().size() * FlameBoxes.LEVEL + MARGIN / 2;
        if (levels.levelsCut() > 0) {
            line(Words.counted(levels.levelsCut(), "level") + " more are not drawn", 11, "muted", LIGHT.muted);
        }
        if (compared) {
            out.open("g", "transform", "translate(" + MARGIN + " " + y + ")", "font-family", SANS, "font-size", 11);
            out.raw(Legend.elements()).close("g");
            y += Legend.HEIGHT + MARGIN / 2;
        }
        return frame(title, compared);
    }

    private void line(String text, int size, String kind, String fill) {
        for (String part : Columns.wrap(Plain.line(text, 4 * LINE_CHARS), LINE_CHARS)) {
            y += LINE;
            out.text(
                    "text",
                    part,
                    "x",
                    MARGIN,
                    "y",
                    y - 5,
                    "class",
                    kind,
                    "fill",
                    fill,
                    "font-family",
                    SANS,
                    "font-size",
                    size);
        }
    }

    private String frame(String title, boolean compared) {
        Markup svg = new Markup();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                FlameGraphSvg.WIDTH,
                "height",
                y,
                "viewBox",
                "0 0 " + FlameGraphSvg.WIDTH + " " + y,
                "role",
                "img",
                "aria-labelledby",
                "title description");
        svg.text("title", Plain.line(title, 4 * LINE_CHARS), "id", "title");
        String colours = compared
                ? " Vermilion grew, blue shrank, by points of the share; new frames have an outline, vanished ones are"
                        + " hatched. No difference was tested."
                : "";
        svg.text("desc", "Flame graph, root on top, width is the share." + colours, "id", "description");
        svg.open("style").raw(darkRules()).close("style");
        svg.raw(Legend.hatch());
        svg.empty("rect", "width", FlameGraphSvg.WIDTH, "height", y, "class", "background", "fill", LIGHT.background);
        return svg.raw(out.toString()).close("svg").raw("\n").toString();
    }

    private static String darkRules() {
        Palette dark = Palette.DARK;
        return "@media (prefers-color-scheme: dark){.background{fill:" + dark.background + "}.text{fill:" + dark.text
                + "}.muted{fill:" + dark.muted + "}.edge-new{stroke:" + dark.fill("g" + (Palette.STEPS - 1))
                + "}.stripe{stroke:" + dark.background + "}" + dark.rules() + "}";
    }
}
