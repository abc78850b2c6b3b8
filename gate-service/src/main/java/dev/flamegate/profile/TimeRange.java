package dev.flamegate.profile;

import java.time.Instant;

/** Unix nanoseconds, start inclusive, end exclusive; never negative, never empty-handed: an empty range has equal ends. */
public record TimeRange(long startNanos, long endNanos) {

    public static final TimeRange ALL = new TimeRange(0, Long.MAX_VALUE);

    public TimeRange {
        if (startNanos < 0 || endNanos < startNanos) {
            throw new IllegalArgumentException(
                    "time range [" + startNanos + ", " + endNanos + ") must have 0 <= start <= end (Unix nanoseconds)");
        }
    }

    public boolean contains(long nanos) {
        return startNanos <= nanos && nanos < endNanos;
    }

    public long durationNanos() {
        return endNanos - startNanos;
    }

    @Override
    public String toString() {
        return "[" + instant(startNanos) + ", " + (endNanos == Long.MAX_VALUE ? "now" : instant(endNanos)) + ")";
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L);
    }
}
