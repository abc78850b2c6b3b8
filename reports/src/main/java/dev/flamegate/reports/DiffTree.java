package dev.flamegate.reports;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two merged profiles in one calling-context tree: the union of both, so that frames which vanished are as much there as new ones.
 * Node 0 is the root; parents have smaller numbers than their children; children of one node have different names.
 *
 * <p>Self values are sums over all pods and windows of a side in the profile's unit; totals follow by adding up. The kind of change
 * and the row are what the judge found for the node's function: a renderer colours by them and decides nothing.
 */
public final class DiffTree {

    /** How a node is to be painted. Frozen: the positions are the numbers in the JSON form. */
    public enum Mark {
        /** Not significant: grey. */
        NEUTRAL,
        GREW,
        SHRANK,
        NEW,
        VANISHED,
        MOVED
    }

    private final List<String> names;
    private final int[] parents;
    private final int[] nameOfNode;
    private final double[] baselineSelf;
    private final double[] candidateSelf;
    private final int[] marks;
    private final int[] rows;

    /**
     * @param names function names, each once
     * @param parents per node the parent's number, -1 for node 0
     * @param nameOfNode per node an index into {@code names}
     * @param baselineSelf per node, not negative
     * @param candidateSelf per node, not negative
     * @param marks per node the position of its {@link Mark}
     * @param rows per node the number of the row with its evidence, -1 if its function was not tested
     */
    @JsonCreator
    public DiffTree(
            @JsonProperty("names") List<String> names,
            @JsonProperty("parents") int[] parents,
            @JsonProperty("nameOfNode") int[] nameOfNode,
            @JsonProperty("baselineSelf") double[] baselineSelf,
            @JsonProperty("candidateSelf") double[] candidateSelf,
            @JsonProperty("marks") int[] marks,
            @JsonProperty("rows") int[] rows) {
        this.names = List.copyOf(names);
        this.parents = parents.clone();
        this.nameOfNode = nameOfNode.clone();
        this.baselineSelf = baselineSelf.clone();
        this.candidateSelf = candidateSelf.clone();
        this.marks = marks.clone();
        this.rows = rows.clone();
        check();
    }

    private void check() {
        int n = parents.length;
        if (n == 0
                || nameOfNode.length != n
                || baselineSelf.length != n
                || candidateSelf.length != n
                || marks.length != n
                || rows.length != n) {
            throw new IllegalArgumentException("diff tree: its arrays must have one length of at least 1");
        }
        for (int node = 0; node < n; node++) {
            boolean parentFits = node == 0 ? parents[0] == -1 : parents[node] >= 0 && parents[node] < node;
            if (!parentFits || nameOfNode[node] < 0 || nameOfNode[node] >= names.size()) {
                throw new IllegalArgumentException("diff tree, node " + node + ": parent " + parents[node] + ", name "
                        + nameOfNode[node] + " of " + names.size());
            }
            Require.notNegative(baselineSelf[node], "diff tree, baseline self of node " + node);
            Require.notNegative(candidateSelf[node], "diff tree, candidate self of node " + node);
            mark(node);
        }
    }

    public int size() {
        return parents.length;
    }

    /** -1 for the root. */
    public int parent(int node) {
        return parents[node];
    }

    public String name(int node) {
        return names.get(nameOfNode[node]);
    }

    public double baselineSelf(int node) {
        return baselineSelf[node];
    }

    public double candidateSelf(int node) {
        return candidateSelf[node];
    }

    public Mark mark(int node) {
        return Mark.values()[marks[node]];
    }

    /** -1 if the node's function was not tested. */
    public int row(int node) {
        return rows[node];
    }

    /** Numbers of the rows that nodes have. */
    List<Integer> tested() {
        return Arrays.stream(rows).filter(row -> row != -1).boxed().distinct().toList();
    }

    /** Per node: its own value and those of all nodes below it. */
    public double[] baselineTotals() {
        return totals(baselineSelf);
    }

    public double[] candidateTotals() {
        return totals(candidateSelf);
    }

    /** Per node its children in ascending order. */
    public List<List<Integer>> children() {
        List<List<Integer>> children = new ArrayList<>();
        for (int node = 0; node < parents.length; node++) {
            children.add(new ArrayList<>());
            if (node > 0) {
                children.get(parents[node]).add(node);
            }
        }
        return children;
    }

    private double[] totals(double[] self) {
        double[] totals = self.clone();
        for (int node = totals.length - 1; node > 0; node--) {
            totals[parents[node]] += totals[node];
        }
        return totals;
    }

    @JsonProperty("names")
    List<String> jsonNames() {
        return names;
    }

    @JsonProperty("parents")
    int[] jsonParents() {
        return parents;
    }

    @JsonProperty("nameOfNode")
    int[] jsonNameOfNode() {
        return nameOfNode;
    }

    @JsonProperty("baselineSelf")
    double[] jsonBaselineSelf() {
        return baselineSelf;
    }

    @JsonProperty("candidateSelf")
    double[] jsonCandidateSelf() {
        return candidateSelf;
    }

    @JsonProperty("marks")
    int[] jsonMarks() {
        return marks;
    }

    @JsonProperty("rows")
    int[] jsonRows() {
        return rows;
    }
}
