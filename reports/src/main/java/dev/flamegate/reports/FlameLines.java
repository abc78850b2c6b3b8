package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The differential flame graph as indented text: the frames with a mark and the way to them, findings first when there is not room for
 * all. A stretch of the way without a mark or a branch is one line.
 */
final class FlameLines {
    private static final int STRETCH_MIN = 4;
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    private static final int BAR_CELLS = 10;

    private final Shares shares;
    private final DiffTree tree;
    private final Set<Integer> kept = new HashSet<>();
    private final List<Line> lines = new ArrayList<>();

    /** One line of the text; a line that stands for a stretch has no numbers. */
    record Line(DiffTree.Mark mark, String name, String shares, String bar, String points) {}

    private FlameLines(GateReport report, int framesMax) {
        this.shares = new Shares(report.tree());
        this.tree = report.tree();
        keep(report, framesMax);
    }

    static List<Line> of(GateReport report, int framesMax) {
        FlameLines flame = new FlameLines(report, framesMax);
        if (flame.kept.size() > 1) {
            flame.add(0, 0);
        }
        return flame.lines;
    }

    private void keep(GateReport report, int framesMax) {
        Set<Integer> causes = new HashSet<>();
        report.findings().forEach(finding -> causes.addAll(FunctionRows.of(report, finding)));
        kept.add(0);
        IntStream.range(1, tree.size())
                .filter(node -> tree.mark(node) != DiffTree.Mark.NEUTRAL)
                .boxed()
                .sorted(Comparator.<Integer, Boolean>comparing(node -> !causes.contains(tree.row(node)))
                        .thenComparing(node -> -Math.abs(shares.points(node)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(this::way)
                .filter(way -> kept.size() + way.size() <= framesMax)
                .forEach(kept::addAll);
    }

    private List<Integer> way(int node) {
        List<Integer> way = new ArrayList<>();
        for (int at = node; at > 0 && !kept.contains(at); at = tree.parent(at)) {
            way.add(at);
        }
        return way;
    }

    private void add(int start, int depth) {
        List<Integer> stretch = stretch(start);
        int node = start;
        int level = depth;
        if (stretch.size() >= STRETCH_MIN) {
            String name = "  ".repeat(depth) + "… " + Words.counted(stretch.size(), "frame");
            lines.add(new Line(DiffTree.Mark.NEUTRAL, name, "", "", ""));
            node = keptChildren(stretch.get(stretch.size() - 1)).get(0);
            level = depth + 1;
        }
        lines.add(line(node, level));
        for (int child : keptChildren(node)) {
            add(child, level + 1);
        }
    }

    private List<Integer> stretch(int start) {
        List<Integer> stretch = new ArrayList<>();
        int node = start;
        while (node > 0
                && tree.mark(node) == DiffTree.Mark.NEUTRAL
                && keptChildren(node).size() == 1) {
            stretch.add(node);
            node = keptChildren(node).get(0);
        }
        return stretch;
    }

    private List<Integer> keptChildren(int node) {
        return shares.children(node).stream().filter(kept::contains).toList();
    }

    private Line line(int node, int depth) {
        DiffTree.Mark mark = tree.mark(node);
        String before = Words.percent(shares.baseline(node));
        String after = Words.percent(shares.candidate(node));
        boolean plain = mark == DiffTree.Mark.NEUTRAL;
        String both = plain && before.equals(after) ? after : before.replace(" %", "") + " → " + after;
        return new Line(
                mark,
                "  ".repeat(depth) + ShortName.of(tree.name(node)),
                both,
                plain ? "" : bar(Math.abs(shares.points(node))),
                plain ? "" : Words.signed(shares.points(node)));
    }

    /** One cell is one point. */
    private static String bar(double points) {
        int eighths = (int) Math.min(BAR_CELLS * 8L, Math.round(points * 8));
        return "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
    }
}
