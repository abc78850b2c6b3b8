package dev.flamegate.export;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.query.SeriesOverTime;
import dev.flamegate.query.SeriesOverTime.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The document around a {@link Flamebearer}, as {@code /pyroscope/render} answers it. */
public final class FlamebearerJson {
    private static final Set<String> OBJECTS =
            Set.of("inuse_objects", "alloc_objects", "goroutine", "goroutines", "samples");

    private FlamebearerJson() {}

    /** Without values over time. */
    public static Map<String, Object> of(ProfileType type, Flamebearer graph) {
        boolean two = graph.sideTotals().size() == 2;
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", 1);
        map.put("flamebearer", graph.asMap());
        map.put("metadata", metadata(type, two));
        map.put("timeline", null);
        map.put("groups", null);
        map.put("heatmap", null);
        if (two) {
            map.put("leftTicks", graph.sideTotals().get(0));
            map.put("rightTicks", graph.sideTotals().get(1));
        }
        return map;
    }

    /**
     * With values over time.
     *
     * @param groupedBy the first label that lines are grouped by; empty if there is one line for all
     */
    public static Map<String, Object> of(ProfileType type, Flamebearer graph, SeriesOverTime series, String groupedBy) {
        Map<String, Object> map = of(type, graph);
        List<Line> lines = series.lines();
        Line all = !groupedBy.isEmpty() || lines.isEmpty() ? new Line(Map.of(), List.of()) : lines.get(0);
        Map<String, Object> groups = new LinkedHashMap<>();
        for (Line line : lines) {
            groups.put(line.labels().getOrDefault(groupedBy, "*"), Timeline.of(series.range(), line));
        }
        map.put("timeline", Timeline.of(series.range(), lines.size() == 1 ? lines.get(0) : all));
        map.put("groups", groups);
        return map;
    }

    private static Map<String, Object> metadata(ProfileType type, boolean two) {
        String name = type.sampleType().type();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("format", two ? "double" : "single");
        map.put("spyName", "");
        map.put("sampleRate", name.equals("cpu") ? 1_000_000_000 : 100);
        map.put(
                "units",
                name.equals("cpu")
                        ? "samples"
                        : OBJECTS.contains(name) ? "objects" : type.sampleType().unit());
        map.put("name", name);
        return map;
    }
}
