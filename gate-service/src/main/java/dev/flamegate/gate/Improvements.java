package dev.flamegate.gate;

import dev.flamegate.stats.Compared;
import dev.flamegate.stats.RowOutcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The rows that really shrank. Shares add up to one, so a function that grew makes every neighbour's share smaller: a decrease counts
 * only if it is still significant after the blamed samples are taken out of both sides.
 */
final class Improvements {
    private Improvements() {}

    /** Positions of rows of {@code comparison}. */
    static Set<Integer> of(Comparison comparison, Compared compared, MergedTree merged, Blame blame, Policy policy) {
        if (blame.blamed().isEmpty()) {
            return shrunk(compared);
        }
        FunctionShares rest = new FunctionShares(merged.without(blame.blamed()), comparison.baselinePods());
        Comparison again = new Comparison(rest, comparison.baselinePods(), policy);
        if (!(again.outcome() instanceof Compared confirmed)) {
            return Set.of();
        }
        Map<TestedRow, Integer> positions = new HashMap<>();
        for (int row = 0; row < comparison.rows().size(); row++) {
            positions.put(comparison.rows().get(row), row);
        }
        Set<Integer> both = new HashSet<>();
        for (int row : shrunk(confirmed)) {
            Integer position = positions.get(again.rows().get(row));
            if (position != null) {
                both.add(position);
            }
        }
        both.retainAll(shrunk(compared));
        return both;
    }

    private static Set<Integer> shrunk(Compared compared) {
        Set<Integer> rows = new HashSet<>();
        for (RowOutcome row : compared.rows()) {
            if (row.significantDecrease() && -row.delta() >= row.materialSize()) {
                rows.add(row.feature());
            }
        }
        return rows;
    }
}
