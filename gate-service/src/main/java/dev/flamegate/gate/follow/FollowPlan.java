package dev.flamegate.gate.follow;

import dev.flamegate.profile.DurationText;
import dev.flamegate.reports.Look;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a follow looks, fixed before its first look: every {@code interval} after {@code start}, and at the deadline for the last time.
 *
 * @param looks how many looks share the error rate
 * @param confirm whether what a look finds has to be found on fresh data too
 */
public record FollowPlan(Instant start, Duration deadline, Duration interval, int looks, boolean confirm) {
    public static final int LOOKS_DEFAULT = 6;
    private static final Duration INTERVAL_MIN = Duration.ofSeconds(1);
    private static final Duration DEADLINE_MAX = Duration.ofDays(7);

    public FollowPlan {
        if (deadline.compareTo(INTERVAL_MIN) < 0 || deadline.compareTo(DEADLINE_MAX) > 0) {
            throw new IllegalArgumentException(
                    "the deadline is " + DurationText.write(deadline) + ", allowed are 1s to 7d");
        }
        if (looks < 1 || looks > Look.PLANNED_MAX) {
            throw new IllegalArgumentException(looks + " looks, allowed are 1 to " + Look.PLANNED_MAX);
        }
        if (interval.compareTo(INTERVAL_MIN) < 0) {
            throw new IllegalArgumentException(
                    "the looks are " + DurationText.write(interval) + " apart, at least 1s is needed");
        }
        if (interval.multipliedBy(looks - 1L).compareTo(deadline) >= 0) {
            throw new IllegalArgumentException(looks + " looks, " + DurationText.write(interval)
                    + " apart, do not fit into " + DurationText.write(deadline));
        }
    }

    /**
     * With what is not said: {@value #LOOKS_DEFAULT} looks, evenly spaced; or as many as the interval makes.
     *
     * @throws IllegalArgumentException if the parts do not fit together
     */
    public static FollowPlan of(
            Instant start, Duration deadline, @Nullable Duration interval, @Nullable Integer looks, boolean confirm) {
        int count = looks != null ? looks : interval == null ? LOOKS_DEFAULT : fitting(deadline, interval);
        Duration apart = interval != null ? interval : deadline.dividedBy(Math.max(1, count));
        return new FollowPlan(start, deadline, apart, count, confirm);
    }

    private static int fitting(Duration deadline, Duration interval) {
        if (interval.compareTo(INTERVAL_MIN) < 0) {
            return 1;
        }
        long whole = deadline.dividedBy(interval);
        boolean even = interval.multipliedBy(whole).equals(deadline);
        return (int) Math.min(Look.PLANNED_MAX + 1L, Math.max(1, even ? whole : whole + 1));
    }

    /** The same with confirmation. */
    public FollowPlan confirmed() {
        return new FollowPlan(start, deadline, interval, looks, true);
    }

    public Instant end() {
        return start.plus(deadline);
    }

    /** When a look is due; 1 is the first. */
    public Instant at(int look) {
        return look == looks ? end() : start.plus(interval.multipliedBy(look));
    }

    /** The latest look whose time has come; 0 before the first. */
    int due(Instant now) {
        int due = 0;
        while (due < looks && !at(due + 1).isAfter(now)) {
            due++;
        }
        return due;
    }
}
