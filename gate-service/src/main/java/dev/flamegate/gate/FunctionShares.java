package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Samples of every function in every pod, self and total, recursion counted once; and what the choice of rows needs to know about
 * them. Pods of the baseline come first.
 */
final class FunctionShares {
    private final MergedTree merged;
    private final int baselinePods;
    private final double[][] self;
    private final double[][] total;
    private final double[] podTotal;

    FunctionShares(MergedTree merged, int baselinePods) {
        this.merged = merged;
        this.baselinePods = baselinePods;
        CallTree tree = merged.tree();
        self = new double[tree.functionCount()][merged.podCount()];
        total = new double[tree.functionCount()][merged.podCount()];
        podTotal = new double[merged.podCount()];
        boolean[] outermost = outermost(tree);
        for (int pod = 0; pod < podTotal.length; pod++) {
            double[] below = below(pod);
            podTotal[pod] = below[CallTree.ROOT];
            for (int node = 1; node < below.length; node++) {
                self[tree.function(node)][pod] += merged.self(pod, node);
                if (outermost[node]) {
                    total[tree.function(node)][pod] += below[node];
                }
            }
        }
    }

    double[] self(int function) {
        return self[function];
    }

    double[] total(int function) {
        return total[function];
    }

    int podCount() {
        return podTotal.length;
    }

    double podTotal(int pod) {
        return podTotal[pod];
    }

    int functionCount() {
        return self.length;
    }

    /** Per function: the mean over the two sides of the unweighted mean over their pods. */
    double[] meanShares(double[][] counts) {
        double[] means = new double[counts.length];
        for (int function = 0; function < means.length; function++) {
            for (int pod = 0; pod < podTotal.length; pod++) {
                means[function] += podTotal[pod] > 0 ? counts[function][pod] * weight(pod) / podTotal[pod] : 0;
            }
        }
        return means;
    }

    double[] meanSelf() {
        return meanShares(self);
    }

    double[] meanTotal() {
        return meanShares(total);
    }

    boolean[] totalEqualsSelf() {
        boolean[] equal = new boolean[self.length];
        for (int function = 0; function < equal.length; function++) {
            equal[function] = Arrays.equals(self[function], total[function]);
        }
        return equal;
    }

    /** Per function: the largest mean share of one direct callee, summed over all places that call it. */
    double[] largestCallee() {
        CallTree tree = merged.tree();
        double[] below = new double[tree.nodeCount()];
        for (int pod = 0; pod < podTotal.length; pod++) {
            for (int node = 0; node < below.length; node++) {
                below[node] += podTotal[pod] > 0 ? merged.self(pod, node) * weight(pod) / podTotal[pod] : 0;
            }
        }
        addUp(tree, below);
        Map<Long, Double> edges = new HashMap<>();
        for (int node = 1; node < below.length; node++) {
            int caller = tree.function(tree.parent(node));
            if (caller >= 0 && caller != tree.function(node)) {
                edges.merge((long) caller << 32 | tree.function(node), below[node], Double::sum);
            }
        }
        double[] largest = new double[self.length];
        edges.forEach((edge, share) -> {
            int caller = (int) (edge >>> 32);
            largest[caller] = Math.max(largest[caller], share);
        });
        return largest;
    }

    private double weight(int pod) {
        return 0.5 / (pod < baselinePods ? baselinePods : podTotal.length - baselinePods);
    }

    private double[] below(int pod) {
        double[] below = new double[merged.tree().nodeCount()];
        for (int node = 0; node < below.length; node++) {
            below[node] = merged.self(pod, node);
        }
        addUp(merged.tree(), below);
        return below;
    }

    private static void addUp(CallTree tree, double[] sums) {
        for (int node = sums.length - 1; node > 0; node--) {
            sums[tree.parent(node)] += sums[node];
        }
    }

    /** Per node: whether no node above it is of the same function. Only there may a total be counted. */
    private static boolean[] outermost(CallTree tree) {
        boolean[] outermost = new boolean[tree.nodeCount()];
        for (int node = 1; node < outermost.length; node++) {
            int above = tree.parent(node);
            while (above != CallTree.ROOT && tree.function(above) != tree.function(node)) {
                above = tree.parent(above);
            }
            outermost[node] = above == CallTree.ROOT;
        }
        return outermost;
    }
}
