package dev.flamegate.reports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws the boxes of a {@link FlameLayout}, the widest frame of each finding with the finding's number. */
final class FlameBoxes {
    static final int LEVEL = 18;
    private static final int BADGE_RADIUS = 7;
    private static final int LABEL_WIDTH_MIN = 34;
    private static final double CHAR_WIDTH = 6.65;
    private static final String MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

    private final List<Finding> findings;
    private final DiffTree tree;
    private final Shares shares;
    private final double left;
    private final double top;
    private final double width;
    private final Markup out = new Markup();
    private final Map<Integer, Integer> findingOfNode = new HashMap<>();

    FlameBoxes(List<Finding> findings, Shares shares, double left, double top, double width) {
        this.findings = findings;
        this.tree = shares.tree();
        this.shares = shares;
        this.left = left;
        this.top = top;
        this.width = width;
    }

    /** A number in a circle. */
    static String badge(int number, double x, double y) {
        return new Markup()
                .empty("circle", "cx", x, "cy", y, "r", BADGE_RADIUS, "class", "badge", "fill", Palette.LIGHT.text)
                .text(
                        "text",
                        "" + number,
                        "x",
                        x,
                        "y",
                        y + 3.5,
                        "text-anchor",
                        "middle",
                        "class",
                        "number",
                        "fill",
                        Palette.LIGHT.background,
                        "font-family",
                        "sans-serif",
                        "font-size",
                        10,
                        "font-weight",
                        700)
                .toString();
    }

    String draw(List<List<FlameLayout.Box>> levels) {
        numberFindings(levels);
        out.open("g", "font-family", MONO, "font-size", 11);
        for (int level = 0; level < levels.size(); level++) {
            double y = top + level * LEVEL;
            levels.get(level).forEach(box -> draw(box, y));
        }
        out.close("g");
        for (int level = 0; level < levels.size(); level++) {
            badges(levels.get(level), top + level * LEVEL);
        }
        return out.toString();
    }

    private void numberFindings(List<List<FlameLayout.Box>> levels) {
        for (int finding = 0; finding < findings.size(); finding++) {
            int row = findings.get(finding).row();
            int widest = -1;
            for (FlameLayout.Box box : levels.stream().flatMap(List::stream).toList()) {
                boolean frame = box.kind() == FlameLayout.Kind.FRAME && tree.row(box.node()) == row;
                if (frame && (widest < 0 || shares.union(box.node()) > shares.union(widest))) {
                    widest = box.node();
                }
            }
            findingOfNode.put(widest, finding + 1);
        }
        findingOfNode.remove(-1);
    }

    private void badges(List<FlameLayout.Box> level, double y) {
        for (FlameLayout.Box box : level) {
            Integer number = box.kind() == FlameLayout.Kind.FRAME ? findingOfNode.get(box.node()) : null;
            if (number != null) {
                double x = left + (box.x() + box.width()) * width - Math.min(BADGE_RADIUS + 2, box.width() * width / 2);
                out.raw(badge(number, x, y + (LEVEL - 1) / 2.0));
            }
        }
    }

    private void draw(FlameLayout.Box box, double y) {
        double x = left + box.x() * width;
        double pixels = box.width() * width;
        switch (box.kind()) {
            case SLIVER -> sliver(box, x, y, pixels);
            case STRETCH ->
                frame(DiffTree.Mark.NEUTRAL, "⋯ " + Words.counted(box.frames(), "frame"), "", 0, x, y, pixels, 0);
            case FRAME -> frame(box.node(), x, y, pixels);
        }
    }

    private void sliver(FlameLayout.Box box, double x, double y, double pixels) {
        out.open(
                "rect",
                "x",
                x,
                "y",
                y + 4,
                "width",
                pixels,
                "height",
                LEVEL - 9,
                "class",
                "neutral",
                "fill",
                Palette.LIGHT.frame,
                "fill-opacity",
                0.6);
        out.text("title", Words.counted(box.frames(), "frame") + ", each too narrow to draw")
                .close("rect");
    }

    private void frame(int node, double x, double y, double pixels) {
        double points = shares.points(node);
        DiffTree.Mark mark = tree.mark(node);
        String change = mark == DiffTree.Mark.NEUTRAL ? "" : Words.signed(points);
        frame(
                mark,
                ShortName.of(tree.name(node)),
                change,
                points,
                x,
                y,
                pixels,
                findingOfNode.containsKey(node) ? 2 * BADGE_RADIUS : 0);
    }

    private void frame(
            DiffTree.Mark mark,
            String name,
            String change,
            double points,
            double x,
            double y,
            double pixels,
            int reserved) {
        String fill = Palette.frameClass(mark, points);
        double shown = pixels > 3 ? pixels - 1 : pixels;
        out.empty(
                "rect",
                "x",
                x,
                "y",
                y,
                "width",
                shown,
                "height",
                LEVEL - 1,
                "class",
                fill,
                "fill",
                Palette.LIGHT.fill(fill));
        pattern(mark, x, y, shown);
        if (shown >= LABEL_WIDTH_MIN) {
            String ink = Palette.inkOn(Palette.LIGHT.fill(fill));
            String text = FrameLabel.fit(name, change, (int) ((shown - 8 - reserved) / CHAR_WIDTH));
            out.text("text", text, "x", x + 4, "y", y + 12.5, "class", "i" + fill, "fill", ink);
        }
    }

    private void pattern(DiffTree.Mark mark, double x, double y, double shown) {
        if (mark == DiffTree.Mark.VANISHED) {
            out.empty("rect", "x", x, "y", y, "width", shown, "height", LEVEL - 1, "fill", "url(#hatch)");
        }
        if ((mark == DiffTree.Mark.NEW || mark == DiffTree.Mark.MOVED) && shown > 4) {
            String kind = mark == DiffTree.Mark.NEW ? "new" : "moved";
            out.empty(
                    "rect",
                    "x",
                    x + 1,
                    "y",
                    y + 1,
                    "width",
                    shown - 2,
                    "height",
                    LEVEL - 3,
                    "class",
                    "edge-" + kind,
                    "fill",
                    "none",
                    "stroke",
                    Legend.edge(kind),
                    "stroke-width",
                    2);
        }
    }
}
