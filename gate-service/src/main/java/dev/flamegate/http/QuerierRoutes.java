package dev.flamegate.http;

import dev.flamegate.export.Answer;
import dev.flamegate.export.Flamebearer;
import dev.flamegate.export.QuerierAnswers;
import dev.flamegate.http.InFlightBytes.Reservation;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.querier.QuerierMethod;
import dev.flamegate.ingest.querier.QuerierRequest;
import dev.flamegate.ingest.querier.QuerierRequest.Part;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.Coverage;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Pyroscope's {@code querier.v1.QuerierService}, as Grafana's data source calls it. Its answers have no place to say that a limit ended the
 * reading: they are refused then, as Pyroscope refuses queries beyond its limits.
 */
final class QuerierRoutes {
    private static final String NAMES_ACCEPTED = "allow-utf8-labelnames=true";
    private static final long MILLI = 1_000_000;
    private static final long MILLIS_MAX = Long.MAX_VALUE / MILLI - 1;
    private static final int FORMAT_FLAME_GRAPH = 1;
    private static final int FORMAT_PPROF = 4;

    private final HttpSettings settings;
    private final InFlightBytes inFlight;
    private final QueryDesk desk;

    QuerierRoutes(HttpSettings settings, InFlightBytes inFlight, QueryDesk desk) {
        this.settings = settings;
        this.inFlight = inFlight;
        this.desk = desk;
    }

    void declare(RoutesConfig routes) {
        for (QuerierMethod method : QuerierMethod.values()) {
            routes.post(method.path(), ctx -> answer(ctx, method));
        }
    }

    private void answer(Context ctx, QuerierMethod method) {
        QuerierRequest request;
        try (Reservation memory = inFlight.reserve()) {
            Bodies bodies = new Bodies(settings);
            byte[] body = bodies.read(ctx, settings.bodyBytesMax(), memory);
            byte[] message = new RpcMessages(bodies, settings.profileBytesMax())
                    .read(ctx, body, method.schema(), memory, method.path());
            request = QuerierRequest.read(method, message, method.path());
        } catch (MalformedProfileException e) {
            throw new ProblemException(
                    400,
                    Problem.of("invalid_request", String.valueOf(e.getMessage()))
                            .at(e.position()));
        }
        boolean anyName = String.valueOf(ctx.header("Accept")).contains(NAMES_ACCEPTED);
        RpcAnswers.succeed(ctx, desk.ask(queries -> answer(method, request, queries, anyName)));
    }

    private static Answer answer(QuerierMethod method, QuerierRequest request, Queries queries, boolean anyName) {
        return switch (method) {
            case PROFILE_TYPES -> QuerierAnswers.profileTypes(types(labels(request, queries)));
            case LABEL_NAMES ->
                QuerierAnswers.names(labels(request, queries).names().stream()
                        .filter(name -> anyName || isPlain(name))
                        .toList());
            case LABEL_VALUES -> QuerierAnswers.names(labels(request, queries).values(request.text(Part.NAME)));
            case SERIES -> QuerierAnswers.series(series(request, labels(request, queries), anyName));
            case SELECT_MERGE_STACKTRACES -> stacktraces(request, queries);
            case SELECT_MERGE_PROFILE -> QuerierAnswers.profile(merged(request, queries));
            case SELECT_SERIES -> points(request, queries);
            case DIFF -> diff(request.side(Part.LEFT), request.side(Part.RIGHT), queries);
        };
    }

    private static List<ProfileType> types(LabelCatalog labels) {
        return labels.values(Query.TYPE_LABEL).stream().map(ProfileType::parse).toList();
    }

    /** Each matcher is a whole selector, and all must hold. Without a time everything is meant: old clients send none. */
    private static LabelCatalog labels(QuerierRequest request, Queries queries) {
        Query query = Query.parseAny("{}");
        for (String matcher : request.texts(Part.MATCHERS)) {
            query = query.and(Query.parseAny(matcher));
        }
        LabelCatalog all = queries.labels(query);
        boolean timed = request.number(Part.START) != 0 || request.number(Part.END) != 0;
        if (!timed) {
            return all;
        }
        TimeRange range = range(request);
        return all.during(range.startNanos(), range.endNanos());
    }

    private static Set<Map<String, String>> series(QuerierRequest request, LabelCatalog labels, boolean anyName) {
        Set<String> wanted = Set.copyOf(request.texts(Part.LABEL_NAMES));
        Set<Map<String, String>> sets = new LinkedHashSet<>();
        labels.series()
                .forEach(series -> series.types().forEach(type -> {
                    Map<String, String> set = new TreeMap<>(series.labels().asMap());
                    set.put(Query.TYPE_LABEL, type.toString());
                    set.keySet()
                            .removeIf(name -> wanted.isEmpty() ? !anyName && !isPlain(name) : !wanted.contains(name));
                    if (!set.isEmpty()) {
                        sets.add(set);
                    }
                }));
        return sets;
    }

    private static boolean isPlain(String name) {
        return name.matches("[a-zA-Z0-9_]+");
    }

    private static Answer stacktraces(QuerierRequest request, Queries queries) {
        long format = request.number(Part.FORMAT);
        if (format == FORMAT_PPROF) {
            return QuerierAnswers.stacktracesAsPprof(merged(request, queries));
        }
        if (format > FORMAT_FLAME_GRAPH) {
            throw new ProblemException(
                    501,
                    Problem.of(
                            "unimplemented",
                            "format " + format + " is not answered, 1 (flame graph) and 4 (pprof) are"));
        }
        int nodes = queries.limits().nodes(request.number(Part.MAX_NODES));
        FrameTree tree = FrameTree.of(List.of(merged(request, queries).profile()), nodes);
        return QuerierAnswers.flameGraph(Flamebearer.of(tree));
    }

    private static Merged merged(QuerierRequest request, Queries queries) {
        Merged merged = queries.merge(query(request), range(request));
        whole(merged.coverage());
        return merged;
    }

    private static Answer diff(QuerierRequest left, QuerierRequest right, Queries queries) {
        long asked = Math.max(left.number(Part.MAX_NODES), right.number(Part.MAX_NODES));
        int nodes = queries.limits().nodes(asked);
        Merged before = merged(left, queries);
        Merged after = merged(right, queries);
        if (!before.type().equals(after.type())) {
            throw ProblemException.badField("right", "left is of type " + before.type() + ", right of " + after.type());
        }
        FrameTree tree = FrameTree.of(List.of(before.profile(), after.profile()), nodes);
        return QuerierAnswers.diff(Flamebearer.of(tree));
    }

    private static Answer points(QuerierRequest request, Queries queries) {
        double step = request.stepSeconds();
        if (!(step >= 0.001 && step <= 1e9)) {
            throw ProblemException.badField("step", "step is " + step + " s, allowed are 0.001 to 1e9");
        }
        long limit = request.number(Part.LIMIT);
        Shape shape = new Shape(
                Math.round(step * 1e9),
                request.texts(Part.GROUP_BY),
                request.number(Part.AGGREGATION) == 1 ? Aggregation.AVERAGE : Aggregation.SUM,
                (int) Math.max(0, Math.min(limit, Integer.MAX_VALUE)));
        SeriesOverTime series = queries.series(query(request), range(request), shape);
        boolean isAsked = limit > 0 && !series.coverage().stopped();
        if (!isAsked) {
            whole(series.coverage());
        }
        return QuerierAnswers.points(series);
    }

    private static Query query(QuerierRequest request) {
        request.refused().ifPresent(name -> {
            throw new ProblemException(501, Problem.of("unimplemented", "the field '" + name + "' is not answered"));
        });
        if (request.text(Part.TYPE).isBlank()) {
            throw ProblemException.badField("profile_typeID", "'profile_typeID' is missing");
        }
        return Query.of(request.text(Part.TYPE), request.text(Part.SELECTOR));
    }

    /** Both ends are included, as Pyroscope means them. */
    private static TimeRange range(QuerierRequest request) {
        long start = request.number(Part.START);
        long end = request.number(Part.END);
        if (start <= 0 || end < start || end > MILLIS_MAX) {
            throw ProblemException.badField(
                    "start",
                    "start is " + start + " and end " + end + ", expected Unix milliseconds above 0, start first");
        }
        return new TimeRange(start * MILLI, (end + 1) * MILLI);
    }

    static void whole(Coverage coverage) {
        if (!coverage.isWhole()) {
            throw new ProblemException(
                    400, Problem.of("query_limit", "not answered: " + String.join("; ", coverage.truncated())));
        }
    }
}
