package dev.flamegate.ingest.folded;

import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.StackSums;
import dev.flamegate.profile.Profile;
import java.util.List;

/**
 * Pyroscope's {@code format=trie}: nodes in preorder, each a piece of text; the pieces from the root to a node with a value, put
 * together, are a stack as in folded text, {@code root;frame;leaf}. A piece may begin and end inside a frame. Read only where it is
 * named.
 */
public final class TrieFormat implements ProfileFormat {
    private final ReadLimits limits;

    public TrieFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "trie";
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
        TriePath path = new TriePath(sums);
        OpenNodes open = new OpenNodes(0);
        while (open.more() && nodes.hasNext()) {
            nodes.next();
            sums.at(nodes.offset());
            int depth = open.depth();
            if (depth > limits.callPaths()) {
                throw nodes.wrong("nodes are nested more than " + limits.callPaths() + " deep, the most accepted");
            }
            path.extend(depth, nodes);
            if (nodes.value() > 0) {
                sums.add(path.stack(depth), nodes.value());
            }
            open.enter(0, nodes.children());
        }
        if (content.length > 0 && (open.more() || nodes.hasNext())) {
            throw nodes.wrong(open.more() ? "ends before the last node: truncated" : "bytes behind the last node");
        }
        return sums.profiles();
    }
}
