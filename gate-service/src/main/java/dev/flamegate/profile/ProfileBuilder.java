package dev.flamegate.profile;

import java.util.Arrays;
import java.util.List;

/**
 * What a decoder fills: header fields by name, then one {@link #add} a sample. Samples of one stack are added up as they come, in
 * arrays indexed by node.
 */
public final class ProfileBuilder {
    final String origin;
    final List<ValueType> sampleTypes;
    String name = "profile";
    ValueType periodType = ValueType.NONE;
    long period;
    long startNanos;
    long durationNanos;
    Labels labels = Labels.EMPTY;

    private final CallTreeBuilder tree;
    private final long[][] sums;
    private boolean[] seen = new boolean[64];

    /**
     * @param origin where the bytes came from, for messages
     * @param sampleTypes at least one
     */
    public ProfileBuilder(String origin, List<ValueType> sampleTypes) {
        this(origin, sampleTypes, new CallTreeBuilder());
    }

    /**
     * @param tree that several profiles share; each refers to a part of it
     */
    public ProfileBuilder(String origin, List<ValueType> sampleTypes, CallTreeBuilder tree) {
        this.tree = tree;
        if (sampleTypes.isEmpty()) {
            throw new IllegalArgumentException(origin + ": a profile has at least one sample type");
        }
        this.origin = origin;
        this.sampleTypes = sampleTypes;
        this.sums = new long[sampleTypes.size()][64];
    }

    public ProfileBuilder name(String value) {
        name = value;
        return this;
    }

    public ProfileBuilder period(ValueType type, long value) {
        periodType = type;
        period = value;
        return this;
    }

    public ProfileBuilder time(long start, long duration) {
        startNanos = start;
        durationNanos = duration;
        return this;
    }

    public ProfileBuilder labels(Labels value) {
        labels = value;
        return this;
    }

    /** An empty profile with this one's header, over the same tree. */
    public ProfileBuilder sibling() {
        ProfileBuilder other = new ProfileBuilder(origin, sampleTypes, tree);
        return other.name(name)
                .period(periodType, period)
                .time(startNanos, durationNanos)
                .labels(labels);
    }

    /** The tree to find or make the sample's node in. */
    public CallTreeBuilder tree() {
        return tree;
    }

    /** Adds {@code value} to the stack that ends in {@code node}. */
    public void add(int node, int sampleIndex, long value) {
        if (node >= seen.length) {
            int size = Math.max(node + 1, seen.length * 2);
            seen = Arrays.copyOf(seen, size);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Arrays.copyOf(sums[i], size);
            }
        }
        seen[node] = true;
        sums[sampleIndex][node] += value;
    }

    public Profile build() {
        int[] nodes = new int[seen.length];
        int count = 0;
        for (int node = 0; node < seen.length; node++) {
            if (seen[node] && hasValue(node)) {
                nodes[count++] = node;
            }
        }
        nodes = Arrays.copyOf(nodes, count);
        long[][] values = new long[sums.length][count];
        for (int type = 0; type < sums.length; type++) {
            for (int i = 0; i < count; i++) {
                values[type][i] = sums[type][nodes[i]];
            }
        }
        return new Profile(this, tree.build(), nodes, values);
    }

    private boolean hasValue(int node) {
        for (long[] sum : sums) {
            if (sum[node] != 0) {
                return true;
            }
        }
        return false;
    }
}
