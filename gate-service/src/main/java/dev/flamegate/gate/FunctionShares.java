package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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
        Map<Long, Double> edges = new HashMap<>();
        for (int node = 1; node < below.length; node++) {
            int caller = tree.function(tree.parent(node));
            if (caller >= 0 && caller != tree.function(node) && below[node] > 0) {
                edges.merge((long) caller << 32 | tree.function(node), below[node], Double::sum);
            }
        }
        double[] largest = new double[tree.functionCount()];
        edges.forEach((edge, share) -> {
            int caller = (int) (edge >>> 32);
            largest[caller] = Math.max(largest[caller], share);
        });
        return largest;
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
