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

        /** Time and space are so already: a rate of samples says nothing about them. */
        Source source(Source source) {
            boolean wall = source.counts().profileName().equals("wall");
            return switch (this) {
                case TIME -> new Source(source.origin(), UntypedCounts.nanoseconds(wall ? "wall" : "cpu"));
                case BYTES -> new Source(source.origin(), UntypedCounts.of("alloc_space", 0));
                case COUNT -> source;
            };
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
