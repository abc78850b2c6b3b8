package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.reports.Measure;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of the tested rows per stratum and pod, in one pass over the samples of a pod. For that, every node knows the total rows on
 * its path, each once however often it recurs: a list whose tail is the list of the parent, so that most nodes have no cell of their
 * own.
 */
final class RowCounts {
    private static final int NONE = -1;

    private final EntryPoints entries;
    private final int[] selfRow;
    private final int[] firstCell;
    private final int[] rowOfCell;
    private final int[] nextCell;

    private RowCounts(MergedTree merged, EntryPoints entries, List<TestedRow> rows) {
        CallTree tree = merged.tree();
        this.entries = entries;
        this.selfRow = rowOfFunction(rows, Measure.SELF, tree.functionCount());
        int[] totalRow = rowOfFunction(rows, Measure.TOTAL, tree.functionCount());
        this.firstCell = new int[tree.nodeCount()];
        this.rowOfCell = new int[tree.nodeCount()];
        this.nextCell = new int[tree.nodeCount()];
        Arrays.fill(firstCell, NONE);
        Arrays.fill(nextCell, NONE);
        for (int node = 1; node < firstCell.length; node++) {
            int row = totalRow[tree.function(node)];
            int above = firstCell[tree.parent(node)];
            boolean first = row != NONE && !contains(above, row);
            firstCell[node] = first ? node : above;
            rowOfCell[node] = row;
            nextCell[node] = above;
        }
    }

    private static int[] rowOfFunction(List<TestedRow> rows, Measure measure, int functions) {
        int[] rowOf = new int[functions];
        Arrays.fill(rowOf, NONE);
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).measure() == measure) {
                rowOf[rows.get(row).function()] = row;
            }
        }
        return rowOf;
    }

    private boolean contains(int cell, int row) {
        int at = cell;
        while (at != NONE && rowOfCell[at] != row) {
            at = nextCell[at];
        }
        return at != NONE;
    }

    /** {@code [row][stratum][position in pods]}. */
    static double[][][] of(MergedTree merged, EntryPoints entries, List<TestedRow> rows, int[] pods) {
        RowCounts counter = new RowCounts(merged, entries, rows);
        double[][][] counts = new double[rows.size()][entries.strata()][pods.length];
        for (int i = 0; i < pods.length; i++) {
            counter.add(merged, pods[i], counts, i);
        }
        return counts;
    }

    private void add(MergedTree merged, int pod, double[][][] counts, int position) {
        CallTree tree = merged.tree();
        PodSamples samples = merged.pod(pod);
        for (int at = 0; at < samples.size(); at++) {
            int node = samples.node(at);
            if (node == CallTree.ROOT) {
                continue;
            }
            int stratum = entries.stratum(node);
            int self = selfRow[tree.function(node)];
            if (self != NONE) {
                counts[self][stratum][position] += samples.samples(at);
            }
            for (int cell = firstCell[node]; cell != NONE; cell = nextCell[cell]) {
                counts[rowOfCell[cell]][stratum][position] += samples.samples(at);
            }
        }
    }
}
