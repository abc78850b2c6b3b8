package dev.flamegate.ingest.otlp;

/**
 * The most that is accepted of one request, all its profiles together; beyond it the request is refused.
 *
 * @param bytes size of the message, and number of frames that are walked
 * @param profiles number of profiles, those into which labels of samples part them included
 * @param samples number of samples
 * @param tableEntries number of entries in any table of the dictionary
 * @param frames depth of one stack, inlined functions included
 * @param callPaths number of distinct call paths
 * @param stringBytes length of one name, in UTF-8
 * @param labelSets how many sets of labels the samples of a profile may have before further ones are joined
 */
public record OtlpLimits(
        int bytes,
        int profiles,
        int samples,
        int tableEntries,
        int frames,
        int callPaths,
        int stringBytes,
        int labelSets) {

    private static final int MEBI = 1 << 20;

    /** Limits for senders that nobody knows, beside the size of the message. */
    public static OtlpLimits within(int bytes) {
        return new OtlpLimits(bytes, 4000, 2 * MEBI, MEBI, 8192, 2 * MEBI, 1 << 16, 100);
    }
}
