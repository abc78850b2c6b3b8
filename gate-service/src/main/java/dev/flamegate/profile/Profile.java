package dev.flamegate.profile;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * The samples of one process over some seconds, free of any format. Stacks are root-first paths of {@link CallTree}, each stated once;
 * samples of the same stack are added up.
 *
 * <p>Values may be negative: differences of cumulative profiles are, in real files. Immutable; the arrays it hands out are copies.
 */
public final class Profile {
    private final String name;
    private final List<ValueType> sampleTypes;
    private final ValueType periodType;
    private final long period;
    private final long startNanos;
    private final long durationNanos;
    private final OptionalDouble requests;
    private final Labels labels;
    private final String origin;
    private final CallTree tree;
    private final int[] nodes;
    private final long[][] values;

    Profile(ProfileBuilder b, CallTree tree, int[] nodes, long[][] values) {
        this.name = b.name;
        this.sampleTypes = List.copyOf(b.sampleTypes);
        this.periodType = b.periodType;
        this.period = b.period;
        this.startNanos = b.startNanos;
        this.durationNanos = b.durationNanos;
        this.requests = OptionalDouble.empty();
        this.labels = b.labels;
        this.origin = b.origin;
        this.tree = tree;
        this.nodes = nodes;
        this.values = values;
    }

    /** The first part of the profile types of this profile, for example {@code process_cpu} or {@code memory}. */
    public String name() {
        return name;
    }

    /** At least one. Two may be equal: clients send such files, so select by position. */
    public List<ValueType> sampleTypes() {
        return sampleTypes;
    }

    public ProfileType type(int sampleIndex) {
        return new ProfileType(name, sampleTypes.get(sampleIndex), periodType);
    }

    /** The event between two samples; {@link ValueType#NONE} if unknown. */
    public ValueType periodType() {
        return periodType;
    }

    /** The number of {@link #periodType} units between two samples; 0 if unknown. */
    public long period() {
        return period;
    }

    /** Unix nanoseconds; 0 if the profile does not say. */
    public long startNanos() {
        return startNanos;
    }

    /** 0 for a snapshot, or if unknown. */
    public long durationNanos() {
        return durationNanos;
    }

    /** How many requests the process served in that time, finite and at least 0; empty if nobody said. */
    public OptionalDouble requests() {
        return requests;
    }

    public Labels labels() {
        return labels;
    }

    /** Where the bytes came from, for messages: a file name, or the request. */
    public String origin() {
        return origin;
    }

    public CallTree tree() {
        return tree;
    }

    /** The number of stacks that have a value other than zero in some sample type. */
    public int stackCount() {
        return nodes.length;
    }

    /** The last node of stack {@code i}; ascending in {@code i}, each node once. */
    public int node(int i) {
        return nodes[i];
    }

    public long value(int sampleIndex, int i) {
        return values[sampleIndex][i];
    }

    /** Sum over all stacks. */
    public long total(int sampleIndex) {
        long sum = 0;
        for (long value : values[sampleIndex]) {
            sum += value;
        }
        return sum;
    }

    /** The same samples under other labels. */
    public Profile withLabels(Labels others) {
        return new Profile(this, name, others, startNanos, durationNanos, requests, tree);
    }

    /** The same samples as profile types of another {@link #name}. */
    public Profile withName(String other) {
        return new Profile(this, other, labels, startNanos, durationNanos, requests, tree);
    }

    /** The same samples with a start and a length that the profile itself did not carry. */
    public Profile at(long start, long duration) {
        return new Profile(this, name, labels, start, duration, requests, tree);
    }

    /** The same samples of functions that are called otherwise. */
    public Profile withFunctions(UnaryOperator<Function> naming) {
        return new Profile(this, name, labels, startNanos, durationNanos, requests, tree.renamed(naming));
    }

    /**
     * The same samples of a process that served so many requests meanwhile.
     *
     * @throws IllegalArgumentException if the number is not finite or below 0
     */
    public Profile withRequests(double served) {
        Requests.check(served);
        return new Profile(this, name, labels, startNanos, durationNanos, OptionalDouble.of(served), tree);
    }

    private Profile(
            Profile p,
            String name,
            Labels labels,
            long startNanos,
            long durationNanos,
            OptionalDouble requests,
            CallTree tree) {
        this.name = name;
        this.sampleTypes = p.sampleTypes;
        this.periodType = p.periodType;
        this.period = p.period;
        this.startNanos = startNanos;
        this.durationNanos = durationNanos;
        this.requests = requests;
        this.labels = labels;
        this.origin = p.origin;
        this.tree = tree;
        this.nodes = p.nodes;
        this.values = p.values;
    }
}
