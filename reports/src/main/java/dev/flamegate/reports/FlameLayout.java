package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the boxes of the static picture are: the union, root on top, widths from 0 to 1. What is too narrow becomes a sliver that counts
 * its frames; in a deep tree a stretch of unmarked frames without a branch becomes one box; levels below the limit are counted and cut,
 * but never a finding.
 */
final class FlameLayout {
    private static final int LEVELS_MAX = 32;
    private static final int LEVELS_WITH_FINDINGS_MAX = 160;
    private static final int BOXES_MAX = 3000;
    private static final int STRETCH_MIN = 3;
    private static final double ALONE = 0.98;

    private final Shares shares;
    private final DiffTree tree;
    private final int[] sizes;
    private final double widthMin;
    private final boolean stretches;

    /** What a box stands for: one frame, several in a row, or several side by side. */
    enum Kind {
        FRAME,
        STRETCH,
        SLIVER
    }

    /** @param frames how many frames the box stands for */
    record Box(Kind kind, int node, double x, double width, int frames) {}

    /** @param levelsCut number of levels that are not among {@code levels} */
    record Levels(List<List<Box>> levels, int levelsCut) {}

    private FlameLayout(Shares shares, double widthMin, boolean stretches) {
        this.shares = shares;
        this.tree = shares.tree();
        this.sizes = sizes(tree);
        this.widthMin = widthMin;
        this.stretches = stretches;
    }

    /**
     * @param findings for each the rows of its function
     * @param widthMin the share of the whole that one pixel is
     */
    static Levels of(List<Set<Integer>> findings, Shares shares, double widthMin) {
        Set<Integer> causes = new HashSet<>();
        findings.forEach(causes::addAll);
        double narrowest = widthMin;
        while (true) {
            List<List<Box>> levels = new FlameLayout(shares, narrowest, false).levels();
            if (levels.size() > LEVELS_MAX) {
                levels = new FlameLayout(shares, narrowest, true).levels();
            }
            int shown = Math.min(levels.size(), Math.max(LEVELS_MAX, deepest(shares.tree(), levels, causes)));
            List<List<Box>> cut = levels.subList(0, Math.min(shown, LEVELS_WITH_FINDINGS_MAX));
            if (cut.stream().mapToInt(List::size).sum() <= BOXES_MAX) {
                return new Levels(cut, levels.size() - cut.size());
            }
            narrowest *= 1.5;
        }
    }

    private static int deepest(DiffTree tree, List<List<Box>> levels, Set<Integer> causes) {
        for (int level = levels.size() - 1; level >= 0; level--) {
            if (levels.get(level).stream()
                    .anyMatch(box -> box.kind() == Kind.FRAME && causes.contains(tree.row(box.node())))) {
                return level + 1;
            }
        }
        return 0;
    }

    private List<List<Box>> levels() {
        List<List<Box>> levels = new ArrayList<>();
        List<Box> level = List.of(new Box(Kind.FRAME, 0, 0, shares.union(0), 1));
        while (!level.isEmpty()) {
            levels.add(level);
            List<Box> below = new ArrayList<>();
            level.forEach(box -> addBelow(box, below));
            level = below;
        }
        return levels;
    }

    private void addBelow(Box parent, List<Box> level) {
        if (parent.kind() == Kind.STRETCH) {
            level.add(new Box(Kind.FRAME, parent.node(), parent.x(), shares.union(parent.node()), 1));
        } else if (parent.kind() == Kind.FRAME) {
            addChildren(parent, level);
        }
    }

    private void addChildren(Box parent, List<Box> level) {
        double x = parent.x();
        double sliver = 0;
        int frames = 0;
        for (int child : shares.children(parent.node())) {
            double width = shares.union(child);
            if (width >= widthMin) {
                level.add(stretches ? stretch(child, x) : new Box(Kind.FRAME, child, x, width, 1));
                x += width;
            } else if (width > 0) {
                sliver += width;
                frames += sizes[child];
            }
        }
        if (frames > 0) {
            level.add(new Box(Kind.SLIVER, parent.node(), x, sliver, frames));
        }
    }

    /** From {@code start} down to the frame where the way branches or something is marked, if that is far enough. */
    private Box stretch(int start, double x) {
        int node = start;
        int frames = 0;
        while (tree.mark(node) == DiffTree.Mark.NEUTRAL && hasOneWay(node)) {
            node = shares.children(node).get(0);
            frames++;
        }
        return frames < STRETCH_MIN
                ? new Box(Kind.FRAME, start, x, shares.union(start), 1)
                : new Box(Kind.STRETCH, node, x, shares.union(start), frames);
    }

    private boolean hasOneWay(int node) {
        List<Integer> children = shares.children(node);
        return !children.isEmpty() && shares.union(children.get(0)) >= ALONE * shares.union(node);
    }

    private static int[] sizes(DiffTree tree) {
        int[] sizes = new int[tree.size()];
        for (int node = sizes.length - 1; node >= 0; node--) {
            sizes[node]++;
            if (node > 0) {
                sizes[tree.parent(node)] += sizes[node];
            }
        }
        return sizes;
    }
}
