package dev.flamegate.gate;

import dev.flamegate.stats.RowOutcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    private final Comparison comparison;
    private final List<RowOutcome> outcomes;
    private final double[] samples;
    private final BitSet removed = new BitSet();
    private final Map<Integer, BitSet> nodesOfRow = new HashMap<>();

    Blame(Comparison comparison) {
        this.comparison = comparison;
        this.outcomes = comparison.compared().rows();
        this.samples = comparison.merged().meanShares();
    }

    /**
     * Causes in the order they were found: the surest first.
     *
     * @param flagged rows that may be causes
     * @param bystanders rows that grew as well and may be explained by a cause, but never be one
     */
    List<Cause> causes(List<Integer> flagged, List<Integer> bystanders) {
        List<Integer> open = new ArrayList<>(flagged);
        List<Integer> beside = new ArrayList<>(bystanders);
        List<Cause> causes = new ArrayList<>();
        while (!open.isEmpty()) {
            int surest = open.stream()
                    .max(Comparator.comparingDouble(row -> outcomes.get(row).t()))
                    .orElseThrow();
            int cause = deepest(surest, open);
            removed.or(nodes(cause));
            open.remove(Integer.valueOf(cause));
            List<Integer> folded =
                    explained(Stream.concat(open.stream(), beside.stream()).toList());
            open.removeAll(folded);
            beside.removeAll(folded);
            causes.add(new Cause(cause, folded));
        }
        return causes;
    }

    private List<Integer> explained(List<Integer> flagged) {
        return flagged.stream()
                .filter(row -> !stillGrew(row))
                .sorted(Comparator.comparingDouble(row -> outcomes.get(row).candidateShare()))
                .toList();
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
            all += samples[node];
            common += outer.get(node) ? samples[node] : 0;
        }
        return common >= INSIDE * all;
    }

    /** Whether the row without the samples already blamed is still material and significant. */
    private boolean stillGrew(int row) {
        RowOutcome outcome = outcomes.get(row);
        BitSet rest = (BitSet) nodes(row).clone();
        rest.andNot(removed);
        double growth = rest.isEmpty() ? 0 : comparison.growth(row, rest);
        return growth >= outcome.materialSize() && growth >= outcome.criticalT() * outcome.standardError();
    }

    private BitSet nodes(int row) {
        return nodesOfRow.computeIfAbsent(
                row, any -> comparison.merged().nodes(comparison.rows().get(row)));
    }
}
