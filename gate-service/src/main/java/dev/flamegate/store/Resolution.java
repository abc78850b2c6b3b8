package dev.flamegate.store;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/**
 * How coarse an answer may be: profiles of one series may come added up by windows of time, from the first start to the last end of
 * those in it. The sums are exact at every resolution; what is lost is which profile of the window had what.
 */
public final class Resolution {

    /** Every profile for itself. */
    public static final Resolution EXACT = upTo(Duration.ZERO);

    public static final Resolution FIVE_MINUTES = upTo(Duration.ofMinutes(5));
    public static final Resolution HOUR = upTo(Duration.ofHours(1));
    public static final Resolution DAY = upTo(Duration.ofDays(1));

    private final long windowNanosMax;
    private final long[] cuts;

    private final boolean isByStart;

    private Resolution(long windowNanosMax, long[] cuts, boolean isByStart) {
        this.windowNanosMax = windowNanosMax;
        this.cuts = cuts;
        this.isByStart = isByStart;
    }

    /** Windows of at most this length; the store takes the longest that it has. */
    public static Resolution upTo(Duration windowMax) {
        return new Resolution(windowMax.toNanos(), new long[0], false);
    }

    /**
     * The same but at these times, which no window reaches over or touches: each has all of its profiles before the cut, or all after
     * it.
     *
     * @param times Unix nanoseconds
     */
    public Resolution cutAt(Collection<Long> times) {
        return new Resolution(windowNanosMax, sorted(times), false);
    }

    /**
     * The same but between profiles that start at these times or before and those that start later: profiles may last on beyond it.
     *
     * @param times Unix nanoseconds
     */
    public Resolution cutStartsBehind(Collection<Long> times) {
        return new Resolution(windowNanosMax, sorted(times), true);
    }

    private static long[] sorted(Collection<Long> times) {
        return times.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    public boolean allows(long windowNanos) {
        return windowNanos <= windowNanosMax;
    }

    /**
     * Whether a cut parts, or may part, the profiles of a window.
     *
     * @param firstNanos start of the first
     * @param lastNanos end of the last to end
     * @param endNanos of the window, which no profile starts at or behind
     */
    public boolean parts(long firstNanos, long lastNanos, long endNanos) {
        return cuts(firstNanos, isByStart ? Math.min(lastNanos, endNanos - 1) - 1 : lastNanos);
    }

    /** Whether a cut lies in the time from {@code first} to {@code last}, both included. */
    public boolean cuts(long firstNanos, long lastNanos) {
        int at = Arrays.binarySearch(cuts, firstNanos);
        int next = at >= 0 ? at : -at - 1;
        return next < cuts.length && cuts[next] <= lastNanos;
    }
}
