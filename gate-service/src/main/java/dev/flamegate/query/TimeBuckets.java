package dev.flamegate.query;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.SeriesOverTime.Line;
import dev.flamegate.query.SeriesOverTime.Point;
import dev.flamegate.query.SeriesOverTime.Shape;
import dev.flamegate.store.StoredTotal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Sums of profiles, by the labels that are grouped by and by step. */
final class TimeBuckets {

    private static final class Sum {
        double value;
        long profiles;
    }

    private final ProfileType type;
    private final TimeRange range;
    private final Shape shape;
    private final Map<SortedMap<String, String>, TreeMap<Long, Sum>> groups = new LinkedHashMap<>();

    TimeBuckets(ProfileType type, TimeRange range, Shape shape) {
        this.type = type;
        this.range = range;
        this.shape = shape;
    }

    /** The times at which one bucket ends and the next begins. */
    List<Long> edges() {
        return LongStream.rangeClosed(0, range.durationNanos() / shape.stepNanos() + 1)
                .mapToObj(step -> range.startNanos() + step * shape.stepNanos())
                .toList();
    }

    /** A sum of profiles must not reach over an edge. */
    void add(StoredTotal profile) {
        long since = profile.startNanos() - range.startNanos();
        long step = -Math.floorDiv(-since, shape.stepNanos());
        Sum sum =
                groups.computeIfAbsent(labels(profile), any -> new TreeMap<>()).computeIfAbsent(step, any -> new Sum());
        sum.value += profile.total();
        sum.profiles += profile.profileCount();
    }

    private SortedMap<String, String> labels(StoredTotal profile) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (String name : shape.groupBy()) {
            String value = name.equals(Query.TYPE_LABEL)
                    ? type.toString()
                    : profile.labels().valueOrEmpty(name);
            if (!value.isEmpty()) {
                labels.put(name, value);
            }
        }
        return labels;
    }

    /** The largest first; those beyond the number are left out, and said so if nobody asked for that. */
    List<Line> lines(int seriesMax, Reading reading) {
        Map<Map<String, String>, Double> totals = new LinkedHashMap<>();
        groups.forEach((labels, sums) -> totals.put(
                labels, sums.values().stream().mapToDouble(sum -> sum.value).sum()));
        List<SortedMap<String, String>> order = new ArrayList<>(groups.keySet());
        order.sort(Comparator.<SortedMap<String, String>>comparingDouble(labels -> -totals.getOrDefault(labels, 0.0))
                .thenComparing(SortedMap::toString));
        int asked = shape.linesMax() == 0 ? order.size() : Math.min(shape.linesMax(), order.size());
        int shown = Math.min(asked, seriesMax);
        if (shown < order.size()) {
            reading.leaveOut("shows the largest " + shown + " of " + order.size() + " series");
        }
        return order.subList(0, shown).stream()
                .map(labels -> new Line(
                        Collections.unmodifiableSortedMap(labels),
                        points(groups.getOrDefault(labels, new TreeMap<>()))))
                .toList();
    }

    private List<Point> points(TreeMap<Long, Sum> sums) {
        List<Point> points = new ArrayList<>(sums.size());
        sums.forEach((step, sum) -> points.add(new Point(range.startNanos() + step * shape.stepNanos(), value(sum))));
        return points;
    }

    private double value(Sum sum) {
        return switch (shape.aggregation()) {
            case SUM -> sum.value;
            case AVERAGE -> sum.value / sum.profiles;
            case RATE -> sum.value / (shape.stepNanos() / 1e9);
        };
    }
}
