package dev.flamegate.profile;

import java.util.Arrays;

/** Values of one type at nodes of one {@link CallTree}: node numbers ascend, each occurs once. Immutable. */
public final class NodeVector {

    public static final NodeVector EMPTY = new NodeVector(new int[0], new long[0]);

    private final int[] nodes;
    private final long[] values;

    private NodeVector(int[] nodes, long[] values) {
        this.nodes = nodes;
        this.values = values;
    }

    /**
     * @param nodes ascending and not negative
     * @param values one a node
     */
    public static NodeVector of(int[] nodes, long[] values) {
        if (nodes.length != values.length) {
            throw new IllegalArgumentException(nodes.length + " nodes but " + values.length + " values");
        }
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i] < 0 || (i > 0 && nodes[i] <= nodes[i - 1])) {
                throw new IllegalArgumentException("node " + nodes[i] + " at position " + i + " does not ascend");
            }
        }
        return new NodeVector(nodes.clone(), values.clone());
    }

    /** The stacks of a profile with one of its sample types. */
    public static NodeVector of(Profile profile, int sampleIndex) {
        int[] nodes = new int[profile.stackCount()];
        long[] values = new long[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = profile.node(i);
            values[i] = profile.value(sampleIndex, i);
        }
        return new NodeVector(nodes, values);
    }

    public int size() {
        return nodes.length;
    }

    public int node(int i) {
        return nodes[i];
    }

    public long value(int i) {
        return values[i];
    }

    public long total() {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    /** The sum of two vectors over one tree, node by node. */
    public NodeVector plus(NodeVector other) {
        int[] sumNodes = new int[nodes.length + other.nodes.length];
        long[] sums = new long[sumNodes.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < nodes.length || j < other.nodes.length) {
            int mine = i < nodes.length ? nodes[i] : Integer.MAX_VALUE;
            int theirs = j < other.nodes.length ? other.nodes[j] : Integer.MAX_VALUE;
            sumNodes[count] = Math.min(mine, theirs);
            sums[count++] = (mine <= theirs ? values[i++] : 0) + (theirs <= mine ? other.values[j++] : 0);
        }
        return new NodeVector(Arrays.copyOf(sumNodes, count), Arrays.copyOf(sums, count));
    }

    /** Adds these values into {@code sums}, which is indexed by node and long enough. */
    public void addTo(double[] sums) {
        for (int i = 0; i < nodes.length; i++) {
            sums[nodes[i]] += values[i];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeVector v && Arrays.equals(nodes, v.nodes) && Arrays.equals(values, v.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(nodes) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "NodeVector(" + nodes.length + " nodes, total " + total() + ")";
    }
}
