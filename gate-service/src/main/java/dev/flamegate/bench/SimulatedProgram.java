package dev.flamegate.bench;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A program as a profiler sees it: a calling-context tree below entry points, what every node costs itself, and how strongly functions
 * and entry points vary. Nodes are numbered parents first; node 0 is the root and costs nothing. Immutable: no array is written to.
 */
final class SimulatedProgram {
    private final int[] parents;
    private final int[] functions;
    private final List<String> names;
    private final int[] entryOf;
    private final double[] costs;
    private final double[] functionSpread;
    private final double[] entrySpread;
    private final CallTree tree;
    private final int[][] paths;

    /**
     * @param functions by node, -1 for the root
     * @param names by function
     * @param entryOf number of the entry point each node is below; the root has the first
     * @param costs adding up to 1
     */
    SimulatedProgram(
            int[] parents,
            int[] functions,
            List<String> names,
            int[] entryOf,
            double[] costs,
            double[] functionSpread,
            double[] entrySpread) {
        this.parents = parents;
        this.functions = functions;
        this.names = List.copyOf(names);
        this.entryOf = entryOf;
        this.costs = costs;
        this.functionSpread = functionSpread;
        this.entrySpread = entrySpread;
        this.tree = tree(parents, functions, names);
        this.paths = IntStream.range(0, parents.length).mapToObj(this::path).toArray(int[][]::new);
    }

    private static CallTree tree(int[] parents, int[] functions, List<String> names) {
        CallTreeBuilder builder = new CallTreeBuilder();
        for (String name : names) {
            builder.function(Function.of(name, "app", 1));
        }
        for (int node = 1; node < parents.length; node++) {
            if (builder.child(parents[node], functions[node], 0) != node) {
                throw new IllegalArgumentException("node " + node + " has a sibling of the same function");
            }
        }
        return builder.build();
    }

    /** Distinct functions from the node up. */
    private int[] path(int node) {
        return IntStream.iterate(node, n -> n > 0, n -> parents[n])
                .map(n -> functions[n])
                .distinct()
                .toArray();
    }

    /** The same with one more node that costs nothing yet, of a function with this name that varies as another one does. */
    SimulatedProgram withCallee(int caller, String name, int varyingAs) {
        int node = parents.length;
        int[] moreParents = Arrays.copyOf(parents, node + 1);
        int[] moreFunctions = Arrays.copyOf(functions, node + 1);
        int[] moreEntries = Arrays.copyOf(entryOf, node + 1);
        double[] moreSpread = Arrays.copyOf(functionSpread, names.size() + 1);
        moreParents[node] = caller;
        moreFunctions[node] = names.size();
        moreEntries[node] = entryOf[caller];
        moreSpread[names.size()] = functionSpread[varyingAs];
        List<String> moreNames = new ArrayList<>(names);
        moreNames.add(name);
        return new SimulatedProgram(
                moreParents,
                moreFunctions,
                moreNames,
                moreEntries,
                Arrays.copyOf(costs, node + 1),
                moreSpread,
                entrySpread);
    }

    CallTree tree() {
        return tree;
    }

    int nodes() {
        return parents.length;
    }

    int functionCount() {
        return names.size();
    }

    int entryPoints() {
        return entrySpread.length;
    }

    int parent(int node) {
        return parents[node];
    }

    int function(int node) {
        return functions[node];
    }

    String name(int function) {
        return names.get(function);
    }

    int entryOf(int node) {
        return entryOf[node];
    }

    double cost(int node) {
        return costs[node];
    }

    double functionSpread(int function) {
        return functionSpread[function];
    }

    double entrySpread(int entry) {
        return entrySpread[entry];
    }

    /** Distinct functions from the node up to its entry point. The caller must not write to it. */
    int[] functionsAbove(int node) {
        return paths[node];
    }

    /** The costs, some of them changed. */
    double[] costsTimes(IntToDoubleFunction factor) {
        double[] changed = costs.clone();
        Arrays.setAll(changed, node -> costs[node] * factor.applyAsDouble(node));
        return changed;
    }

    /** By function: sum of a value of nodes over the nodes that are the function. */
    double[] self(double[] values) {
        double[] self = new double[names.size()];
        for (int node = 1; node < parents.length; node++) {
            self[functions[node]] += values[node];
        }
        return self;
    }

    /** By function: sum over the nodes that are the function or below it, each once. */
    double[] total(double[] values) {
        double[] total = new double[names.size()];
        for (int node = 1; node < parents.length; node++) {
            if (values[node] != 0) {
                for (int function : paths[node]) {
                    total[function] += values[node];
                }
            }
        }
        return total;
    }

    /** By function. */
    double[] selfShares() {
        return self(costs);
    }

    /** By function. */
    double[] totalShares() {
        return total(costs);
    }

    /** The nodes of a function, ascending. */
    int[] nodesOf(int function) {
        return IntStream.range(1, parents.length)
                .filter(node -> functions[node] == function)
                .toArray();
    }

    /** Nodes called from a node, ascending. */
    int[] calleesOf(int caller) {
        return IntStream.range(1, parents.length)
                .filter(node -> parents[node] == caller)
                .toArray();
    }
}
