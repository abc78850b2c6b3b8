package dev.flamegate.profile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Grows a {@link CallTree} by interning: asking twice for the same child of the same node gives the same number. Functions are equal
 * when raw name, file and start line are. Numbers are dense and never change, which is what lets a store keep them.
 *
 * <p>Children are found through one open-addressing table over (parent, function, line): no boxing, no object a node. Not
 * thread-safe; the trees it gives out are immutable and may be read by any thread that receives them safely.
 */
public final class CallTreeBuilder {

    private static final int FUNCTIONS_EXPECTED_MAX = 1024;

    private int[] parents;
    private int[] functions;
    private int[] lines;
    private int nodeCount;
    private int[] slots;

    private Function[] table = new Function[64];
    private int functionCount;
    private final Map<Function, Integer> functionNumbers;

    public CallTreeBuilder() {
        this(64);
    }

    /** @param nodes as many as are expected, which saves growing; more may come */
    public CallTreeBuilder(int nodes) {
        int size = Integer.highestOneBit(Math.max(64, nodes) - 1) * 2;
        parents = new int[size];
        functions = new int[size];
        lines = new int[size];
        slots = new int[size * 4];
        functionNumbers = new HashMap<>(Math.min(size, FUNCTIONS_EXPECTED_MAX));
        parents[0] = -1;
        functions[0] = -1;
        nodeCount = 1;
    }

    /** The number of a function equal to this one, -1 if there is none yet. */
    public int find(Function function) {
        return functionNumbers.getOrDefault(function, -1);
    }

    /** The number of a function equal to this one, new if there is none yet. */
    public int function(Function function) {
        Integer known = functionNumbers.get(function);
        if (known != null) {
            return known;
        }
        if (functionCount == table.length) {
            table = Arrays.copyOf(table, table.length * 2);
        }
        table[functionCount] = function;
        functionNumbers.put(function, functionCount);
        return functionCount++;
    }

    /**
     * The node of calling {@code function} from {@code parent}, new if there is none yet.
     *
     * @param line line of the call inside {@code function}, 0 if unknown
     */
    public int child(int parent, int function, int line) {
        if (parent < 0 || parent >= nodeCount || function < 0 || function >= functionCount || line < 0) {
            throw new IllegalArgumentException("child(parent " + parent + " of " + nodeCount + ", function " + function
                    + " of " + functionCount + ", line " + line + ") is out of range");
        }
        int mask = slots.length - 1;
        int slot = hash(parent, function, line) & mask;
        for (int node = slots[slot]; node != 0; node = slots[slot]) {
            if (parents[node] == parent && functions[node] == function && lines[node] == line) {
                return node;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = nodeCount;
        return append(parent, function, line);
    }

    /** The tree as it is now; later growth does not show in it. */
    public CallTree build() {
        return new CallTree(parents, functions, lines, nodeCount, table, functionCount);
    }

    public int nodeCount() {
        return nodeCount;
    }

    public int functionCount() {
        return functionCount;
    }

    private int append(int parent, int function, int line) {
        if (nodeCount == parents.length) {
            int size = Math.multiplyExact(parents.length, 2);
            parents = Arrays.copyOf(parents, size);
            functions = Arrays.copyOf(functions, size);
            lines = Arrays.copyOf(lines, size);
        }
        parents[nodeCount] = parent;
        functions[nodeCount] = function;
        lines[nodeCount] = line;
        int node = nodeCount++;
        if (nodeCount * 2 > slots.length) {
            rehash();
        }
        return node;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int node = 1; node < nodeCount; node++) {
            int slot = hash(parents[node], functions[node], lines[node]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = node;
        }
    }

    private static int hash(int parent, int function, int line) {
        long h = parent * 0x9E3779B97F4A7C15L ^ function * 0xC2B2AE3D27D4EB4FL ^ line * 0x165667B19E3779F9L;
        h ^= h >>> 32;
        h *= 0x9E3779B97F4A7C15L;
        return (int) (h >>> 32);
    }
}
