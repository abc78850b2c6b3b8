package dev.flamegate.ingest.otlp;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns stacks of the dictionary into nodes of one profile's tree. A location without lines was not symbolised: it becomes a function
 * called after the file of its mapping in brackets, or {@code <unknown>}, as in a pprof; so does a function without a name.
 */
final class Stacks {
    private static final String UNKNOWN = "<unknown>";

    private final Tables tables;
    private final CallTreeBuilder tree;
    private final OtlpLimits limits;
    private final Budget budget;
    private final String origin;
    private final Map<Integer, Integer> nodes = new HashMap<>();
    private final Map<Integer, Function> functions = new HashMap<>();

    Stacks(Tables tables, CallTreeBuilder tree, OtlpLimits limits, Budget budget, String origin) {
        this.tables = tables;
        this.tree = tree;
        this.limits = limits;
        this.budget = budget;
        this.origin = origin;
    }

    /** The node in which a stack ends. Index 0 stands for no stack, whether the table has it or not. */
    int node(long stack, String place) {
        if (stack == 0 && tables.stackCount() == 0) {
            return CallTree.ROOT;
        }
        int i = Tables.checked(stack, tables.stackCount(), "stack", origin, place);
        Integer known = nodes.get(i);
        if (known != null) {
            return known;
        }
        int before = tree.nodeCount();
        int node = walk(i, place);
        budget.callPaths(tree.nodeCount() - before, place);
        nodes.put(i, node);
        return node;
    }

    /** Locations come leaf first, and the lines of one innermost first. */
    private int walk(int stack, String place) {
        int start = (int) tables.stackLocations.get(stack);
        int node = CallTree.ROOT;
        int depth = 0;
        for (int i = (int) tables.stackLocations.get(stack + 1) - 1; i >= start; i--) {
            int location = Tables.checked(tables.locations.get(i), tables.locationCount(), "location", origin, place);
            int firstLine = (int) tables.locationLines.get(location);
            int endLine = (int) tables.locationLines.get(location + 1);
            int frames = Math.max(1, endLine - firstLine);
            depth += frames;
            if (depth > limits.frames() || depth < 0) {
                throw new MalformedProfileException(
                        origin, place, "is deeper than " + limits.frames() + " frames, the most accepted");
            }
            budget.frames(frames, place);
            if (firstLine == endLine) {
                node = tree.child(node, tree.function(nameless(location, place)), 0);
            }
            for (int line = endLine - 1; line >= firstLine; line--) {
                Function function = function(tables.lineFunctions.get(line), location, place);
                node = tree.child(node, tree.function(function), lineNumber(tables.lineNumbers.get(line)));
            }
        }
        return node;
    }

    private Function function(long index, int location, String place) {
        int i = Tables.checked(index, tables.functionNames.size(), "function", origin, place);
        Function known = functions.get(i);
        if (known != null) {
            return known;
        }
        String name = tables.strings.text(tables.functionNames.get(i), place);
        if (name.isEmpty()) {
            return nameless(location, place);
        }
        String file = tables.strings.text(tables.functionFiles.get(i), place);
        Function function = Function.of(name, file, lineNumber(tables.functionStartLines.get(i)));
        functions.put(i, function);
        return function;
    }

    private Function nameless(int location, String place) {
        long index = tables.locationMappings.get(location);
        if (index == 0 && tables.mappingFiles.size() == 0) {
            return Function.of(UNKNOWN, "", 0);
        }
        int mapping = Tables.checked(index, tables.mappingFiles.size(), "mapping", origin, place);
        String file = tables.strings.text(tables.mappingFiles.get(mapping), place);
        String base = file.substring(file.lastIndexOf('/') + 1);
        return Function.of(base.isEmpty() ? UNKNOWN : "[" + base + "]", "", 0);
    }

    private static int lineNumber(long line) {
        return line < 0 || line > Integer.MAX_VALUE ? 0 : (int) line;
    }
}
