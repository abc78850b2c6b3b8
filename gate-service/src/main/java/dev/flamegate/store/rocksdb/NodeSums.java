package dev.flamegate.store.rocksdb;

import java.util.Arrays;

/** The sum of many stacks over one dictionary, and of how many profiles. */
final class NodeSums {
    private long[] sums = new long[0];
    private long profiles;

    /** @throws ArithmeticException if a sum needs more than 64 bits */
    void add(WindowCodec.Head head, StackCodec.Column stacks) {
        int[] nodes = stacks.nodes();
        long[] values = stacks.values();
        if (nodes.length > 0 && nodes[nodes.length - 1] >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(nodes[nodes.length - 1] + 1, 2 * sums.length));
        }
        for (int i = 0; i < nodes.length; i++) {
            sums[nodes[i]] = Math.addExact(sums[nodes[i]], values[i]);
        }
        profiles += head.profiles();
    }

    NodeSums plus(NodeSums other) {
        if (other.sums.length > sums.length) {
            return other.plus(this);
        }
        for (int node = 0; node < other.sums.length; node++) {
            sums[node] = Math.addExact(sums[node], other.sums[node]);
        }
        profiles += other.profiles;
        return this;
    }

    long profiles() {
        return profiles;
    }

    /** Only what is not zero. */
    StackCodec.Column stacks() {
        int[] nodes = new int[sums.length];
        int count = 0;
        for (int node = 0; node < sums.length; node++) {
            if (sums[node] != 0) {
                nodes[count++] = node;
            }
        }
        int[] used = Arrays.copyOf(nodes, count);
        return new StackCodec.Column(
                used, Arrays.stream(used).mapToLong(node -> sums[node]).toArray());
    }
}
