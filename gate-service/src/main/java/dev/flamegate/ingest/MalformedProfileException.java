package dev.flamegate.ingest;

/** Bytes that are not a valid profile. */
public final class MalformedProfileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String origin;
    private final String position;
    private final String rule;

    /**
     * @param origin the file or request the bytes came from
     * @param position where in it: a byte offset, or a place such as {@code sample 3}
     * @param rule what a valid profile has there, and what was found instead
     */
    public MalformedProfileException(String origin, String position, String rule) {
        super(origin + ": " + position + ": " + rule);
        this.origin = origin;
        this.position = position;
        this.rule = rule;
    }

    @Override
    public String getMessage() {
        return origin + ": " + position + ": " + rule;
    }

    public String origin() {
        return origin;
    }

    public String position() {
        return position;
    }

    public String rule() {
        return rule;
    }
}
