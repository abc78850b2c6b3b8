package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.NodeVector;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The dictionaries that one answer needs as one tree: most answers need one, whose numbers then stay as they are. */
final class JoinedTree {
    private final CallTree tree;
    private final Map<Integer, int[]> numbers = new HashMap<>();
    private final BitSet touched = new BitSet();
    private final long[] sorted;

    /**
     * @param generations of the dictionaries
     * @param trees by generation
     */
    JoinedTree(Set<Integer> generations, IntFunction<CallTree> trees) {
        if (generations.size() == 1) {
            tree = trees.apply(generations.iterator().next());
            sorted = new long[0];
            return;
        }
        CallTreeBuilder builder = new CallTreeBuilder();
        generations.stream().sorted().forEach(generation -> add(generation, trees.apply(generation), builder));
        tree = builder.build();
        sorted = new long[tree.nodeCount()];
    }

    /** The numbers of the first tree stay as they are, which is known by looking. */
    private void add(int generation, CallTree from, CallTreeBuilder builder) {
        int[] joined = added(from, builder);
        if (IntStream.range(0, joined.length).anyMatch(node -> joined[node] != node)) {
            numbers.put(generation, joined);
        }
    }

    /** By node of the added tree, its number in the builder. */
    private static int[] added(CallTree from, CallTreeBuilder builder) {
        int[] functions = new int[from.functionCount()];
        for (int function = 0; function < functions.length; function++) {
            functions[function] = builder.function(from.functionAt(function));
        }
        int[] nodes = new int[from.nodeCount()];
        for (int node = 1; node < nodes.length; node++) {
            nodes[node] = builder.child(nodes[from.parent(node)], functions[from.function(node)], from.line(node));
        }
        return nodes;
    }

    CallTree tree() {
        return tree;
    }

    /**
     * Stacks of a dictionary as stacks of this tree. To be called by one thread at a time.
     *
     * @param stacks whose nodes are all in the dictionary
     */
    NodeVector vector(int generation, StackCodec.Column stacks) {
        int[] joined = numbers.get(generation);
        if (joined == null) {
            return NodeVector.of(stacks.nodes(), stacks.values());
        }
        for (int i = 0; i < stacks.nodes().length; i++) {
            int node = joined[stacks.nodes()[i]];
            touched.set(node);
            sorted[node] = stacks.values()[i];
        }
        int[] nodes = new int[stacks.nodes().length];
        long[] values = new long[nodes.length];
        int count = 0;
        for (int node = touched.nextSetBit(0); node >= 0; node = touched.nextSetBit(node + 1)) {
            nodes[count] = node;
            values[count++] = sorted[node];
        }
        touched.clear();
        return NodeVector.of(nodes, values);
    }
}
