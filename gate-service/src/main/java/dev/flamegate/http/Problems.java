package dev.flamegate.http;

import dev.flamegate.gate.Gates.GatesBusyException;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.query.InvalidQueryException;
import dev.flamegate.store.RefusedProfileException;
import dev.flamegate.store.StoreException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns exceptions into responses. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static void answer(Exception e, Context ctx) {
        ProblemException refusal = refusal(e, ctx.method() + " " + ctx.path());
        ctx.status(refusal.status());
        if (refusal.retryAfterSeconds() > 0) {
            ctx.header("Retry-After", Integer.toString(refusal.retryAfterSeconds()));
        }
        if (e instanceof HttpResponseException http && http.getDetails().containsKey("availableMethods")) {
            ctx.header("Allow", http.getDetails().get("availableMethods"));
        }
        if (RpcForm.owns(ctx.path())) {
            RpcAnswers.refuse(ctx, refusal);
        } else if (isPage(ctx)) {
            Pages.answer(ctx, Pages.problem(refusal.status(), refusal.problem()));
        } else if (IngestRoutes.owns(ctx.path())) {
            ctx.json(Problem.of(connectCode(refusal.status()), sentence(refusal.problem())));
        } else {
            ctx.json(refusal.problem());
        }
    }

    /** A body that takes all memory or all stack ends its own request, not the service. */
    static void answer(HttpServletResponse response, Error error) {
        Problem problem = internal(error, "request").problem();
        response.setStatus(500);
        response.setContentType("application/json");
        try {
            response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(problem));
        } catch (IOException e) {
            LOG.debug("the client of a failed request is gone", e);
        }
    }

    /** What a client is told about an exception; what it is not told is logged. */
    static ProblemException refusal(Exception e, String request) {
        if (e instanceof ProblemException refusal) {
            return refusal;
        }
        if (e instanceof MalformedProfileException malformed) {
            Problem problem = Problem.of("malformed_profile", String.valueOf(malformed.getMessage()))
                    .at(malformed.position())
                    .hint(
                            "this version reads pprof, JFR, speedscope and folded stacks, gzip or plain; nothing was stored");
            return new ProblemException(422, problem);
        }
        if (e instanceof InvalidQueryException invalid) {
            return invalidQuery(invalid);
        }
        if (e instanceof GatesBusyException busy) {
            Problem problem =
                    Problem.of("gates_busy", String.valueOf(busy.getMessage())).hint("ask again in some seconds");
            return ProblemException.retry(429, problem, 5);
        }
        if (e instanceof RefusedProfileException refused) {
            return limitPassed(refused);
        }
        if (e instanceof StoreException failure) {
            return storeFailure(failure, request);
        }
        if (e instanceof HttpResponseException http) {
            return routing(http, request);
        }
        return internal(e, request);
    }

    /** The code that a refusal counts under. */
    static String reason(RuntimeException e) {
        if (e instanceof ProblemException refusal) {
            return refusal.problem().code();
        }
        if (e instanceof MalformedProfileException) {
            return "malformed_profile";
        }
        if (e instanceof RefusedProfileException refused) {
            return code(refused);
        }
        return e instanceof StoreException ? "store_failed" : "internal";
    }

    /** Too many of something is 429, as for Pyroscope's clients; only what waiting helps against has a time to wait. */
    private static ProblemException limitPassed(RefusedProfileException e) {
        Problem problem = Problem.of(code(e), String.valueOf(e.getMessage())).hint(e.hint());
        int status = switch (e.limit()) {
            case LABEL_COUNT, LABEL_NAME, LABEL_VALUE, IDENTITY_LABEL -> 400;
            case STACKS, DEPTH, AGE -> 422;
            case SERIES, SERVICES, RATE -> 429;
        };
        return ProblemException.retry(status, problem, e.retryAfterSeconds());
    }

    private static ProblemException invalidQuery(InvalidQueryException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case INVALID -> new ProblemException(400, Problem.of("invalid_query", message));
            case LIMIT -> new ProblemException(400, Problem.of("query_limit", message));
            case UNKNOWN_TYPE -> new ProblemException(404, Problem.of("unknown_type", message));
            case NOT_DRAWABLE ->
                new ProblemException(
                        422, Problem.of("not_drawable", message).hint("format=pprof and format=folded have no widths"));
        };
    }

    private static String code(RefusedProfileException e) {
        return e.limit().name().toLowerCase(Locale.ROOT) + "_limit";
    }

    private static ProblemException storeFailure(StoreException e, String request) {
        String id = log(e, request);
        return switch (e.reason()) {
            case FULL -> {
                Problem problem = Problem.of("disk_full", "the store has no room left (log entry " + id + ")")
                        .hint("free room on the disk of store.folder; nothing of this request was stored");
                yield ProblemException.retry(507, problem, 30);
            }
            case DAMAGED ->
                new ProblemException(
                        500,
                        Problem.of("store_damaged", "what the store read back fails its checks (log entry " + id + ")")
                                .hint("asking again does not help; the service's log names the place"));
            default -> {
                Problem problem = Problem.of("store_failed", "the store could not answer (log entry " + id + ")")
                        .hint("the service's log names the file and the cause");
                yield ProblemException.retry(503, problem, 5);
            }
        };
    }

    private static ProblemException routing(HttpResponseException e, String request) {
        Problem problem = switch (e.getStatus()) {
            case 404 ->
                Problem.of("not_found", request + ": there is nothing here").hint("GET /api lists all routes");
            case 405 ->
                Problem.of("method_not_allowed", request + ": this address has other methods")
                        .hint("the header Allow names them");
            default -> Problem.of("refused", String.valueOf(e.getMessage()));
        };
        return new ProblemException(e.getStatus(), problem);
    }

    private static ProblemException internal(Throwable e, String request) {
        String id = log(e, request);
        return new ProblemException(500, Problem.of("internal", "the service failed (log entry " + id + ")"));
    }

    private static String log(Throwable e, String request) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("[{}] {}", id, request, e);
        return id;
    }

    private static boolean isPage(Context ctx) {
        String accept = ctx.header("Accept");
        boolean program = ctx.path().startsWith("/api/v1/") || IngestRoutes.owns(ctx.path());
        return !program && accept != null && accept.contains("text/html");
    }

    private static String sentence(Problem problem) {
        return problem.hint() == null ? problem.message() : problem.message() + "; " + problem.hint();
    }

    /** Pyroscope's clients know the names of the Connect protocol. */
    private static String connectCode(int status) {
        return switch (status) {
            case 400, 415, 422 -> "invalid_argument";
            case 404, 405 -> "unimplemented";
            case 408 -> "canceled";
            case 413, 429, 507 -> "resource_exhausted";
            case 503 -> "unavailable";
            default -> "internal";
        };
    }
}
