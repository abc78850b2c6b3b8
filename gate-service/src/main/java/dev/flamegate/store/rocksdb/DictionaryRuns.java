package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.CanonicalNames;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.FunctionName;

/** Runs of consecutive functions and nodes of one dictionary, to bytes and back. */
final class DictionaryRuns {
    static final int ENTRIES_MAX = 4096;
    private static final int FUNCTION_BYTES_MIN = 4;
    private static final int NODE_BYTES_MIN = 3;

    private DictionaryRuns() {}

    /** The functions from {@code first} on, at most {@link #ENTRIES_MAX}. */
    static byte[] functions(CallTree tree, int first, byte[] key) {
        int end = Math.min(tree.functionCount(), first + ENTRIES_MAX);
        ByteWriter out = new ByteWriter().varint(CanonicalNames.RULES_VERSION).varint(end - first);
        for (int number = first; number < end; number++) {
            Function function = tree.functionAt(number);
            FunctionName name = function.name();
            out.string(name.raw())
                    .string(name.canonical().equals(name.raw()) ? "" : name.canonical())
                    .string(function.file())
                    .varint(function.startLine());
        }
        return out.sealed(key);
    }

    /** The nodes from {@code first} on, at most {@link #ENTRIES_MAX}. */
    static byte[] nodes(CallTree tree, int first, byte[] key) {
        int end = Math.min(tree.nodeCount(), first + ENTRIES_MAX);
        ByteWriter out = new ByteWriter().varint(end - first);
        for (int node = first; node < end; node++) {
            out.varint(node - tree.parent(node)).varint(tree.function(node)).varint(tree.line(node));
        }
        return out.sealed(key);
    }

    /** Adds a run of functions, which begins where {@code into} ends. */
    static void readFunctions(ByteReader in, CallTreeBuilder into) {
        boolean sameRules = in.number("version of the naming rules") == CanonicalNames.RULES_VERSION;
        for (int left = in.count("functions", FUNCTION_BYTES_MIN); left > 0; left--) {
            String raw = in.string();
            String canonical = in.string();
            String file = in.string();
            int startLine = in.number("start line");
            if (raw.isEmpty()) {
                throw in.damaged("function has no name");
            }
            FunctionName name =
                    sameRules ? new FunctionName(raw, canonical.isEmpty() ? raw : canonical) : FunctionName.of(raw);
            int expected = into.functionCount();
            int number = into.function(new Function(name, file, startLine));
            if (number != expected) {
                throw in.damaged("function " + expected + " (" + raw + ") repeats function " + number);
            }
        }
        in.end();
    }

    /** Adds a run of nodes, which begins where {@code into} ends; its functions are there already. */
    static void readNodes(ByteReader in, CallTreeBuilder into) {
        for (int left = in.count("nodes", NODE_BYTES_MIN); left > 0; left--) {
            int expected = into.nodeCount();
            int distance = in.number("distance to the parent");
            int function = in.number("function");
            int line = in.number("line");
            if (distance < 1 || distance > expected || function >= into.functionCount()) {
                throw in.damaged("node " + expected + " has its parent " + distance + " before it and function "
                        + function + " of " + into.functionCount());
            }
            int node = into.child(expected - distance, function, line);
            if (node != expected) {
                throw in.damaged("node " + expected + " repeats node " + node);
            }
        }
        in.end();
    }
}
