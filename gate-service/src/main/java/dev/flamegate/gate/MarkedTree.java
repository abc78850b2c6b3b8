package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.reports.Change;
import dev.flamegate.reports.DiffTree;
import dev.flamegate.reports.DiffTree.Mark;
import dev.flamegate.reports.Measure;
import dev.flamegate.reports.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Paints the merged tree with the evidence. A node is marked if a row of its function is significant and the node itself went the same
 * way; a wrapper, which is not tested because its callee says the same, takes the mark of its largest callee. All else is neutral.
 */
final class MarkedTree {
    private final MergedTree merged;
    private final double[] units;
    private final List<Row> rows;
    private final int[] selfRow;
    private final int[] totalRow;
    private final double[][] self = new double[2][];
    private final double[][] total = new double[2][];

    /**
     * @param units what one sample is of the values of the baseline, and of the candidate
     * @param rows the report's rows
     * @param rowOf per report row its function and measure in the merged tree
     */
    MarkedTree(MergedTree merged, double[] units, List<Row> rows, List<TestedRow> rowOf) {
        this.merged = merged;
        this.units = units;
        this.rows = rows;
        this.selfRow = rowOfFunction(rowOf, Measure.SELF);
        this.totalRow = rowOfFunction(rowOf, Measure.TOTAL);
        for (int side = 0; side < 2; side++) {
            self[side] = merged.sums(side == 1);
            Arrays.setAll(self[side], multiplied(self[side], units[side]));
            total[side] = merged.totals(self[side]);
        }
    }

    private int[] rowOfFunction(List<TestedRow> rowOf, Measure measure) {
        int[] row = new int[merged.tree().functionCount()];
        Arrays.fill(row, -1);
        for (int i = 0; i < rowOf.size(); i++) {
            if (rowOf.get(i).measure() == measure) {
                row[rowOf.get(i).function()] = i;
            }
        }
        return row;
    }

    private static IntToDoubleFunction multiplied(double[] samples, double unit) {
        return node -> samples[node] * unit;
    }

    DiffTree tree() {
        CallTree tree = merged.tree();
        int n = tree.nodeCount();
        int[] parents = new int[n];
        int[] names = new int[n];
        int[] marks = new int[n];
        int[] evidence = new int[n];
        parents[0] = -1;
        evidence[0] = -1;
        for (int node = 1; node < n; node++) {
            int function = tree.function(node);
            parents[node] = tree.parent(node);
            names[node] = function + 1;
            marks[node] = mark(node, function).ordinal();
            evidence[node] = totalRow[function] >= 0 ? totalRow[function] : selfRow[function];
        }
        carryUp(tree, marks);
        return new DiffTree(names(tree), parents, names, self[0], self[1], marks, evidence);
    }

    private static List<String> names(CallTree tree) {
        List<String> names = new ArrayList<>();
        names.add("all");
        for (int function = 0; function < tree.functionCount(); function++) {
            names.add(tree.functionAt(function).name().raw());
        }
        return names;
    }

    private Mark mark(int node, int function) {
        Mark byTotal = mark(totalRow[function], total, node);
        return byTotal != Mark.NEUTRAL ? byTotal : mark(selfRow[function], self, node);
    }

    private Mark mark(int row, double[][] values, int node) {
        if (row < 0) {
            return Mark.NEUTRAL;
        }
        double before = values[0][node] / total[0][CallTree.ROOT];
        double after = values[1][node] / total[1][CallTree.ROOT];
        Change change = rows.get(row).change();
        boolean same = change.points() > 0 == after > before;
        return same ? markOf(change) : Mark.NEUTRAL;
    }

    private static Mark markOf(Change change) {
        if (change instanceof Change.Grew) {
            return Mark.GREW;
        }
        if (change instanceof Change.Shrank) {
            return Mark.SHRANK;
        }
        if (change instanceof Change.Appeared) {
            return Mark.NEW;
        }
        if (change instanceof Change.Vanished) {
            return Mark.VANISHED;
        }
        return change instanceof Change.Moved ? Mark.MOVED : Mark.NEUTRAL;
    }

    private void carryUp(CallTree tree, int[] marks) {
        int[] largest = new int[marks.length];
        for (int node = marks.length - 1; node > 0; node--) {
            boolean wrapper = totalRow[tree.function(node)] < 0 && marks[node] == Mark.NEUTRAL.ordinal();
            if (wrapper && largest[node] != 0 && isMostOf(largest[node], node)) {
                int carried = marks[largest[node]];
                marks[node] = carried == Mark.NEW.ordinal() ? Mark.GREW.ordinal() : carried;
                marks[node] = carried == Mark.VANISHED.ordinal() ? Mark.SHRANK.ordinal() : marks[node];
            }
            int parent = tree.parent(node);
            if (largest[parent] == 0 || weight(node) > weight(largest[parent])) {
                largest[parent] = node;
            }
        }
    }

    private boolean isMostOf(int callee, int caller) {
        return weight(callee) > 0.5 * weight(caller);
    }

    private double weight(int node) {
        return total[0][node] + total[1][node];
    }
}
