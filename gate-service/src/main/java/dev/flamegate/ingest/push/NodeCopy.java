package dev.flamegate.ingest.push;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;

/** The nodes of one tree made again in another. */
final class NodeCopy {
    private NodeCopy() {}

    /** The number in {@code target} of each node of {@code source}. Parents have smaller numbers, so one pass does. */
    static int[] into(CallTreeBuilder target, CallTree source) {
        int[] nodes = new int[source.nodeCount()];
        for (int node = 1; node < nodes.length; node++) {
            int function = target.function(source.functionAt(source.function(node)));
            nodes[node] = target.child(nodes[source.parent(node)], function, source.line(node));
        }
        return nodes;
    }
}
