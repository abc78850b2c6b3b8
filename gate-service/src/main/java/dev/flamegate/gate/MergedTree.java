package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.FunctionName;
import dev.flamegate.reports.Measure;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The call paths of a selection by canonical function name, without lines, so that a path is the same path in both versions; with the
 * sum of every pod at every node it reached. Pods of the baseline come first. Memory grows with the samples there are, not with pods
 * times nodes.
 */
final class MergedTree {
    private final CallTree tree;
    private final List<Function> sources;
    private final List<PodSamples> pods;
    private final int baselinePods;
    private final int[] functionOf;
    private final int[] parentOf;

    private MergedTree(CallTree tree, List<Function> sources, List<PodSamples> pods, int baselinePods) {
        this.tree = tree;
        this.sources = sources;
        this.pods = pods;
        this.baselinePods = baselinePods;
        this.functionOf = new int[tree.nodeCount()];
        this.parentOf = new int[functionOf.length];
        for (int node = 1; node < functionOf.length; node++) {
            functionOf[node] = tree.function(node);
            parentOf[node] = tree.parent(node);
        }
    }

    /**
     * @param unitsPerSample what one sample adds to a value; sums are in samples
     */
    static MergedTree of(Selection selection, double unitsPerSample) {
        CallTree full = selection.tree();
        List<Selection.Pod> pods = Stream.concat(
                        selection.baseline().pods().stream(), selection.candidate().pods().stream())
                .toList();
        boolean[] used = used(full, pods);
        CallTreeBuilder builder = new CallTreeBuilder();
        int[] functions = new int[full.functionCount()];
        Arrays.fill(functions, -1);
        List<Function> sources = new ArrayList<>();
        int[] merged = new int[full.nodeCount()];
        for (int node = 1; node < full.nodeCount(); node++) {
            if (used[node]) {
                int function = function(full, full.function(node), functions, builder, sources);
                merged[node] = builder.child(merged[full.parent(node)], function, 0);
            }
        }
        CallTree tree = builder.build();
        double[] sums = new double[tree.nodeCount()];
        List<PodSamples> samples = pods.stream()
                .map(pod -> samples(pod, merged, unitsPerSample, sums))
                .toList();
        return new MergedTree(
                tree, sources, samples, selection.baseline().pods().size());
    }

    private static boolean[] used(CallTree full, List<Selection.Pod> pods) {
        boolean[] used = new boolean[full.nodeCount()];
        for (Selection.Pod pod : pods) {
            for (StoredProfile window : pod.windows()) {
                for (int i = 0; i < window.vector().size(); i++) {
                    used[window.vector().node(i)] = true;
                }
            }
        }
        for (int node = used.length - 1; node > 0; node--) {
            if (used[node]) {
                used[full.parent(node)] = true;
            }
        }
        return used;
    }

    private static int function(
            CallTree full, int number, int[] functions, CallTreeBuilder builder, List<Function> sources) {
        if (functions[number] < 0) {
            Function source = full.functionAt(number);
            String canonical = source.name().canonical();
            functions[number] = builder.function(new Function(new FunctionName(canonical, canonical), "", 0));
            if (functions[number] == sources.size()) {
                sources.add(source);
            }
        }
        return functions[number];
    }

    /**
     * Whole numbers are added up, and divided once: the same profiles have the same sum whatever windows they come in.
     *
     * @param sums all zero, and again so when this returns
     */
    private static PodSamples samples(Selection.Pod pod, int[] merged, double unitsPerSample, double[] sums) {
        BitSet touched = new BitSet(sums.length);
        for (StoredProfile window : pod.windows()) {
            for (int i = 0; i < window.vector().size(); i++) {
                int node = merged[window.vector().node(i)];
                sums[node] += window.vector().value(i);
                touched.set(node);
            }
        }
        touched.stream().forEach(node -> sums[node] /= unitsPerSample);
        PodSamples samples = PodSamples.of(sums, touched);
        touched.stream().forEach(node -> sums[node] = 0);
        return samples;
    }

    /** The same tree without the samples of these nodes, in any pod. */
    MergedTree without(BitSet nodes) {
        List<PodSamples> rest = pods.stream().map(pod -> pod.without(nodes)).toList();
        return new MergedTree(tree, sources, rest, baselinePods);
    }

    CallTree tree() {
        return tree;
    }

    /** Samples of every pod, smallest first. */
    double[] podTotals() {
        return pods.stream().mapToDouble(PodSamples::total).sorted().toArray();
    }

    int podCount() {
        return pods.size();
    }

    int baselinePods() {
        return baselinePods;
    }

    PodSamples pod(int pod) {
        return pods.get(pod);
    }

    /** Samples whose stack ends in the node, over the pods of one side. */
    double[] sums(boolean candidate) {
        double[] sums = new double[tree.nodeCount()];
        for (int pod = candidate ? baselinePods : 0; pod < (candidate ? podCount() : baselinePods); pod++) {
            PodSamples samples = pods.get(pod);
            for (int at = 0; at < samples.size(); at++) {
                sums[samples.node(at)] += samples.samples(at);
            }
        }
        return sums;
    }

    /** Per node the mean over the two sides of the unweighted mean share of their pods; pods without samples count as zero. */
    double[] meanShares() {
        double[] means = new double[tree.nodeCount()];
        for (int pod = 0; pod < podCount(); pod++) {
            PodSamples samples = pods.get(pod);
            int side = pod < baselinePods ? baselinePods : podCount() - baselinePods;
            double weight = 0.5 / side / samples.total();
            for (int at = 0; at < samples.size(); at++) {
                means[samples.node(at)] += samples.samples(at) * weight;
            }
        }
        return means;
    }

    /** Adds to every node what is below it. */
    double[] totals(double[] self) {
        double[] totals = self.clone();
        for (int node = totals.length - 1; node > 0; node--) {
            totals[tree.parent(node)] += totals[node];
        }
        return totals;
    }

    /** The nodes of one function. */
    BitSet nodes(int function) {
        BitSet nodes = new BitSet(tree.nodeCount());
        for (int node = 1; node < functionOf.length; node++) {
            if (functionOf[node] == function) {
                nodes.set(node);
            }
        }
        return nodes;
    }

    /** The nodes whose samples a row counts. */
    BitSet nodes(TestedRow row) {
        BitSet nodes = nodes(row.function());
        if (row.measure() == Measure.TOTAL) {
            for (int node = Math.max(1, nodes.nextSetBit(0)); node < parentOf.length; node++) {
                if (nodes.get(parentOf[node])) {
                    nodes.set(node);
                }
            }
        }
        return nodes;
    }

    /** Canonical name of a function of {@link #tree}. */
    String name(int function) {
        return tree.functionAt(function).name().raw();
    }

    /** A function of the profiles that has this canonical name; null if none of them says where it is. */
    @Nullable
    Function source(int function) {
        Function source = sources.get(function);
        return source.file().isEmpty() ? null : source;
    }

    boolean hasNegativeValue() {
        return pods.stream().anyMatch(PodSamples::hasNegativeValue);
    }
}
