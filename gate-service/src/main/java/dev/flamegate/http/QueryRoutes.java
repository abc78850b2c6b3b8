package dev.flamegate.http;

import dev.flamegate.export.Flamebearer;
import dev.flamegate.export.FlamebearerJson;
import dev.flamegate.export.Folded;
import dev.flamegate.export.Pprof;
import dev.flamegate.export.Timeline;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.Coverage;
import dev.flamegate.query.FrameTree;
import dev.flamegate.query.InvalidQueryException;
import dev.flamegate.query.Merged;
import dev.flamegate.query.Query;
import dev.flamegate.query.SeriesOverTime;
import dev.flamegate.query.SeriesOverTime.Aggregation;
import dev.flamegate.query.SeriesOverTime.Shape;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Questions about stored profiles, and their answers in several forms. What a limit cut off is in every answer. */
final class QueryRoutes {
    private static final String HOUR_AGO = "now-1h";
    private static final int FUNCTIONS = 100;
    private static final int FUNCTIONS_MAX = 100_000;
    private static final Set<String> MERGE = Set.of("query", "from", "until", "format", "max_nodes");
    private static final Set<String> TOP = Set.of("query", "from", "until", "limit", "sort");
    private static final Set<String> SERIES =
            Set.of("query", "from", "until", "step", "group_by", "aggregation", "limit");
    private static final Set<String> DIFF = Set.of(
            "baseline",
            "candidate",
            "from",
            "until",
            "baseline_from",
            "baseline_until",
            "candidate_from",
            "candidate_until",
            "format",
            "max_nodes",
            "limit");

    enum Format {
        JSON,
        FLAMEBEARER,
        PPROF,
        FOLDED,
        SVG
    }

    enum Sort {
        FLAT,
        CUM
    }

    private final QueryDesk desk;
    private final TimeText times;

    QueryRoutes(QueryDesk desk, TimeText times) {
        this.desk = desk;
        this.times = times;
    }

    void declare(RoutesConfig routes) {
        routes.get("/api/v1/query/merge", this::merge);
        routes.get("/api/v1/query/top", this::top);
        routes.get("/api/v1/query/series", this::series);
        routes.get("/api/v1/query/diff", this::diff);
    }

    private void merge(Context ctx) {
        QueryParameters in = QueryParameters.of(ctx, times, MERGE);
        Query query = in.query("query");
        TimeRange range = in.range("from", "until", HOUR_AGO);
        Format format = in.choice("format", Format.class, Format.JSON);
        desk.ask(queries -> {
            int nodes = queries.limits().nodes(in.number("max_nodes", 0));
            Merged merged = queries.merge(query, range);
            String text = in.required("query");
            switch (format) {
                case PPROF -> pprof(ctx, text, merged);
                case FOLDED -> plain(ctx, Folded.of(merged.profile()), merged.coverage());
                default -> drawn(ctx, format, text, merged, nodes);
            }
            return ctx;
        });
    }

    private static void pprof(Context ctx, String query, Merged merged) {
        List<String> comments = new ArrayList<>(List.of(query, merged.range().toString()));
        merged.coverage().truncated().forEach(sentence -> comments.add("truncated: " + sentence));
        say(ctx, merged.coverage());
        ctx.header("Content-Disposition", "attachment; filename=\"profile.pb.gz\"");
        ctx.contentType("application/octet-stream");
        ctx.result(Pprof.gzip(merged.profile(), comments));
    }

    private static void drawn(Context ctx, Format format, String query, Merged merged, int nodes) {
        FrameTree tree = FrameTree.of(List.of(merged.profile()), nodes);
        Coverage coverage = tree.noted(merged.coverage());
        say(ctx, coverage);
        if (format == Format.SVG) {
            String amount = merged.total() + " " + merged.type().sampleType().unit();
            svg(ctx, FlamePictures.one(query, amount, tree, coverage));
        } else if (format == Format.FLAMEBEARER) {
            Map<String, Object> answer = FlamebearerJson.of(merged.type(), Flamebearer.of(tree));
            answer.put("truncated", coverage.truncated());
            ctx.json(answer);
        } else {
            Map<String, Object> answer = QueryForms.head(query, merged, coverage);
            answer.put("frames", QueryForms.frames(tree));
            ctx.json(answer);
        }
    }

    private void top(Context ctx) {
        QueryParameters in = QueryParameters.of(ctx, times, TOP);
        Query query = in.query("query");
        TimeRange range = in.range("from", "until", HOUR_AGO);
        boolean byCum = in.choice("sort", Sort.class, Sort.FLAT) == Sort.CUM;
        int limit = rows(in);
        desk.ask(queries -> ctx.json(QueryForms.top(in.required("query"), queries.merge(query, range), byCum, limit)));
    }

    private static int rows(QueryParameters in) {
        int rows = in.number("limit", FUNCTIONS);
        if (rows < 1 || rows > FUNCTIONS_MAX) {
            throw new InvalidQueryException(
                    InvalidQueryException.Reason.LIMIT, "limit is " + rows + ", allowed are 1 to " + FUNCTIONS_MAX);
        }
        return rows;
    }

    private void series(Context ctx) {
        QueryParameters in = QueryParameters.of(ctx, times, SERIES);
        Query query = in.query("query");
        TimeRange range = in.range("from", "until", HOUR_AGO);
        Shape shape = new Shape(
                in.durationNanos("step", Timeline.stepNanos(range)),
                in.texts("group_by"),
                in.choice("aggregation", Aggregation.class, Aggregation.SUM),
                in.number("limit", 0));
        desk.ask(queries -> {
            SeriesOverTime series = queries.series(query, range, shape);
            return ctx.json(QueryForms.series(in.required("query"), series));
        });
    }

    private void diff(Context ctx) {
        QueryParameters in = QueryParameters.of(ctx, times, DIFF);
        Query left = in.query("baseline");
        Query right = in.query("candidate");
        String from = in.text("from", HOUR_AGO);
        TimeRange before = in.range(given(in, "baseline_from", "from"), given(in, "baseline_until", "until"), from);
        TimeRange after = in.range(given(in, "candidate_from", "from"), given(in, "candidate_until", "until"), from);
        Format format = in.choice("format", Format.class, Format.JSON);
        if (format == Format.PPROF) {
            throw ProblemException.badField(
                    "format", "a difference has no pprof: fetch both and let go tool pprof -diff_base compare them");
        }
        desk.ask(queries -> {
            int nodes = queries.limits().nodes(in.number("max_nodes", 0));
            diff(ctx, in, format, nodes, queries.merge(left, before), queries.merge(right, after));
            return ctx;
        });
    }

    private static String given(QueryParameters in, String own, String shared) {
        return in.text(own, "").isEmpty() ? shared : own;
    }

    private static void diff(Context ctx, QueryParameters in, Format format, int nodes, Merged left, Merged right) {
        if (!left.type().equals(right.type())) {
            throw ProblemException.badField(
                    "candidate", "baseline is of type " + left.type() + ", candidate of " + right.type());
        }
        String before = in.required("baseline");
        String after = in.required("candidate");
        if (format == Format.JSON) {
            ctx.json(QueryForms.diff(
                    QueryForms.head(before, left, left.coverage()),
                    QueryForms.head(after, right, right.coverage()),
                    left,
                    right,
                    rows(in)));
            return;
        }
        FrameTree tree = FrameTree.of(List.of(left.profile(), right.profile()), nodes);
        Set<String> truncated = new LinkedHashSet<>();
        left.coverage().truncated().forEach(sentence -> truncated.add("baseline: " + sentence));
        right.coverage().truncated().forEach(sentence -> truncated.add("candidate: " + sentence));
        Coverage both = new Coverage(0, 0, 0, 0, false, List.copyOf(truncated));
        Coverage coverage = tree.noted(both);
        say(ctx, coverage);
        switch (format) {
            case SVG -> svg(ctx, FlamePictures.two(before, after, tree, coverage.truncated()));
            case FOLDED -> plain(ctx, Folded.of(tree), coverage);
            default -> {
                Map<String, Object> answer = FlamebearerJson.of(left.type(), Flamebearer.of(tree));
                answer.put("truncated", coverage.truncated());
                ctx.json(answer);
            }
        }
    }

    /** For forms that have no place for it. */
    private static void say(Context ctx, Coverage coverage) {
        if (!coverage.isWhole()) {
            ctx.header("Flamegate-Truncated", String.join(" | ", coverage.truncated()));
        }
    }

    private static void plain(Context ctx, String text, Coverage coverage) {
        say(ctx, coverage);
        ctx.contentType("text/plain; charset=utf-8");
        ctx.result(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void svg(Context ctx, String svg) {
        ctx.contentType("image/svg+xml");
        ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        ctx.result(svg.getBytes(StandardCharsets.UTF_8));
    }
}
