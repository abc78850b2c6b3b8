package dev.flamegate.reports;

import java.util.Comparator;
import java.util.List;

/**
 * A {@link DiffTree} in shares: per node its total on each side as a fraction of that side's whole, so that sides of different length
 * compare. The union width is the mean of both shares: a parent's mean is never less than the sum of its children's, because that holds
 * on each side; of the larger of both shares it does not hold.
 */
final class Shares {
    private final DiffTree tree;
    private final double[] baseline;
    private final double[] candidate;
    private final double sides;
    private final List<List<Integer>> children;

    Shares(DiffTree tree) {
        this.tree = tree;
        this.baseline = fractions(tree.baselineTotals());
        this.candidate = fractions(tree.candidateTotals());
        this.sides = baseline[0] + candidate[0];
        this.children = tree.children();
        Comparator<Integer> order = Comparator.<Integer>comparingDouble(node -> -union(node))
                .thenComparing(tree::name)
                .thenComparing(Comparator.naturalOrder());
        children.forEach(siblings -> siblings.sort(order));
    }

    double baseline(int node) {
        return baseline[node];
    }

    double candidate(int node) {
        return candidate[node];
    }

    /** 1 for the root, also if one side is empty. */
    double union(int node) {
        return sides == 0 ? 0 : (baseline[node] + candidate[node]) / sides;
    }

    /** Percentage points, negative for less. */
    double points(int node) {
        return (candidate[node] - baseline[node]) * 100;
    }

    /** Widest first: the order is of the union, so that it stays when the side that is shown changes. */
    List<Integer> children(int node) {
        return children.get(node);
    }

    DiffTree tree() {
        return tree;
    }

    private static double[] fractions(double[] totals) {
        double whole = totals[0];
        for (int node = 0; node < totals.length; node++) {
            totals[node] = whole == 0 ? 0 : totals[node] / whole;
        }
        return totals;
    }
}
