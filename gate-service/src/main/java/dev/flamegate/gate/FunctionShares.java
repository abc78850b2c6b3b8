package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import java.util.Arrays;

/**
 * The mean share of every function, self and total, recursion counted once: all that the choice of rows needs. Means are those of
 * {@link MergedTree#meanShares}.
 */
final class FunctionShares {
    private static final double ROUNDING = 1e-12;

    private final double[] self;
    private final double[] total;
    private final double[] largestCallee;

    FunctionShares(MergedTree merged) {
        CallTree tree = merged.tree();
        double[] shares = merged.meanShares();
        double[] below = merged.totals(shares);
        self = new double[tree.functionCount()];
        total = new double[tree.functionCount()];
        for (int node = 1; node < shares.length; node++) {
            self[tree.function(node)] += shares[node];
            if (below[node] > 0 && isOutermost(tree, node)) {
                total[tree.function(node)] += below[node];
            }
        }
        largestCallee = largestCallee(tree, below);
    }

    /** Whether no node above it is of the same function. Only there may a total be counted. */
    private static boolean isOutermost(CallTree tree, int node) {
        int above = tree.parent(node);
        while (above != CallTree.ROOT && tree.function(above) != tree.function(node)) {
            above = tree.parent(above);
        }
        return above == CallTree.ROOT;
    }

    private static double[] largestCallee(CallTree tree, double[] below) {
        int[] calls = callsByCaller(tree, below);
        double[] largest = new double[tree.functionCount()];
        double[] shareOfCallee = new double[tree.functionCount()];
        int from = 0;
        while (from < calls.length) {
            int caller = tree.function(tree.parent(calls[from]));
            int to = from;
            while (to < calls.length && tree.function(tree.parent(calls[to])) == caller) {
                shareOfCallee[tree.function(calls[to])] += below[calls[to]];
                to++;
            }
            for (int i = from; i < to; i++) {
                int callee = tree.function(calls[i]);
                largest[caller] = Math.max(largest[caller], shareOfCallee[callee]);
                shareOfCallee[callee] = 0;
            }
            from = to;
        }
        return largest;
    }

    /** The nodes with a share whose caller is another function, those of one caller together, ascending: a counting sort. */
    private static int[] callsByCaller(CallTree tree, double[] below) {
        int[] ends = new int[tree.functionCount() + 1];
        for (int node = 1; node < below.length; node++) {
            if (isCall(tree, below, node)) {
                ends[tree.function(tree.parent(node)) + 1]++;
            }
        }
        for (int function = 1; function < ends.length; function++) {
            ends[function] += ends[function - 1];
        }
        int[] calls = new int[ends[ends.length - 1]];
        for (int node = 1; node < below.length; node++) {
            if (isCall(tree, below, node)) {
                calls[ends[tree.function(tree.parent(node))]++] = node;
            }
        }
        return calls;
    }

    private static boolean isCall(CallTree tree, double[] below, int node) {
        int caller = tree.function(tree.parent(node));
        return caller >= 0 && caller != tree.function(node) && below[node] > 0;
    }

    double[] self() {
        return self.clone();
    }

    double[] total() {
        return total.clone();
    }

    /** Per function: the share of one direct callee, the largest, summed over all places that call it. */
    double[] largestCallee() {
        double[] atMostOne = largestCallee.clone();
        Arrays.setAll(atMostOne, function -> Math.min(1, largestCallee[function]));
        return atMostOne;
    }

    boolean[] totalEqualsSelf() {
        boolean[] equal = new boolean[self.length];
        for (int function = 0; function < equal.length; function++) {
            equal[function] = total[function] - self[function] <= ROUNDING;
        }
        return equal;
    }
}
