package dev.flamegate.ingest;

/**
 * What is known of a body beside its bytes.
 *
 * @param origin where the bytes came from, the first word of every message
 * @param counts what numbers mean in a format that does not say
 * @param contexts the labels that a client sends beside a recording (a LabelsSnapshot of Pyroscope's Java agent); empty if there are
 *     none
 */
public record Source(String origin, UntypedCounts counts, byte[] contexts) {
    private static final byte[] NO_CONTEXTS = {};

    public Source(String origin, UntypedCounts counts) {
        this(origin, counts, NO_CONTEXTS);
    }

    /** Numbers without a type are samples of the CPU, a hundred a second. */
    public static Source of(String origin) {
        return new Source(origin, UntypedCounts.DEFAULT);
    }

    public MalformedProfileException wrong(String position, String rule) {
        return new MalformedProfileException(origin, position, rule);
    }
}
