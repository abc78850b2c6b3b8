package dev.flamegate.reports;

import dev.flamegate.reports.Drawing.Anchor;
import dev.flamegate.reports.Drawing.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws the boxes of a {@link FlameLayout}, the widest frame of each finding with the finding's number. */
final class FlameBoxes {
    static final int LEVEL = 18;
    private static final int BADGE_RADIUS = 7;
    private static final int LABEL_WIDTH_MIN = 34;
    private static final int LINK_ROOM = 22;
    private static final double CHAR_WIDTH = 6.65;

    private final Drawing.Shapes shapes;
    private final DiffTree tree;
    private final Shares shares;
    private final double left;
    private final double top;
    private final double width;
    private final Map<Integer, Integer> findingOfNode = new HashMap<>();
    private int room;

    /** The widest box of some rows. */
    private record Widest(FlameLayout.Box box, int level) {}

    FlameBoxes(Drawing.Shapes shapes, Shares shares, double left, double top, double width) {
        this.shapes = shapes;
        this.tree = shares.tree();
        this.shares = shares;
        this.left = left;
        this.top = top;
        this.width = width;
    }

    /** A number in a circle. */
    static void badge(Drawing.Shapes shapes, int number, double x, double y) {
        shapes.add(new Drawing.Disc(x, y, BADGE_RADIUS, "text"))
                .text(x, y + 3.5, Anchor.MIDDLE, "" + number, Type.NUMBER, "background");
    }

    void draw(List<List<FlameLayout.Box>> levels, List<Set<Integer>> findings, List<MovedCost> moved) {
        for (int finding = 0; finding < findings.size(); finding++) {
            Widest widest = widest(levels, findings.get(finding));
            if (widest != null) {
                findingOfNode.putIfAbsent(widest.box.node(), finding + 1);
            }
        }
        for (int level = 0; level < levels.size(); level++) {
            double y = top + level * LEVEL;
            levels.get(level).forEach(box -> draw(box, y));
        }
        moved.forEach(one -> link(widest(levels, one.from()), widest(levels, one.to()), levels.size()));
        for (int level = 0; level < levels.size(); level++) {
            badges(levels.get(level), top + level * LEVEL);
        }
    }

    private @Nullable Widest widest(List<List<FlameLayout.Box>> levels, Set<Integer> rows) {
        Widest widest = null;
        for (int level = 0; level < levels.size(); level++) {
            for (FlameLayout.Box box : levels.get(level)) {
                boolean frame = box.kind() == FlameLayout.Kind.FRAME && rows.contains(tree.row(box.node()));
                if (frame && (widest == null || box.width() > widest.box.width())) {
                    widest = new Widest(box, level);
                }
            }
        }
        return widest;
    }

    private void link(@Nullable Widest from, @Nullable Widest to, int levels) {
        if (from != null && to != null && from.box.node() != to.box.node()) {
            shapes.add(new Drawing.Link(middle(from), foot(from), middle(to), foot(to), "edge-moved"));
            boolean low = Math.max(from.level, to.level) >= levels - 2;
            room = low ? LINK_ROOM : room;
        }
    }

    /** Pixels below the last level that something is drawn in. */
    int room() {
        return room;
    }

    private double middle(Widest one) {
        return left + (one.box.x() + one.box.width() / 2) * width;
    }

    private double foot(Widest one) {
        return top + (one.level + 1) * LEVEL - 3;
    }

    private void badges(List<FlameLayout.Box> level, double y) {
        for (FlameLayout.Box box : level) {
            Integer number = box.kind() == FlameLayout.Kind.FRAME ? findingOfNode.get(box.node()) : null;
            if (number != null) {
                double x = left + (box.x() + box.width()) * width - Math.min(BADGE_RADIUS + 2, box.width() * width / 2);
                badge(shapes, number, x, y + (LEVEL - 1) / 2.0);
            }
        }
    }

    private void draw(FlameLayout.Box box, double y) {
        double x = left + box.x() * width;
        double pixels = box.width() * width;
        switch (box.kind()) {
            case SLIVER -> {
                String hint = Words.counted(box.frames(), "frame") + ", each too narrow to draw";
                shapes.add(new Drawing.Box(x, y + 4, pixels, LEVEL - 9, "neutral", 0.6, hint));
            }
            case STRETCH ->
                frame(DiffTree.Mark.NEUTRAL, "⋯ " + Words.counted(box.frames(), "frame"), 0, x, y, pixels, 0);
            case FRAME -> {
                int node = box.node();
                int reserved = findingOfNode.containsKey(node) ? 2 * BADGE_RADIUS : 0;
                String name = ShortName.of(tree.name(node));
                frame(tree.mark(node), name, shares.points(node), x, y, pixels, reserved);
            }
        }
    }

    private void frame(
            DiffTree.Mark mark, String name, double points, double x, double y, double pixels, int reserved) {
        String paint = Palette.frameClass(mark, points);
        double shown = pixels > 3 ? pixels - 1 : pixels;
        shapes.box(x, y, shown, LEVEL - 1, paint);
        if (mark == DiffTree.Mark.VANISHED) {
            shapes.add(new Drawing.Hatch(x, y, shown, LEVEL - 1));
        }
        if ((mark == DiffTree.Mark.NEW || mark == DiffTree.Mark.MOVED) && shown > 4) {
            shapes.add(
                    new Drawing.Outline(x, y, shown, LEVEL - 1, mark == DiffTree.Mark.NEW ? "edge-new" : "edge-moved"));
        }
        if (shown >= LABEL_WIDTH_MIN) {
            String change = mark == DiffTree.Mark.NEUTRAL ? "" : Words.signed(points);
            int chars = (int) ((shown - 8 - reserved) / CHAR_WIDTH);
            String text = FrameLabel.fit(name, change, chars, FrameLabel.word(mark));
            if (mark == DiffTree.Mark.VANISHED && !text.isEmpty()) {
                shapes.box(x + 3, y, text.length() * CHAR_WIDTH + 2, LEVEL - 1, paint);
            }
            shapes.text(x + 4, y + 12.5, text, Type.LABEL, "i" + paint);
        }
    }
}
