package dev.flamegate.query;

/** A question that cannot be answered as it was put; the message names the rule, and the place where there is one. */
public final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Reason {
        /** The text or a number of the question breaks a rule. */
        INVALID,
        /** More is asked for than a limit allows. */
        LIMIT,
        /** What the question is about is not stored. */
        UNKNOWN_TYPE,
        /** The values found have no such form. */
        NOT_DRAWABLE
    }

    private final Reason reason;

    public InvalidQueryException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
