package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.FunctionName;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call paths of a selection by canonical function name, without lines, so that a path is the same path in both versions; with the
 * sum of every pod at every node.
 */
final class MergedTree {
    private final CallTree tree;
    private final List<Function> sources;
    private final double[][] selfOfPod;

    private MergedTree(CallTree tree, List<Function> sources, double[][] selfOfPod) {
        this.tree = tree;
        this.sources = sources;
        this.selfOfPod = selfOfPod;
    }

    /**
     * @param unitsPerSample what one sample adds to a value; sums are in samples
     */
    static MergedTree of(CallTree full, List<Selection.Pod> pods, double unitsPerSample) {
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
        double[][] selfOfPod = new double[pods.size()][tree.nodeCount()];
        for (int pod = 0; pod < selfOfPod.length; pod++) {
            add(pods.get(pod), merged, unitsPerSample, selfOfPod[pod]);
        }
        return new MergedTree(tree, sources, selfOfPod);
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

    private static void add(Selection.Pod pod, int[] merged, double unitsPerSample, double[] sums) {
        for (StoredProfile window : pod.windows()) {
            for (int i = 0; i < window.vector().size(); i++) {
                sums[merged[window.vector().node(i)]] += window.vector().value(i) / unitsPerSample;
            }
        }
    }

    /** The same tree without the samples of these nodes, in any pod. */
    MergedTree without(BitSet nodes) {
        double[][] rest = new double[selfOfPod.length][];
        for (int pod = 0; pod < rest.length; pod++) {
            rest[pod] = selfOfPod[pod].clone();
            for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
                rest[pod][node] = 0;
            }
        }
        return new MergedTree(tree, sources, rest);
    }

    CallTree tree() {
        return tree;
    }

    int podCount() {
        return selfOfPod.length;
    }

    /** Samples whose stack ends in the node, all windows of the pod. */
    double self(int pod, int node) {
        return selfOfPod[pod][node];
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
        for (double[] self : selfOfPod) {
            for (double value : self) {
                if (value < 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
