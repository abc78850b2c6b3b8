package dev.flamegate.gate;

import dev.flamegate.reports.Change;
import dev.flamegate.reports.Evidence;
import dev.flamegate.reports.Row;
import dev.flamegate.stats.RowOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of the report, largest baseline share first: those of the comparison that was judged, except that what became cheaper is
 * shown as it was found, before its samples were left out.
 */
final class ReportRows {
    private final Improvements improvements;
    private final List<TestedRow> tested = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<TestedRow, Integer> positions = new HashMap<>();
    private final Map<TestedRow, Integer> counterparts = new HashMap<>();

    ReportRows(Improvements improvements, List<Judge.Moved> moved) {
        this.improvements = improvements;
        moved.forEach(this::addCounterparts);
        Map<TestedRow, Improvements.Shrunk> shown = new HashMap<>();
        Comparison rest = improvements.rest();
        for (int row = 0; row < rest.rows().size(); row++) {
            shown.put(rest.rows().get(row), new Improvements.Shrunk(rest, row));
        }
        shown.putAll(improvements.shrunk());
        shown.entrySet().stream().sorted(largestFirst()).forEach(row -> add(row.getKey(), row.getValue()));
    }

    /** The taker's rows name the largest giver, the givers' rows the taker. */
    private void addCounterparts(Judge.Moved moved) {
        Comparison rest = improvements.rest();
        TestedRow taker = rest.rows().get(moved.cause().row());
        int giver = moved.givers().get(0);
        counterparts.put(taker, giver);
        moved.cause().callers().forEach(row -> counterparts.put(rest.rows().get(row), giver));
        for (TestedRow row : improvements.shrunk().keySet()) {
            if (moved.givers().contains(row.function())) {
                counterparts.put(row, taker.function());
            }
        }
    }

    private static Comparator<Map.Entry<TestedRow, Improvements.Shrunk>> largestFirst() {
        return Comparator.<Map.Entry<TestedRow, Improvements.Shrunk>>comparingDouble(
                        row -> -outcome(row.getValue()).baselineShare())
                .thenComparing(row ->
                        row.getValue().comparison().merged().name(row.getKey().function()))
                .thenComparing(row -> row.getKey().measure());
    }

    private static RowOutcome outcome(Improvements.Shrunk found) {
        return found.comparison().compared().rows().get(found.row());
    }

    private void add(TestedRow row, Improvements.Shrunk found) {
        RowOutcome outcome = outcome(found);
        Evidence evidence = new Evidence(
                outcome.baselineShare(),
                outcome.candidateShare(),
                outcome.delta(),
                outcome.intervalLow(),
                outcome.intervalHigh(),
                outcome.t(),
                outcome.degreesOfFreedom(),
                outcome.p(),
                outcome.adjustedP(),
                new Evidence.Decrease(outcome.decreaseP(), outcome.adjustedDecreaseP()),
                outcome.materialSize(),
                outcome.mustDetectSize(),
                outcome.smallestDetectable(),
                found.comparison().podShares(found.row(), false),
                found.comparison().podShares(found.row(), true));
        positions.put(row, rows.size());
        tested.add(row);
        rows.add(new Row(
                found.comparison().merged().name(row.function()),
                row.measure(),
                change(row, outcome),
                outcome.equivalent(),
                evidence));
    }

    private Change change(TestedRow row, RowOutcome outcome) {
        double points = 100 * outcome.delta();
        Integer counterpart = counterparts.get(row);
        if (counterpart != null) {
            return new Change.Moved(points, improvements.rest().merged().name(counterpart));
        }
        if (improvements.shrunk().containsKey(row)) {
            return outcome.candidateShare() > 0
                    ? new Change.Shrank(points, Math.max(-100, points / outcome.baselineShare()))
                    : new Change.Vanished(points);
        }
        if (outcome.significant() && outcome.material()) {
            return outcome.baselineShare() > 0
                    ? new Change.Grew(points, points / outcome.baselineShare())
                    : new Change.Appeared(points);
        }
        return new Change.Unchanged(points);
    }

    List<Row> rows() {
        return rows;
    }

    /** Per row its function in the merged tree. */
    List<TestedRow> tested() {
        return tested;
    }

    /** Where a row of the judged comparison is. */
    int position(int row) {
        return positions.getOrDefault(improvements.rest().rows().get(row), -1);
    }

    /** Rows that shrank, largest decrease first. */
    List<Integer> improvements() {
        return improvements.shrunk().keySet().stream()
                .filter(row -> !counterparts.containsKey(row))
                .map(positions::get)
                .sorted(Comparator.<Integer>comparingDouble(
                                row -> rows.get(row).evidence().delta())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
