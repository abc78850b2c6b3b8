package dev.flamegate.http;

import dev.flamegate.query.Queries;
import dev.flamegate.query.QueryLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Lets only some queries run at one time: each may take the memory that the limits allow. Others wait for a while. */
final class QueryDesk {
    private static final int RUNNING_MAX = 4;
    private static final Duration WAIT_MAX = Duration.ofSeconds(10);

    private final Readiness readiness;
    private final QueryLimits limits;
    private final Clock clock;
    private final Semaphore running = new Semaphore(RUNNING_MAX, true);

    QueryDesk(Readiness readiness, QueryLimits limits, Clock clock) {
        this.readiness = readiness;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * @throws ProblemException 503 if too many run, or the service is not ready
     */
    <T> T ask(Function<Queries, T> question) {
        Queries queries = new Queries(readiness.backend().store(), limits, clock);
        boolean mayRun = false;
        try {
            mayRun = running.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            if (!mayRun) {
                Problem problem = Problem.of("queries_busy", RUNNING_MAX + " queries are running");
                throw ProblemException.retry(503, problem.hint("ask again in some seconds"), 5);
            }
            return question.apply(queries);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.retry(503, Problem.of("not_ready", "the service is closing"), 5);
        } finally {
            if (mayRun) {
                running.release();
            }
        }
    }
}
