package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import java.util.Arrays;

/**
 * The stacks of a profile under the numbers of a dictionary.
 *
 * <p>Only nodes that lie on a stack with a value are looked up, each once and parents first.
 */
final class Stacks {
    private final int[] nodes;
    private final long[][] values;

    /**
     * @param nodes ascending, each once
     * @param values by sample type, then by position in {@code nodes}
     */
    Stacks(int[] nodes, long[][] values) {
        this.nodes = nodes;
        this.values = values;
    }

    int size() {
        return nodes.length;
    }

    int node(int i) {
        return nodes[i];
    }

    /** One a sample type. */
    long[][] columns() {
        return values;
    }

    static Stacks of(Profile profile, Dictionary dictionary) {
        int[] numbers = numbers(profile, dictionary);
        long[] order = new long[profile.stackCount()];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) numbers[profile.node(i)] << 32 | i;
        }
        Arrays.sort(order);
        int[] nodes = new int[order.length];
        long[][] values = new long[profile.sampleTypes().size()][order.length];
        int count = 0;
        for (long entry : order) {
            int node = (int) (entry >>> 32);
            if (count == 0 || nodes[count - 1] != node) {
                nodes[count++] = node;
            }
            for (int type = 0; type < values.length; type++) {
                values[type][count - 1] += profile.value(type, (int) entry);
            }
        }
        return count == nodes.length ? new Stacks(nodes, values) : shortened(nodes, values, count);
    }

    /** By node of the profile's tree, the dictionary's number; meaningless for nodes that no stack goes through. */
    private static int[] numbers(Profile profile, Dictionary dictionary) {
        CallTree tree = profile.tree();
        boolean[] used = used(profile);
        int[] functions = new int[tree.functionCount()];
        Arrays.fill(functions, -1);
        int[] numbers = new int[tree.nodeCount()];
        for (int node = 1; node < numbers.length; node++) {
            if (!used[node]) {
                continue;
            }
            int function = tree.function(node);
            if (functions[function] < 0) {
                functions[function] = dictionary.function(tree.functionAt(function));
            }
            numbers[node] = dictionary.child(numbers[tree.parent(node)], functions[function], tree.line(node));
        }
        return numbers;
    }

    private static boolean[] used(Profile profile) {
        CallTree tree = profile.tree();
        boolean[] used = new boolean[tree.nodeCount()];
        for (int i = 0; i < profile.stackCount(); i++) {
            for (int node = profile.node(i); node != CallTree.ROOT && !used[node]; node = tree.parent(node)) {
                used[node] = true;
            }
        }
        return used;
    }

    /** Two stacks became one: their functions differed only in what cannot be stored. */
    private static Stacks shortened(int[] nodes, long[][] values, int count) {
        for (int type = 0; type < values.length; type++) {
            values[type] = Arrays.copyOf(values[type], count);
        }
        return new Stacks(Arrays.copyOf(nodes, count), values);
    }
}
