package dev.flamegate.gate;

import java.util.Arrays;
import java.util.BitSet;

/** How many samples of one pod, all its windows together, end in which node; only nodes that any sample ends in. Immutable. */
final class PodSamples {

    /** Told of every node that has samples. */
    interface NodeSamples {
        void accept(int node, double samples);
    }

    private final int[] nodes;
    private final double[] samples;
    private final double total;

    private PodSamples(int[] nodes, double[] samples) {
        this.nodes = nodes;
        this.samples = samples;
        this.total = Arrays.stream(samples).sum();
    }

    /** @param dense samples by node */
    static PodSamples of(double[] dense) {
        int size = 0;
        for (double value : dense) {
            size += value == 0 ? 0 : 1;
        }
        int[] nodes = new int[size];
        double[] samples = new double[size];
        int next = 0;
        for (int node = 0; node < dense.length; node++) {
            if (dense[node] != 0) {
                nodes[next] = node;
                samples[next++] = dense[node];
            }
        }
        return new PodSamples(nodes, samples);
    }

    void forEach(NodeSamples action) {
        for (int i = 0; i < nodes.length; i++) {
            action.accept(nodes[i], samples[i]);
        }
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
