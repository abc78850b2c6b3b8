package dev.flamegate.http;

import dev.flamegate.profile.DurationText;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.Query;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The parameters of a query's address. */
final class QueryParameters {
    private static final String HINT =
            "now, now-1h, RFC 3339 (2026-11-21T12:00:00Z), or Unix seconds, milliseconds, microseconds or nanoseconds";

    private final Context ctx;
    private final TimeText times;

    private QueryParameters(Context ctx, TimeText times) {
        this.ctx = ctx;
        this.times = times;
    }

    /**
     * @param known other parameters are refused
     */
    static QueryParameters of(Context ctx, TimeText times, Set<String> known) {
        for (String name : ctx.queryParamMap().keySet()) {
            if (!known.contains(name)) {
                throw new ProblemException(
                        400,
                        Problem.of("invalid_parameter", "there is no parameter '" + name + "'")
                                .in(name)
                                .hint("known are " + known.stream().sorted().toList()));
            }
        }
        return new QueryParameters(ctx, times);
    }

    /** For clients of Pyroscope, which send parameters that have no meaning here. */
    static QueryParameters lenient(Context ctx, TimeText times) {
        return new QueryParameters(ctx, times);
    }

    String text(String name, String otherwise) {
        String value = ctx.queryParam(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    String required(String name) {
        String value = text(name, "");
        if (value.isEmpty()) {
            throw ProblemException.badField(name, "'" + name + "' is missing");
        }
        return value;
    }

    List<String> texts(String name) {
        return ctx.queryParams(name);
    }

    Query query(String name) {
        return Query.parse(required(name));
    }

    /** A whole number that is not negative. */
    int number(String name, int otherwise) {
        String value = text(name, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.matches("\\d{1,9}")) {
            throw ProblemException.badField(name, "'" + value + "' is not a whole number from 0 to 999999999");
        }
        return Integer.parseInt(value);
    }

    /** One of the constants, in lower case. */
    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        String value = text(name, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        List<String> known = List.of(type.getEnumConstants()).stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        throw ProblemException.badField(name, "'" + value + "' is none of " + known);
    }

    /** {@code otherwise} if it is not given. */
    long durationNanos(String name, long otherwise) {
        String value = text(name, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return DurationText.parse(value).toNanos();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw ProblemException.badField(name, String.valueOf(e.getMessage()));
        }
    }

    TimeRange range(String from, String until, String fromOtherwise) {
        long start = nanos(from, fromOtherwise);
        long end = nanos(until, "now");
        if (start > end) {
            throw ProblemException.badField(from, "'" + from + "' is after '" + until + "'");
        }
        return new TimeRange(start, end);
    }

    private long nanos(String name, String otherwise) {
        String value = text(name, otherwise);
        return times.nanos(value).filter(nanos -> nanos >= 0).orElseThrow(() -> {
            Problem problem = Problem.of("invalid_parameter", "'" + value + "' is not a time");
            return new ProblemException(400, problem.in(name).hint(HINT));
        });
    }
}
