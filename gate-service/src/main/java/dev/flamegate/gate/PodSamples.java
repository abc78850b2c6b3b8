package dev.flamegate.gate;

import java.util.Arrays;
import java.util.BitSet;

/** How many samples of one pod, all its windows together, end in which node; only nodes that any sample ends in. Immutable. */
final class PodSamples {

    private final int[] nodes;
    private final double[] samples;
    private final double total;

    private PodSamples(int[] nodes, double[] samples) {
        this.nodes = nodes;
        this.samples = samples;
        double sum = 0;
        for (double one : samples) {
            sum += one;
        }
        this.total = sum;
    }

    /**
     * @param dense samples by node
     * @param touched nodes that may have samples
     */
    static PodSamples of(double[] dense, BitSet touched) {
        int[] nodes = touched.stream().filter(node -> dense[node] != 0).toArray();
        return new PodSamples(
                nodes, Arrays.stream(nodes).mapToDouble(node -> dense[node]).toArray());
    }

    /** Nodes that have samples. */
    int size() {
        return nodes.length;
    }

    /** The node at a position, ascending. */
    int node(int position) {
        return nodes[position];
    }

    double samples(int position) {
        return samples[position];
    }

    PodSamples without(BitSet gone) {
        int[] keptNodes = new int[nodes.length];
        double[] keptSamples = new double[nodes.length];
        int size = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (!gone.get(nodes[i])) {
                keptNodes[size] = nodes[i];
                keptSamples[size++] = samples[i];
            }
        }
        return new PodSamples(Arrays.copyOf(keptNodes, size), Arrays.copyOf(keptSamples, size));
    }

    /** Samples that end in any of the nodes. */
    double in(BitSet wanted) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += wanted.get(nodes[i]) ? samples[i] : 0;
        }
        return sum;
    }

    double total() {
        return total;
    }

    boolean hasNegativeValue() {
        return Arrays.stream(samples).anyMatch(value -> value < 0);
    }
}
