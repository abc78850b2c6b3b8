package dev.flamegate.http;

import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.Coverage;
import dev.flamegate.query.FrameTree;
import dev.flamegate.query.Merged;
import dev.flamegate.query.SeriesOverTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers of queries as JSON of this service. */
final class QueryForms {
    private QueryForms() {}

    static Map<String, Object> head(String query, TimeRange range, Coverage coverage) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("query", query);
        map.put("from", Instant.ofEpochSecond(0, range.startNanos()).toString());
        map.put("until", Instant.ofEpochSecond(0, range.endNanos()).toString());
        map.put("services", coverage.services());
        map.put("series", coverage.series());
        map.put("profiles", coverage.profiles());
        map.put("stacks", coverage.stacks());
        map.put("truncated", coverage.truncated());
        return map;
    }

    static Map<String, Object> head(String query, Merged merged, Coverage coverage) {
        Map<String, Object> map = head(query, merged.range(), coverage);
        map.put("type", merged.type().toString());
        map.put("unit", merged.type().sampleType().unit());
        map.put("total", merged.total());
        return map;
    }

    /** Frames by position: the caller's position, the name, and the values. */
    static Map<String, Object> frames(FrameTree tree) {
        List<Integer> parents = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Long> selfs = new ArrayList<>();
        List<Long> totals = new ArrayList<>();
        for (int node = 0; node < tree.size(); node++) {
            parents.add(tree.parent(node));
            names.add(tree.name(node));
            selfs.add(tree.self(0, node));
            totals.add(tree.total(0, node));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("parents", parents);
        map.put("names", names);
        map.put("self", selfs);
        map.put("total", totals);
        return map;
    }

    static Map<String, Object> top(String query, Merged merged, boolean byCum, int limit) {
        FlatCum costs = FlatCum.of(merged.profile(), 0);
        List<FlatCum.Row> rows = costs.rows().stream()
                .sorted(byCum ? FlatCum.BY_CUM : FlatCum.BY_FLAT)
                .limit(limit)
                .toList();
        int cut = costs.rows().size() - rows.size();
        Coverage coverage = merged.coverage();
        Map<String, Object> map = head(
                query,
                merged,
                cut == 0
                        ? coverage
                        : coverage.leavingOut(
                                "shows " + rows.size() + " of " + costs.rows().size() + " functions"));
        map.put("functions", rows);
        return map;
    }

    /** Line by line; times are Unix milliseconds. */
    static Map<String, Object> series(String query, SeriesOverTime series) {
        Map<String, Object> map = head(query, series.range(), series.coverage());
        map.put("type", series.type().toString());
        map.put("unit", series.type().sampleType().unit());
        map.put("step_seconds", series.shape().stepNanos() / 1e9);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (SeriesOverTime.Line line : series.lines()) {
            lines.add(Map.of(
                    "labels",
                    line.labels(),
                    "points",
                    line.points().stream()
                            .map(point -> List.<Number>of(point.nanos() / 1_000_000, point.value()))
                            .toList()));
        }
        map.put("lines", lines);
        return map;
    }

    /**
     * Functions of both sides. Shares are of the side's total, points their difference in percentage points; neither is there where a side
     * has no total.
     */
    static Map<String, Object> diff(
            Map<String, Object> baseline, Map<String, Object> candidate, Merged left, Merged right, int limit) {
        Map<String, FlatCum.Row> before = rows(left);
        Map<String, FlatCum.Row> after = rows(right);
        List<String> functions = new ArrayList<>(before.keySet());
        after.keySet().stream().filter(name -> !before.containsKey(name)).forEach(functions::add);
        boolean shares = left.total() > 0 && right.total() > 0;
        List<DiffRow> rows = new ArrayList<>();
        for (String name : functions) {
            FlatCum.Row none = new FlatCum.Row(name, 0, 0);
            FlatCum.Row old = before.getOrDefault(name, none);
            FlatCum.Row now = after.getOrDefault(name, none);
            rows.add(new DiffRow(
                    name,
                    old.flat(),
                    now.flat(),
                    old.cum(),
                    now.cum(),
                    shares ? points(old.flat(), now.flat(), left, right) : null,
                    shares ? points(old.cum(), now.cum(), left, right) : null));
        }
        rows.sort(DiffRow.LARGEST_FIRST);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("baseline", baseline);
        map.put("candidate", candidate);
        map.put("functions", rows.subList(0, Math.min(limit, rows.size())));
        map.put("functions_left_out", Math.max(0, rows.size() - limit));
        return map;
    }

    private static Map<String, FlatCum.Row> rows(Merged merged) {
        Map<String, FlatCum.Row> rows = new HashMap<>();
        FlatCum.of(merged.profile(), 0).rows().forEach(row -> rows.put(row.function(), row));
        return rows;
    }

    private static double points(long before, long after, Merged left, Merged right) {
        return 100.0 * after / right.total() - 100.0 * before / left.total();
    }
}
