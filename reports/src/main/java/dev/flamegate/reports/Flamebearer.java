package dev.flamegate.reports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Both sides of a report as Pyroscope draws them: its JSON of the format "double". A table of names, and for each depth a list of numbers,
 * seven a frame: on each side how far it starts behind the end of the frame before it, its total, its self; then its name. A frame's own
 * value lies left of what it calls, siblings are sorted by name. Values are whole numbers in the profile's unit.
 */
final class Flamebearer {
    private static final double HERTZ = 1e9;

    private final DiffTree tree;
    private final long[][] self;
    private final long[][] total;
    private final List<List<Integer>> children;
    private final Map<String, Integer> names = new LinkedHashMap<>();

    /** Where a frame starts, on each side. */
    private record Placed(int node, long baseline, long candidate) {}

    private Flamebearer(DiffTree tree) {
        this.tree = tree;
        this.self = new long[][] {rounded(tree.jsonBaselineSelf()), rounded(tree.jsonCandidateSelf())};
        this.total = new long[][] {totals(self[0]), totals(self[1])};
        this.children = tree.children();
        names.put("total", 0);
        Comparator<Integer> byName =
                Comparator.comparing(node -> tree.name(node).getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
        children.forEach(siblings -> siblings.sort(byName));
    }

    static String of(GateReport report) {
        return ReportJson.compact(new Flamebearer(report.tree()).document(report.subject()));
    }

    private Map<String, Object> document(Subject subject) {
        List<long[]> levels = levels();
        Map<String, Object> graph = new LinkedHashMap<>();
        graph.put("names", List.copyOf(names.keySet()));
        graph.put("levels", levels);
        graph.put("numTicks", total[0][0] + total[1][0]);
        graph.put("maxSelf", Math.max(most(self[0]), most(self[1])));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", 1);
        document.put("flamebearer", graph);
        document.put("metadata", metadata(subject));
        document.put("timeline", null);
        document.put("groups", null);
        document.put("heatmap", null);
        document.put("leftTicks", total[0][0]);
        document.put("rightTicks", total[1][0]);
        return document;
    }

    /** Of nanoseconds Pyroscope's pages make seconds by the rate, if the unit is called samples. */
    private static Map<String, Object> metadata(Subject subject) {
        boolean time = subject.unit().equals("nanoseconds");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("format", "double");
        metadata.put("spyName", "");
        metadata.put("sampleRate", time ? HERTZ : 100);
        metadata.put("units", time ? "samples" : subject.unit().equals("count") ? "objects" : subject.unit());
        metadata.put("name", Plain.line(Words.cost(subject.profileType())));
        return metadata;
    }

    private List<long[]> levels() {
        List<long[]> levels = new ArrayList<>();
        List<Placed> level = List.of(new Placed(0, 0, 0));
        while (!level.isEmpty()) {
            levels.add(numbers(level));
            List<Placed> below = new ArrayList<>();
            level.forEach(frame -> addBelow(frame, below));
            level = below;
        }
        return levels;
    }

    private void addBelow(Placed frame, List<Placed> below) {
        long baseline = frame.baseline() + self[0][frame.node()];
        long candidate = frame.candidate() + self[1][frame.node()];
        for (int child : children.get(frame.node())) {
            below.add(new Placed(child, baseline, candidate));
            baseline += total[0][child];
            candidate += total[1][child];
        }
    }

    private long[] numbers(List<Placed> level) {
        long[] numbers = new long[level.size() * 7];
        long[] ends = new long[2];
        int at = 0;
        for (Placed frame : level) {
            for (int side = 0; side < 2; side++) {
                long start = side == 0 ? frame.baseline() : frame.candidate();
                numbers[at++] = start - ends[side];
                numbers[at++] = total[side][frame.node()];
                numbers[at++] = self[side][frame.node()];
                ends[side] = start + total[side][frame.node()];
            }
            String name = Plain.wellFormed(tree.name(frame.node()));
            numbers[at++] = frame.node() == 0 ? 0 : names.computeIfAbsent(name, any -> names.size());
        }
        return numbers;
    }

    private static long[] rounded(double[] values) {
        return Arrays.stream(values).mapToLong(Math::round).toArray();
    }

    private long[] totals(long[] own) {
        long[] totals = own.clone();
        for (int node = totals.length - 1; node > 0; node--) {
            totals[tree.parent(node)] += totals[node];
        }
        return totals;
    }

    private static long most(long[] values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
