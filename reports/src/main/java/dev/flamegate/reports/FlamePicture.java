package dev.flamegate.reports;

import static dev.flamegate.reports.ReportDrawing.INNER;
import static dev.flamegate.reports.ReportDrawing.LINE;
import static dev.flamegate.reports.ReportDrawing.MARGIN;

import dev.flamegate.reports.Drawing.Type;
import java.util.List;

/**
 * A flame graph without a verdict, as a static picture like {@link FlameGraphSvg}: of one profile, where nothing has a colour, or of two,
 * where colour is the difference as it was measured, tested by nobody.
 */
public final class FlamePicture {
    private static final int LINE_CHARS = 124;

    private final Drawing.Shapes shapes = new Drawing.Shapes();
    private int y = MARGIN;

    private FlamePicture() {}

    /**
     * @param title first line
     * @param notes further lines: what was asked, what was left out
     * @param tree of one profile if {@code compared} is false: the same values on both sides, no marks
     */
    public static String svg(String title, List<String> notes, DiffTree tree, boolean compared) {
        return DrawingSvg.svg(new FlamePicture().draw(title, notes, tree, compared));
    }

    private Drawing draw(String title, List<String> notes, DiffTree tree, boolean compared) {
        line(title, Type.HEADLINE, "text");
        notes.forEach(note -> line(note, Type.NOTE, "muted"));
        Shares shares = new Shares(tree);
        FlameLayout.Levels levels = FlameLayout.of(List.of(), shares, 1.0 / INNER);
        y += MARGIN / 2;
        new FlameBoxes(shapes, shares, MARGIN, y, INNER).draw(levels.levels(), List.of(), List.of());
        y += levels.levels().size() * FlameBoxes.LEVEL + MARGIN / 2;
        if (levels.levelsCut() > 0) {
            line(Words.counted(levels.levelsCut(), "level") + " more are not drawn", Type.NOTE, "muted");
        }
        if (compared) {
            Legend.draw(shapes, MARGIN, y, false);
            y += Legend.HEIGHT + MARGIN / 2;
        }
        String colours = compared
                ? " Vermilion grew, blue shrank, by points of the share; new frames have an outline, vanished ones are"
                        + " hatched. No difference was tested."
                : "";
        return new Drawing(
                Plain.line(title, 4 * LINE_CHARS),
                "Flame graph, root on top, width is the share." + colours,
                ReportDrawing.WIDTH,
                y,
                shapes.list());
    }

    private void line(String text, Type type, String paint) {
        for (String part : Columns.wrap(Plain.line(text, 4 * LINE_CHARS), LINE_CHARS)) {
            y += LINE;
            shapes.text(MARGIN, y - 5, part, type, paint);
        }
    }
}
