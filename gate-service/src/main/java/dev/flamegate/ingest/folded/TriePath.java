package dev.flamegate.ingest.folded;

import dev.flamegate.ingest.StackSums;
import dev.flamegate.profile.CallTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The pieces of text from the root of a trie to where the walk is. Whole frames become nodes of the call tree as their end is seen, so
 * that a stack costs the length of its last frame only.
 */
final class TriePath {
    private final StackSums sums;
    private byte[] text = new byte[256];

    /** By depth: where the text of the path ends, where its last frame begins, the call-tree node and number of the frames before it. */
    private int[] ends = new int[64];

    private int[] frameStarts = new int[64];
    private int[] callers = new int[64];
    private int[] frameCounts = new int[64];

    TriePath(StackSums sums) {
        this.sums = sums;
        callers[0] = CallTree.ROOT;
    }

    /** Adds the piece of the current node, which has {@code depth} nodes above it. */
    void extend(int depth, PackedNodes node) {
        int at = depth + 1;
        grow(at);
        int end = ends[depth];
        int frameStart = frameStarts[depth];
        int caller = callers[depth];
        int frames = frameCounts[depth];
        for (int i = 0; i < node.nameLength(); i++) {
            byte b = node.nameByte(i);
            if (b == ';') {
                caller = sums.child(caller, frames++, frame(frameStart, end));
                frameStart = end;
            } else {
                if (end == text.length) {
                    text = Arrays.copyOf(text, end * 2);
                }
                text[end++] = b;
            }
        }
        ends[at] = end;
        frameStarts[at] = frameStart;
        callers[at] = caller;
        frameCounts[at] = frames;
    }

    /** The call-tree node of the stack that ends with the node last added at {@code depth}. */
    int stack(int depth) {
        int at = depth + 1;
        return sums.child(callers[at], frameCounts[at], frame(frameStarts[at], ends[at]));
    }

    private String frame(int start, int end) {
        return new String(text, start, end - start, StandardCharsets.UTF_8).strip();
    }

    private void grow(int at) {
        if (at == ends.length) {
            ends = Arrays.copyOf(ends, at * 2);
            frameStarts = Arrays.copyOf(frameStarts, at * 2);
            callers = Arrays.copyOf(callers, at * 2);
            frameCounts = Arrays.copyOf(frameCounts, at * 2);
        }
    }
}
