package dev.flamegate.export;

import dev.flamegate.query.FrameTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flame graph of Pyroscope: a table of names, and a list of numbers for each depth. Of one profile a frame is four numbers: how far it
 * starts behind the end of the frame before it, its total, its self, its name; of two profiles the first three of each, then the name.
 * A frame's own value lies left of what it calls.
 *
 * @param levels from the root down
 * @param total of both sides together
 * @param maxSelf the largest self of any frame on any side
 * @param sideTotals one a side
 */
public record Flamebearer(List<String> names, List<long[]> levels, long total, long maxSelf, List<Long> sideTotals) {

    /** Where a frame starts, on each side. */
    private record Placed(int node, long[] starts) {}

    public static Flamebearer of(FrameTree tree) {
        Map<String, Integer> names = new LinkedHashMap<>();
        names.put("total", 0);
        List<List<Integer>> children = tree.children();
        List<long[]> levels = new ArrayList<>();
        List<Placed> level = List.of(new Placed(0, new long[tree.sides()]));
        while (!level.isEmpty()) {
            levels.add(numbers(tree, level, names));
            List<Placed> below = new ArrayList<>();
            level.forEach(frame -> addBelow(tree, frame, children.get(frame.node()), below));
            level = below;
        }
        long maxSelf = 0;
        List<Long> totals = new ArrayList<>();
        for (int side = 0; side < tree.sides(); side++) {
            totals.add(tree.total(side, 0));
            for (int node = 0; node < tree.size(); node++) {
                maxSelf = Math.max(maxSelf, tree.self(side, node));
            }
        }
        long total = totals.stream().mapToLong(Long::longValue).sum();
        return new Flamebearer(List.copyOf(names.keySet()), levels, total, maxSelf, totals);
    }

    private static void addBelow(FrameTree tree, Placed frame, List<Integer> children, List<Placed> below) {
        long[] at = frame.starts().clone();
        for (int side = 0; side < at.length; side++) {
            at[side] += tree.self(side, frame.node());
        }
        for (int child : children) {
            below.add(new Placed(child, at.clone()));
            for (int side = 0; side < at.length; side++) {
                at[side] += tree.total(side, child);
            }
        }
    }

    private static long[] numbers(FrameTree tree, List<Placed> level, Map<String, Integer> names) {
        int sides = tree.sides();
        long[] numbers = new long[level.size() * (3 * sides + 1)];
        long[] ends = new long[sides];
        int at = 0;
        for (Placed frame : level) {
            for (int side = 0; side < sides; side++) {
                long total = tree.total(side, frame.node());
                numbers[at++] = frame.starts()[side] - ends[side];
                numbers[at++] = total;
                numbers[at++] = tree.self(side, frame.node());
                ends[side] = frame.starts()[side] + total;
            }
            numbers[at++] = frame.node() == 0 ? 0 : names.computeIfAbsent(tree.name(frame.node()), any -> names.size());
        }
        return numbers;
    }

    /** The object {@code flamebearer} of Pyroscope's JSON. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("names", names);
        map.put("levels", levels);
        map.put("numTicks", total);
        map.put("maxSelf", maxSelf);
        return map;
    }
}
