package dev.flamegate.ingest.folded;

import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.StackSums;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import java.util.List;

/**
 * Pyroscope's {@code format=tree} without a dictionary: nodes in preorder, each a frame with its self value; the first is the root and
 * has no name. Read only where it is named.
 */
public final class TreeFormat implements ProfileFormat {
    private final ReadLimits limits;

    public TreeFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "tree";
    }

    @Override
    public boolean matches(byte[] head) {
        return false;
    }

    @Override
    public List<Profile> read(byte[] body, Source source) {
        byte[] content = limits.content(body, source.origin());
        PackedNodes nodes = new PackedNodes(content, source);
        StackSums sums = new StackSums(source, limits, "byte");
        OpenNodes open = new OpenNodes(CallTree.ROOT);
        while (open.more() && nodes.hasNext()) {
            nodes.next();
            sums.at(nodes.offset());
            int depth = open.depth();
            int node = sums.child(open.state(), Math.max(0, depth - 1), nodes.name(0, nodes.nameLength()));
            if (nodes.value() > 0) {
                sums.add(node, nodes.value());
            }
            open.enter(node, nodes.children());
            if (open.depth() > limits.frames() + 1) {
                throw nodes.wrong("the stack is deeper than " + limits.frames() + " frames, the most accepted");
            }
        }
        if (content.length > 0 && (open.more() || nodes.hasNext())) {
            throw nodes.wrong(open.more() ? "ends before the last node: truncated" : "bytes behind the last node");
        }
        return sums.profiles();
    }
}
