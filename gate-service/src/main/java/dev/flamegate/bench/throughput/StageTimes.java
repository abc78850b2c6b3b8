package dev.flamegate.bench.throughput;

import org.jspecify.annotations.Nullable;

/**
 * Microseconds a body takes in each stage, alone in one thread.
 *
 * @param gunzip 0 if the bodies are not compressed
 * @param decode from the decompressed bytes to a profile, with telling the format
 * @param intern looking up functions and nodes in the dictionary
 * @param encode from that to the bytes that are stored
 * @param sync writing to the store's log and waiting for the disk, shared by as many profiles as shared a write under load
 * @param rollUp adding the profile to the sums of its windows, once these are over; of a series with {@link #HOUR} profiles an hour
 * @param group how many those are
 * @param bareGunzip the least: decompressing into a buffer that is there; null if the bodies are not gzip
 * @param bareSkip that, and stepping over the outermost fields of the protobuf message; null likewise
 */
public record StageTimes(
        double gunzip,
        double decode,
        double intern,
        double encode,
        double sync,
        double rollUp,
        int group,
        @Nullable Double bareGunzip,
        @Nullable Double bareSkip) {

    /** A profile every ten seconds, which is what agents send unless told otherwise. */
    static final int HOUR = 360;

    /** Without the disk, and without what is done later. */
    double computing() {
        return gunzip + decode + intern + encode;
    }
}
