package dev.flamegate.store;

/** A profile that does not keep a limit of the service, so that nothing of its request is stored. */
public final class RefusedProfileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The limit that was passed. */
    public enum Limit {
        LABEL_COUNT,
        LABEL_NAME,
        LABEL_VALUE,
        IDENTITY_LABEL,
        SERIES,
        SERVICES,
        RATE,
        STACKS,
        DEPTH,
        AGE
    }

    private final Limit limit;
    private final String hint;
    private final int retryAfterSeconds;

    /**
     * @param message the limit and what was found instead
     * @param hint what to do about it
     * @param retryAfterSeconds 0 if a repetition makes no sense
     */
    public RefusedProfileException(Limit limit, String message, String hint, int retryAfterSeconds) {
        super(message);
        this.limit = limit;
        this.hint = hint;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public Limit limit() {
        return limit;
    }

    public String hint() {
        return hint;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
