package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a {@link DiffTree} out of folded stacks with a value for each side. */
final class TreeMaker {
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Map<List<Integer>, Integer> nodes = new HashMap<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<Integer> nameOfNode = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();

    TreeMaker() {
        node(-1, "root");
    }

    /** Frames from the root, separated by semicolons. */
    TreeMaker stack(String frames, double baseline, double candidate) {
        int at = 0;
        for (String frame : frames.split(";")) {
            at = node(at, frame);
        }
        return value(at, baseline, candidate);
    }

    TreeMaker value(int node, double baseline, double candidate) {
        values.get(node)[0] += baseline;
        values.get(node)[1] += candidate;
        return this;
    }

    int node(int parent, String name) {
        int nameNumber = names.computeIfAbsent(name, n -> names.size());
        return nodes.computeIfAbsent(List.of(parent, nameNumber), key -> {
            parents.add(parent);
            nameOfNode.add(nameNumber);
            values.add(new double[2]);
            return parents.size() - 1;
        });
    }

    /** Marks every node of a row's function with the row's change. */
    DiffTree tree(List<Row> rows) {
        List<String> table = List.copyOf(names.keySet());
        int[] marks = new int[parents.size()];
        int[] rowOfNode = new int[parents.size()];
        Arrays.fill(rowOfNode, -1);
        Map<String, Integer> rowOfName = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            rowOfName.putIfAbsent(rows.get(row).function(), row);
        }
        for (int node = 0; node < marks.length; node++) {
            Integer row = rowOfName.get(table.get(nameOfNode.get(node)));
            if (row != null) {
                rowOfNode[node] = row;
                marks[node] = Sections.mark(rows.get(row).change()).ordinal();
            }
        }
        return new DiffTree(
                table,
                ints(parents),
                ints(nameOfNode),
                values.stream().mapToDouble(v -> v[0]).toArray(),
                values.stream().mapToDouble(v -> v[1]).toArray(),
                marks,
                rowOfNode);
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
