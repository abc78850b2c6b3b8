package dev.flamegate.profile;

import java.util.function.UnaryOperator;

/**
 * A calling-context tree: every node is one call path, named by its parent, the function called and the line inside that function.
 * Node 0 is the root and has no function; every other node's parent has a smaller number, so one backward pass sums up totals and one
 * forward pass carries state down. A stack is the number of its last node; the empty stack is node 0.
 *
 * <p>Immutable: a tree is a view of the first {@link #nodeCount} entries of arrays that only ever grow behind it, so that taking one
 * from a {@link CallTreeBuilder} costs nothing, however large the dictionary is.
 */
public final class CallTree {

    public static final int ROOT = 0;

    private final int[] parents;
    private final int[] functions;
    private final int[] lines;
    private final int nodeCount;
    private final Function[] table;
    private final int functionCount;

    CallTree(int[] parents, int[] functions, int[] lines, int nodeCount, Function[] table, int functionCount) {
        this.parents = parents;
        this.functions = functions;
        this.lines = lines;
        this.nodeCount = nodeCount;
        this.table = table;
        this.functionCount = functionCount;
    }

    /** At least 1: the root. */
    public int nodeCount() {
        return nodeCount;
    }

    public int functionCount() {
        return functionCount;
    }

    /** The caller's node, smaller than {@code node}; -1 for the root. */
    public int parent(int node) {
        return parents[checked(node)];
    }

    /** The number of the node's function in this tree; -1 for the root. */
    public int function(int node) {
        return functions[checked(node)];
    }

    /** The line of the call (or of the leaf's sample) inside the node's function; 0 if unknown. */
    public int line(int node) {
        return lines[checked(node)];
    }

    public Function functionAt(int function) {
        if (function < 0 || function >= functionCount) {
            throw new IndexOutOfBoundsException("function " + function + " of " + functionCount);
        }
        return table[function];
    }

    /** The same paths of functions that are called otherwise; two may then be equal. */
    CallTree renamed(UnaryOperator<Function> naming) {
        Function[] others = new Function[functionCount];
        for (int function = 0; function < functionCount; function++) {
            others[function] = naming.apply(table[function]);
        }
        return new CallTree(parents, functions, lines, nodeCount, others, functionCount);
    }

    private int checked(int node) {
        if (node < 0 || node >= nodeCount) {
            throw new IndexOutOfBoundsException("node " + node + " of " + nodeCount);
        }
        return node;
    }
}
