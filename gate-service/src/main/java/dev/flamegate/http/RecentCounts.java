package dev.flamegate.http;

import java.util.Arrays;
import java.util.function.LongSupplier;

/** How much there was of something lately, in steps of ten seconds, for the last ten minutes. Safe for use by many threads. */
final class RecentCounts {
    static final int MINUTES_MAX = 10;
    private static final long STEP_NANOS = 10_000_000_000L;
    private static final int STEPS_PER_MINUTE = 6;

    /** One more than are asked about: the step that is under way is not whole yet. */
    private static final int STEPS = MINUTES_MAX * STEPS_PER_MINUTE + 1;

    private final LongSupplier nanos;
    private final long begun;
    private final long[] counts = new long[STEPS];
    private final long[] stepOf = new long[STEPS];

    /** @param nanos as {@link System#nanoTime} */
    RecentCounts(LongSupplier nanos) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        Arrays.fill(stepOf, -1);
    }

    private long step() {
        return (nanos.getAsLong() - begun) / STEP_NANOS;
    }

    synchronized void add(long count) {
        long step = step();
        int at = (int) (step % STEPS);
        if (stepOf[at] != step) {
            stepOf[at] = step;
            counts[at] = 0;
        }
        counts[at] += count;
    }

    /** A second, over whole steps of ten seconds; at the start over the time there was. */
    synchronized double perSecond(int minutes) {
        long now = step();
        long steps = Math.min(now, (long) minutes * STEPS_PER_MINUTE);
        if (steps == 0) {
            double seconds = Math.max(1, (nanos.getAsLong() - begun) / 1e9);
            return sum(0, 0) / seconds;
        }
        return sum(now - steps, now - 1) / (steps * 10.0);
    }

    private double sum(long first, long last) {
        long sum = 0;
        for (int at = 0; at < STEPS; at++) {
            if (stepOf[at] >= first && stepOf[at] <= last) {
                sum += counts[at];
            }
        }
        return sum;
    }
}
