package dev.flamegate.ingest.folded;

import java.util.Arrays;

/** The way from the root to where a preorder walk is: for each node a number to remember and how many children are still to come. */
final class OpenNodes {
    private int[] states = new int[64];
    private int[] left = new int[64];
    private int depth;

    /** One node is to come, the root. */
    OpenNodes(int state) {
        states[0] = state;
        left[0] = 1;
    }

    /** Whether another node is to come. */
    boolean more() {
        return left[0] > 0 || depth > 0;
    }

    /** What is remembered of the parent of the next node. */
    int state() {
        return states[depth];
    }

    /** The number of nodes above the next one. */
    int depth() {
        return depth;
    }

    /** Takes the next node, and goes back to where the one after it hangs. */
    void enter(int state, int children) {
        left[depth]--;
        if (++depth == states.length) {
            states = Arrays.copyOf(states, depth * 2);
            left = Arrays.copyOf(left, depth * 2);
        }
        states[depth] = state;
        left[depth] = children;
        while (depth > 0 && left[depth] == 0) {
            depth--;
        }
    }
}
