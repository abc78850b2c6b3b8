package dev.flamegate.ingest;

/**
 * The most that is accepted of one body; beyond it the body is refused, never cut, because a cut stack is counted as another function.
 * Together the limits bound the memory that hostile bytes can ask for.
 *
 * @param bytes size after decompression, and the number of characters of all function names together
 * @param frames depth of one stack
 * @param callPaths number of distinct call paths, which is the number of nodes of the profile's tree
 * @param nameChars length of one function name
 * @param labelSets number of different sets of labels that samples of one profile may have; samples with further sets lose their labels
 */
public record ReadLimits(int bytes, int frames, int callPaths, int nameChars, int labelSets) {
    private static final int MEBI = 1 << 20;

    /** For files and trusted senders: far beyond real profiles. A server that many may write to sets less. */
    public static final ReadLimits DEFAULT = new ReadLimits(256 * MEBI, 16_384, 4 * MEBI, MEBI, 0);

    public ReadLimits {
        if (Math.min(Math.min(bytes, frames), Math.min(callPaths, nameChars)) < 1 || labelSets < 0) {
            throw new IllegalArgumentException("a limit of a body is too small: bytes " + bytes + ", frames " + frames
                    + ", call paths " + callPaths + ", characters of a name " + nameChars + ", sets of labels "
                    + labelSets);
        }
    }

    /** The body without its gzip, if it has one. */
    public byte[] content(byte[] body, String origin) {
        byte[] content = Gunzip.matches(body) ? Gunzip.content(body, bytes, origin) : body;
        if (content.length > bytes) {
            throw new MalformedProfileException(
                    origin, "byte " + bytes, "larger than " + bytes + " bytes, the most accepted");
        }
        return content;
    }
}
