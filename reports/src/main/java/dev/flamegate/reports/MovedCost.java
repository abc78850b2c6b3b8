package dev.flamegate.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cost that moved between functions of a report, with the row of each end, so that a picture can link them. */
record MovedCost(Set<Integer> from, Set<Integer> to) {

    /** Each two ends once; an end that no row tested is left out. */
    static List<MovedCost> of(GateReport report) {
        Map<String, Set<Integer>> rows = new HashMap<>();
        for (int row = 0; row < report.rows().size(); row++) {
            rows.computeIfAbsent(report.rows().get(row).function(), any -> new LinkedHashSet<>())
                    .add(row);
        }
        Set<MovedCost> moved = new LinkedHashSet<>();
        for (Row row : report.rows()) {
            if (row.change() instanceof Change.Moved change && rows.containsKey(change.counterpart())) {
                Set<Integer> own = rows.getOrDefault(row.function(), Set.of());
                Set<Integer> other = rows.getOrDefault(change.counterpart(), Set.of());
                moved.add(change.points() < 0 ? new MovedCost(own, other) : new MovedCost(other, own));
            }
        }
        return new ArrayList<>(moved);
    }
}
