package dev.flamegate.ingest.pprof;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/** Shows the stacks of a profile as lines {@code root:LINE;leaf:LINE VALUE VALUE}. */
final class Stacks {
    private Stacks() {}

    static List<String> of(Profile profile) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < profile.stackCount(); i++) {
            StringBuilder line = new StringBuilder(path(profile.tree(), profile.node(i)));
            for (int type = 0; type < profile.sampleTypes().size(); type++) {
                line.append(' ').append(profile.value(type, i));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String path(CallTree tree, int node) {
        if (node == CallTree.ROOT) {
            return "";
        }
        String callers = path(tree, tree.parent(node));
        String frame = tree.functionAt(tree.function(node)).name().raw() + ":" + tree.line(node);
        return callers.isEmpty() ? frame : callers + ";" + frame;
    }
}
