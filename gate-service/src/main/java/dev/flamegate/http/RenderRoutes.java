package dev.flamegate.http;

import dev.flamegate.export.Flamebearer;
import dev.flamegate.export.FlamebearerJson;
import dev.flamegate.export.Timeline;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.FrameTree;
import dev.flamegate.query.LabelCatalog;
import dev.flamegate.query.Merged;
import dev.flamegate.query.Queries;
import dev.flamegate.query.Query;
import dev.flamegate.query.SeriesOverTime;
import dev.flamegate.query.SeriesOverTime.Aggregation;
import dev.flamegate.query.SeriesOverTime.Shape;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** {@code /pyroscope/render} and what stands around it, for scripts written for Pyroscope's server. */
final class RenderRoutes {
    private final QueryDesk desk;
    private final TimeText times;

    RenderRoutes(QueryDesk desk, TimeText times) {
        this.desk = desk;
        this.times = times;
    }

    void declare(RoutesConfig routes) {
        routes.get("/pyroscope/render", this::render);
        routes.get("/pyroscope/render-diff", this::diff);
        routes.get("/pyroscope/label-values", this::labelValues);
    }

    private void render(Context ctx) {
        QueryParameters in = QueryParameters.lenient(ctx, times);
        refuseDot(in);
        Query query = in.query("query");
        TimeRange range = in.range("from", "until", "now");
        List<String> groupBy = in.texts("groupBy");
        Aggregation aggregation = in.text("aggregation", "").equals("avg") ? Aggregation.AVERAGE : Aggregation.SUM;
        Map<String, Object> answer = desk.ask(queries -> {
            int nodes = nodes(in, queries);
            Merged merged = queries.merge(query, range);
            QuerierRoutes.whole(merged.coverage());
            TimeRange aligned = Timeline.aligned(range);
            SeriesOverTime series =
                    queries.series(query, aligned, new Shape(Timeline.stepNanos(range), groupBy, aggregation, 0));
            QuerierRoutes.whole(series.coverage());
            Flamebearer graph = Flamebearer.of(FrameTree.of(List.of(merged.profile()), nodes));
            return FlamebearerJson.of(merged.type(), graph, series, groupBy.isEmpty() ? "" : groupBy.get(0));
        });
        ctx.json(answer);
    }

    private void diff(Context ctx) {
        QueryParameters in = QueryParameters.lenient(ctx, times);
        refuseDot(in);
        Query left = in.query("leftQuery");
        Query right = in.query("rightQuery");
        TimeRange before = in.range("leftFrom", "leftUntil", "now");
        TimeRange after = in.range("rightFrom", "rightUntil", "now");
        Map<String, Object> answer = desk.ask(queries -> {
            int nodes = nodes(in, queries);
            Merged first = queries.merge(left, before);
            Merged second = queries.merge(right, after);
            QuerierRoutes.whole(first.coverage());
            QuerierRoutes.whole(second.coverage());
            if (!first.type().equals(second.type())) {
                throw ProblemException.badField(
                        "rightQuery", "leftQuery is of type " + first.type() + ", rightQuery of " + second.type());
            }
            FrameTree tree = FrameTree.of(List.of(first.profile(), second.profile()), nodes);
            return FlamebearerJson.of(first.type(), Flamebearer.of(tree));
        });
        ctx.json(answer);
    }

    /** Pyroscope's answer for {@code __name__} is the profile types. */
    private void labelValues(Context ctx) {
        String label = QueryParameters.lenient(ctx, times).required("label");
        LabelCatalog labels = desk.ask(Queries::labels);
        ctx.json(labels.values(label.equals("__name__") ? Query.TYPE_LABEL : label));
    }

    private static int nodes(QueryParameters in, Queries queries) {
        return queries.limits().nodes(in.number("maxNodes", in.number("max-nodes", 0)));
    }

    private static void refuseDot(QueryParameters in) {
        if (in.text("format", "json").equals("dot")) {
            throw ProblemException.badField("format", "dot is not answered; json is");
        }
    }
}
