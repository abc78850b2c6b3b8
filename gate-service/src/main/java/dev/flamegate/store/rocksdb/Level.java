package dev.flamegate.store.rocksdb;

import java.util.List;

/** The lengths of windows that profiles are added up by. Windows begin at multiples of their length, and a day is whole windows. */
enum Level {
    FIVE_MINUTES(Family.ROLLUP_5M, 300_000_000_000L),
    HOUR(Family.ROLLUP_1H, 3_600_000_000_000L),
    DAY(Family.ROLLUP_1D, 86_400_000_000_000L);

    /** Those that are made of an hour's profiles. */
    static final List<Level> OF_AN_HOUR = List.of(FIVE_MINUTES, HOUR);

    private final Family family;
    private final long nanos;

    Level(Family family, long nanos) {
        this.family = family;
        this.nanos = nanos;
    }

    Family family() {
        return family;
    }

    long nanos() {
        return nanos;
    }

    /** Start of the window that a profile with this start is in. */
    long windowStart(long startNanos) {
        return startNanos - startNanos % nanos;
    }

    /** Where the window that starts here ends, as far as a time can say. */
    long windowEnd(long windowStart) {
        return windowStart > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : windowStart + nanos;
    }

    /** The window's position in its day, from 0. */
    int position(long startNanos) {
        return (int) ((startNanos - Keys.dayStart(Keys.day(startNanos))) / nanos);
    }
}
