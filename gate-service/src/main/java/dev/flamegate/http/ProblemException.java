package dev.flamegate.http;

/** A request that is refused, with the status and the answer. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Problem problem;
    private final int retryAfterSeconds;

    private ProblemException(int status, Problem problem, int retryAfterSeconds) {
        super(problem.message());
        this.status = status;
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    ProblemException(int status, Problem problem) {
        this(status, problem, 0);
    }

    /** The service is busy or not there now: the same request may do well later. */
    static ProblemException retry(int status, Problem problem, int afterSeconds) {
        return new ProblemException(status, problem, afterSeconds);
    }

    static ProblemException badField(String field, String message) {
        return new ProblemException(
                400, Problem.of("invalid_parameter", message).in(field));
    }

    int status() {
        return status;
    }

    Problem problem() {
        return problem;
    }

    /** 0 if a repetition makes no sense. */
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
