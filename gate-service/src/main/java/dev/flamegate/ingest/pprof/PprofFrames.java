package dev.flamegate.ingest.pprof;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import java.util.Arrays;

/**
 * Turns locations into nodes of the tree. A location is a list of lines of which the first is innermost; calling one location from one
 * node leads to the same node each time, which is remembered for locations of several lines, so that the cost of a stack is its number
 * of locations whatever was inlined.
 *
 * <p>A location without lines was not symbolised: it becomes a function called after the file of its mapping in brackets, or {@code
 * <unknown>}, as {@code go tool pprof} shows it, and so does a function without a name. Lines that are negative or beyond 31 bits,
 * which google/pprof lets pass, are unknown.
 */
final class PprofFrames {
    private static final String UNKNOWN = "<unknown>";
    private static final int UNRESOLVED = -1;
    private static final int NAMELESS = -2;

    private final PprofTables tables;
    private final CallTreeBuilder tree;
    private final String origin;
    private final IdIndex locations;
    private final IdIndex mappings;
    /** The position of the function of each line. */
    private final int[] lineFunctions;
    /** The tree's number of the function at each position, once a stack needed it. */
    private final int[] functionNumbers;

    private long[] keys = new long[256];
    private int[] nodes = new int[256];
    private int remembered;

    PprofFrames(PprofTables tables, CallTreeBuilder tree, String origin) {
        this.tables = tables;
        this.tree = tree;
        this.origin = origin;
        this.locations = new IdIndex(tables.locationIds, "location", origin);
        this.mappings = new IdIndex(tables.mappingIds, "mapping", origin);
        this.lineFunctions = new int[tables.lineFunctionIds.size()];
        this.functionNumbers = new int[tables.functionIds.size()];
        Arrays.fill(functionNumbers, UNRESOLVED);
        resolveLines(new IdIndex(tables.functionIds, "function", origin));
    }

    /** The position of a location, -1 if the id is unknown. */
    int location(long id) {
        return locations.position(id);
    }

    /** The number of frames a location stands for, at least 1. */
    int frameCount(int location) {
        return Math.max(1, lineEnd(location) - lineStart(location));
    }

    /** The number of paths remembered, which like the nodes of the tree grows with what a profile holds. */
    int remembered() {
        return remembered;
    }

    /** The node of the innermost line of {@code location}, called from {@code parent}. */
    int child(int parent, int location) {
        int start = lineStart(location);
        int end = lineEnd(location);
        if (end - start == 1) {
            return line(parent, location, start);
        }
        long key = (long) parent << 32 | location;
        int slot = slot(key);
        if (nodes[slot] != CallTree.ROOT) {
            return nodes[slot];
        }
        int node = start == end ? tree.child(parent, nameless(location), 0) : inlined(parent, location);
        keys[slot] = key;
        nodes[slot] = node;
        remembered++;
        if (remembered * 2 > nodes.length) {
            rehash();
        }
        return node;
    }

    private int inlined(int parent, int location) {
        int node = parent;
        for (int line = lineEnd(location) - 1; line >= lineStart(location); line--) {
            node = line(node, location, line);
        }
        return node;
    }

    private int line(int parent, int location, int line) {
        int function = function(lineFunctions[line]);
        int lineNumber = lineNumber(tables.lineNumbers.get(line));
        return tree.child(parent, function == NAMELESS ? nameless(location) : function, lineNumber);
    }

    private int function(int position) {
        int number = functionNumbers[position];
        if (number == UNRESOLVED) {
            String name = tables.strings.text(tables.functionNames.get(position));
            number = name.isEmpty() ? NAMELESS : tree.function(function(position, name));
            functionNumbers[position] = number;
        }
        return number;
    }

    private Function function(int position, String name) {
        String file = tables.strings.text(tables.functionFiles.get(position));
        return tables.known.function(name, file, lineNumber(tables.functionStartLines.get(position)));
    }

    /** The number of the function that stands for what has no name in a location. */
    private int nameless(int location) {
        int mapping = mappings.position(tables.locationMappingIds.get(location));
        String file = mapping < 0 ? "" : tables.strings.text(tables.mappingFiles.get(mapping));
        String name = file.isEmpty() ? UNKNOWN : "[" + baseName(file) + "]";
        return tree.function(tables.known.function(name, "", 0));
    }

    private static String baseName(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? "/" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private static int lineNumber(long line) {
        return line < 0 || line > Integer.MAX_VALUE ? 0 : (int) line;
    }

    private int lineStart(int location) {
        return (int) tables.locationLines.get(location);
    }

    private int lineEnd(int location) {
        return (int) tables.locationLines.get(location + 1);
    }

    private void resolveLines(IdIndex functions) {
        for (int location = 0; location < tables.locationIds.size(); location++) {
            for (int line = lineStart(location); line < lineEnd(location); line++) {
                lineFunctions[line] = functions.position(tables.lineFunctionIds.get(line));
                if (lineFunctions[line] < 0) {
                    throw new MalformedProfileException(
                            origin,
                            "location id " + Long.toUnsignedString(tables.locationIds.get(location)),
                            "line " + (line - lineStart(location)) + " refers to function id "
                                    + Long.toUnsignedString(tables.lineFunctionIds.get(line))
                                    + ", which is not in the function table");
                }
            }
        }
    }

    private int slot(long key) {
        int mask = nodes.length - 1;
        long h = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (h >>> 32) & mask;
        while (nodes[slot] != CallTree.ROOT && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash() {
        long[] oldKeys = keys;
        int[] oldNodes = nodes;
        keys = new long[oldKeys.length * 2];
        nodes = new int[oldNodes.length * 2];
        for (int i = 0; i < oldNodes.length; i++) {
            if (oldNodes[i] != CallTree.ROOT) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                nodes[slot] = oldNodes[i];
            }
        }
    }
}
