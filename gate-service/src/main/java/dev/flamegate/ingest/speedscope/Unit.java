package dev.flamegate.ingest.speedscope;

import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.UntypedCounts;

/**
 * What a weight is in.
 *
 * @param kind what is measured
 * @param factor of the kind's unit: nanoseconds, bytes or one
 */
record Unit(Kind kind, double factor) {
    enum Kind {
        TIME,
        BYTES,
        COUNT;

        /** With the type that weights of this kind have. Of time the rate says how much of it one sample stands for. */
        Source source(Source source) {
            boolean wall = source.counts().profileName().equals("wall");
            int rate = source.counts().samplesPerSecond();
            int known = rate > 0 ? rate : UntypedCounts.DEFAULT.samplesPerSecond();
            return switch (this) {
                case TIME -> new Source(source.origin(), UntypedCounts.of(wall ? "wall" : "cpu", known));
                case BYTES -> new Source(source.origin(), UntypedCounts.of("alloc_space", 0));
                case COUNT -> source;
            };
        }

        /** What a weight in the kind's unit is multiplied by to become a number of samples, or of bytes, or of what is counted. */
        double perUnit(Source source) {
            return this == TIME ? 1.0 / source.counts().factor() : 1;
        }
    }

    static Unit of(String name, Source source, int profile) {
        return switch (name) {
            case "nanoseconds" -> new Unit(Kind.TIME, 1);
            case "microseconds" -> new Unit(Kind.TIME, 1e3);
            case "milliseconds" -> new Unit(Kind.TIME, 1e6);
            case "seconds" -> new Unit(Kind.TIME, 1e9);
            case "bytes" -> new Unit(Kind.BYTES, 1);
            case "none" -> new Unit(Kind.COUNT, 1);
            default ->
                throw source.wrong(
                        "profile " + profile,
                        "unit '" + name + "' is not none, nanoseconds, microseconds, milliseconds, seconds or bytes");
        };
    }
}
