package dev.flamegate.http;

import dev.flamegate.query.Coverage;
import dev.flamegate.query.FrameTree;
import dev.flamegate.reports.DiffTree;
import dev.flamegate.reports.DiffTree.Mark;
import dev.flamegate.reports.FlamePicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Flame graphs of answers, drawn by the reports' renderer. */
final class FlamePictures {
    private FlamePictures() {}

    static String one(String query, String amount, FrameTree tree, Coverage coverage) {
        List<String> notes = new ArrayList<>(List.of(amount + " in " + coverage.profiles() + " profiles"));
        notes.addAll(coverage.truncated());
        return FlamePicture.svg(query, notes, drawn(tree, 0, 0), false);
    }

    static String two(String baseline, String candidate, FrameTree tree, List<String> truncated) {
        List<String> notes = new ArrayList<>(List.of(
                "baseline = left, before: " + baseline,
                "candidate = right, after: " + candidate,
                "colour is the difference of shares as measured; nothing was tested, this is no verdict"));
        notes.addAll(truncated);
        return FlamePicture.svg("Difference of two selections", notes, drawn(tree, 0, 1), true);
    }

    private static DiffTree drawn(FrameTree tree, int left, int right) {
        return drawn(tree, left, right, node -> mark(tree, left, right, node));
    }

    /** Without marks: whoever draws it says what colours mean. */
    static DiffTree unmarked(FrameTree tree, int left, int right) {
        return drawn(tree, left, right, node -> Mark.NEUTRAL);
    }

    private static DiffTree drawn(FrameTree tree, int left, int right, IntFunction<Mark> marked) {
        int size = tree.size();
        List<String> names = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        int[] parents = new int[size];
        int[] nameOfNode = new int[size];
        double[] before = new double[size];
        double[] after = new double[size];
        int[] marks = new int[size];
        int[] rows = new int[size];
        Arrays.fill(rows, -1);
        for (int node = 0; node < size; node++) {
            String name = tree.name(node);
            Integer known = numbers.putIfAbsent(name, names.size());
            if (known == null) {
                names.add(name);
            }
            nameOfNode[node] = known == null ? names.size() - 1 : known;
            parents[node] = tree.parent(node);
            before[node] = tree.self(left, node);
            after[node] = tree.self(right, node);
            marks[node] = marked.apply(node).ordinal();
        }
        return new DiffTree(names, parents, nameOfNode, before, after, marks, rows);
    }

    private static Mark mark(FrameTree tree, int left, int right, int node) {
        long before = tree.total(left, node);
        long after = tree.total(right, node);
        double was = tree.total(left, 0) == 0 ? 0 : (double) before / tree.total(left, 0);
        double is = tree.total(right, 0) == 0 ? 0 : (double) after / tree.total(right, 0);
        if (was == is) {
            return Mark.NEUTRAL;
        }
        if (was < is) {
            return before == 0 ? Mark.NEW : Mark.GREW;
        }
        return after == 0 ? Mark.VANISHED : Mark.SHRANK;
    }
}
