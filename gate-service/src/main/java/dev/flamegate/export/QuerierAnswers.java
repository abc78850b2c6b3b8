package dev.flamegate.export;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.query.Merged;
import dev.flamegate.query.SeriesOverTime;
import dev.flamegate.query.SeriesOverTime.Line;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The answers of Pyroscope's {@code querier.v1.QuerierService}. Field numbers are those of its {@code api/querier/v1/querier.proto} and
 * {@code api/types/v1/types.proto}.
 */
public final class QuerierAnswers {
    private QuerierAnswers() {}

    public static Answer profileTypes(List<ProfileType> types) {
        return new Answer(out -> out.messages(1, "profileTypes", types, (one, type) -> {
            one.text(1, "ID", type.toString());
            one.text(2, "name", type.name());
            one.text(4, "sampleType", type.sampleType().type());
            one.text(5, "sampleUnit", type.sampleType().unit());
            one.text(6, "periodType", type.periodType().type());
            one.text(7, "periodUnit", type.periodType().unit());
        }));
    }

    /** Names or values of labels. */
    public static Answer names(Collection<String> names) {
        return new Answer(out -> out.texts(1, "names", List.copyOf(names)));
    }

    /** Sets of labels. */
    public static Answer series(Collection<Map<String, String>> sets) {
        return new Answer(out -> out.messages(2, "labelsSet", sets, QuerierAnswers::labels));
    }

    private static void labels(Fields out, Map<String, String> labels) {
        out.messages(1, "labels", labels.entrySet(), (pair, label) -> {
            pair.text(1, "name", label.getKey());
            pair.text(2, "value", label.getValue());
        });
    }

    /** Of one profile. */
    public static Answer flameGraph(Flamebearer graph) {
        return new Answer(out -> out.message(1, "flamegraph", inner -> graph(inner, graph)));
    }

    /** Of two. */
    public static Answer diff(Flamebearer graph) {
        return new Answer(out -> out.message(1, "flamegraph", inner -> {
            graph(inner, graph);
            inner.int64(5, "leftTicks", graph.sideTotals().get(0));
            inner.int64(6, "rightTicks", graph.sideTotals().get(1));
        }));
    }

    private static void graph(Fields out, Flamebearer graph) {
        out.texts(1, "names", graph.names());
        out.messages(2, "levels", graph.levels(), (level, values) -> level.int64s(1, "values", values));
        out.int64(3, "total", graph.total());
        out.int64(4, "maxSelf", graph.maxSelf());
    }

    /** The merged profile as the message itself. */
    public static Answer profile(Merged merged) {
        return Pprof.message(
                merged.profile().at(merged.range().endNanos(), merged.range().durationNanos()), List.of());
    }

    /** The same as the part {@code pprof} of the answer with stacks. */
    public static Answer stacktracesAsPprof(Merged merged) {
        return new Answer(out -> out.message(5, "pprof", pprof -> pprof.message(1, "profile", profile(merged)::into)));
    }

    public static Answer points(SeriesOverTime series) {
        return new Answer(out -> out.messages(1, "series", series.lines(), QuerierAnswers::line));
    }

    private static void line(Fields out, Line line) {
        labels(out, line.labels());
        out.messages(2, "points", line.points(), (one, point) -> {
            one.float64(1, "value", point.value());
            one.int64(2, "timestamp", point.nanos() / 1_000_000);
        });
    }
}
