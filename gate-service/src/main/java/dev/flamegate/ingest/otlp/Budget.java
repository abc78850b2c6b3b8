package dev.flamegate.ingest.otlp;

import dev.flamegate.ingest.MalformedProfileException;

/** What is left of the limits of one request, which all its profiles share. */
final class Budget {
    private final OtlpLimits limits;
    private final String origin;
    private int profiles;
    private int samples;
    private long frames;
    private long callPaths;

    Budget(OtlpLimits limits, String origin) {
        this.limits = limits;
        this.origin = origin;
    }

    void profile(String place) {
        profiles++;
        check(profiles, limits.profiles(), "profiles", place);
    }

    void sample(String place) {
        samples++;
        check(samples, limits.samples(), "samples", place);
    }

    /** Frames that are looked up: without this, many stacks of the same frames would cost time and no memory. */
    void frames(int count, String place) {
        frames += count;
        check(frames, limits.bytes(), "frames in all stacks", place);
    }

    void callPaths(int count, String place) {
        callPaths += count;
        check(callPaths, limits.callPaths(), "call paths", place);
    }

    private void check(long count, long most, String what, String place) {
        if (count > most) {
            throw new MalformedProfileException(
                    origin, place, "the request has more than " + most + " " + what + ", the most accepted");
        }
    }
}
