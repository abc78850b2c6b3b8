package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.NodeVector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** The dictionaries that one answer needs as one tree: most answers need one, whose numbers then stay as they are. */
final class JoinedTree {
    private final CallTree tree;
    private final Map<Integer, int[]> numbers = new HashMap<>();

    /**
     * @param generations of the dictionaries
     * @param trees by generation
     */
    JoinedTree(Set<Integer> generations, IntFunction<CallTree> trees) {
        if (generations.size() == 1) {
            tree = trees.apply(generations.iterator().next());
            return;
        }
        CallTreeBuilder builder = new CallTreeBuilder();
        generations.stream()
                .sorted()
                .forEach(generation -> numbers.put(generation, added(trees.apply(generation), builder)));
        tree = builder.build();
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
     * Stacks of a dictionary as stacks of this tree.
     *
     * @param stacks whose nodes are all in the dictionary
     */
    NodeVector vector(int generation, StackCodec.Column stacks) {
        int[] joined = numbers.get(generation);
        if (joined == null) {
            return NodeVector.of(stacks.nodes(), stacks.values());
        }
        int size = stacks.nodes().length;
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = (long) joined[stacks.nodes()[i]] << 32 | i;
        }
        Arrays.sort(order);
        int[] nodes = new int[size];
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            nodes[i] = (int) (order[i] >>> 32);
            values[i] = stacks.values()[(int) order[i]];
        }
        return NodeVector.of(nodes, values);
    }
}
