package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.reports.Measure;
import dev.flamegate.stats.RowOutcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * One finding per cause. A function that grew makes every caller's total grow with it, so many rows are flagged for one reason.
 * Greedy, after section S8 of the method: take the flagged row with the largest t; descend to the smallest flagged row inside it that
 * has most of its growth; blame that one and take its samples out; keep another flagged row only if what is left of it is still
 * material and significant. The rows that drop out are the cause's callers.
 */
final class Blame {
    /** How much of a row's growth a row inside it must have to be the better name for it. */
    private static final double EXPLAINS = 0.7;

    /** How much of a row's samples must lie inside another for it to be inside. */
    private static final double INSIDE = 0.9;

    /**
     * A cause among the flagged rows.
     *
     * @param callers rows folded in, smallest total first: the nearest caller
     */
    record Cause(int row, List<Integer> callers) {}

    private final MergedTree merged;
    private final FunctionShares shares;
    private final List<TestedRow> rows;
    private final List<RowOutcome> outcomes;
    private final int baselinePods;
    private final BitSet removed = new BitSet();

    Blame(MergedTree merged, FunctionShares shares, List<TestedRow> rows, List<RowOutcome> outcomes, int baselinePods) {
        this.merged = merged;
        this.shares = shares;
        this.rows = rows;
        this.outcomes = outcomes;
        this.baselinePods = baselinePods;
    }

    /** Causes in the order they were found: the surest first. */
    List<Cause> causes(List<Integer> flagged) {
        List<Integer> open = new ArrayList<>(flagged);
        List<Cause> causes = new ArrayList<>();
        while (!open.isEmpty()) {
            int surest = open.stream()
                    .max(Comparator.comparingDouble(row -> outcomes.get(row).t()))
                    .orElseThrow();
            int cause = deepest(surest, open);
            removed.or(nodes(cause));
            open.remove(Integer.valueOf(cause));
            List<Integer> folded = new ArrayList<>();
            for (int row : List.copyOf(open)) {
                if (!stillGrew(row)) {
                    open.remove(Integer.valueOf(row));
                    folded.add(row);
                }
            }
            folded.sort(Comparator.comparingDouble(row -> outcomes.get(row).candidateShare()));
            causes.add(new Cause(cause, folded));
        }
        return causes;
    }

    /** The nodes whose samples the causes account for. */
    BitSet blamed() {
        return (BitSet) removed.clone();
    }

    private int deepest(int start, List<Integer> open) {
        int row = start;
        while (true) {
            int inside = smallestInside(row, open);
            if (inside < 0) {
                return row;
            }
            row = inside;
        }
    }

    private int smallestInside(int outer, List<Integer> open) {
        BitSet outerNodes = nodes(outer);
        int best = -1;
        for (int row : open) {
            boolean explains =
                    outcomes.get(row).delta() >= EXPLAINS * outcomes.get(outer).delta();
            if (row != outer && explains && smaller(row, outer) && isInside(nodes(row), outerNodes)) {
                best = best < 0 || smaller(row, best) ? row : best;
            }
        }
        return best;
    }

    private boolean smaller(int row, int other) {
        return size(row) < size(other);
    }

    private double size(int row) {
        RowOutcome outcome = outcomes.get(row);
        return outcome.baselineShare() + outcome.candidateShare();
    }

    private boolean isInside(BitSet inner, BitSet outer) {
        double all = 0;
        double common = 0;
        for (int node = inner.nextSetBit(0); node >= 0; node = inner.nextSetBit(node + 1)) {
            double samples = 0;
            for (int pod = 0; pod < merged.podCount(); pod++) {
                samples += merged.self(pod, node);
            }
            all += samples;
            common += outer.get(node) ? samples : 0;
        }
        return common >= INSIDE * all;
    }

    /** Whether the row without the samples already blamed is still material and significant. */
    private boolean stillGrew(int row) {
        RowOutcome outcome = outcomes.get(row);
        BitSet rest = nodes(row);
        rest.andNot(removed);
        double delta = share(rest, baselinePods, merged.podCount()) - share(rest, 0, baselinePods);
        return delta >= outcome.materialSize() && delta >= outcome.criticalT() * outcome.standardError();
    }

    /** Unweighted mean over the pods of the nodes' share. */
    private double share(BitSet nodes, int fromPod, int toPod) {
        double sum = 0;
        for (int pod = fromPod; pod < toPod; pod++) {
            double samples = 0;
            for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
                samples += merged.self(pod, node);
            }
            sum += samples / shares.podTotal(pod);
        }
        return sum / (toPod - fromPod);
    }

    /** The nodes whose samples the row counts. */
    private BitSet nodes(int row) {
        CallTree tree = merged.tree();
        TestedRow tested = rows.get(row);
        BitSet nodes = new BitSet(tree.nodeCount());
        for (int node = 1; node < tree.nodeCount(); node++) {
            boolean own = tree.function(node) == tested.function();
            boolean below = tested.measure() == Measure.TOTAL && nodes.get(tree.parent(node));
            nodes.set(node, own || below);
        }
        return nodes;
    }
}
