package dev.flamegate.ingest.pprof;

/**
 * The most that is accepted of one profile; beyond it the profile is refused, never cut, because a cut stack is counted as another
 * function. Together the limits bound the memory that hostile bytes can ask for.
 *
 * @param bytes size of the protobuf after decompression
 * @param samples number of samples
 * @param sampleTypes number of sample types; each costs eight bytes a call path
 * @param tableEntries number of entries in any of the tables: strings, functions, locations with their lines, mappings
 * @param frames depth of one stack, inlined functions included
 * @param callPaths number of distinct call paths, which is the number of nodes of the profile's tree
 * @param stringBytes length of one name that the profile refers to, in UTF-8
 */
public record PprofLimits(
        int bytes, int samples, int sampleTypes, int tableEntries, int frames, int callPaths, int stringBytes) {

    private static final int MEBI = 1 << 20;

    /** For files and trusted senders: far beyond real profiles. A server that many may write to sets less. */
    public static final PprofLimits DEFAULT =
            new PprofLimits(256 * MEBI, 8 * MEBI, 32, 4 * MEBI, 16_384, 4 * MEBI, MEBI);

    public PprofLimits {
        int least = Math.min(
                Math.min(Math.min(bytes, samples), Math.min(sampleTypes, tableEntries)),
                Math.min(Math.min(frames, callPaths), stringBytes));
        if (least < 1) {
            throw new IllegalArgumentException("a limit of a profile is " + least + ", each must be at least 1");
        }
    }
}
