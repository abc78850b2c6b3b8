package dev.flamegate.gate.week;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.TimeRange;
import java.time.Duration;

/**
 * Which versions are compared.
 *
 * @param type whole name of a profile type, or the short one
 * @param selector further conditions on the labels of the service's profiles
 * @param untilNanos end of the time, Unix nanoseconds
 * @param days so many whole days (UTC) before the day of {@code untilNanos}, and that day so far; 1 to {@value #DAYS_MAX}
 */
public record WeekQuestion(String service, String type, LabelSelector selector, long untilNanos, int days) {
    public static final int DAYS_MAX = 92;

    static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    /** Of what came before, so much is read, to have versions to compare the first ones with. */
    static final int DAYS_BEFORE = 7;

    public WeekQuestion {
        if (service.isBlank() || type.isBlank()) {
            throw new IllegalArgumentException("a week needs a service and a profile type");
        }
        if (days < 1 || days > DAYS_MAX) {
            throw new IllegalArgumentException(days + " days, allowed are 1 to " + DAYS_MAX);
        }
        if (untilNanos < 0) {
            throw new IllegalArgumentException("a week ends at a negative time");
        }
    }

    /** What is shown: from the start of a day. */
    public TimeRange shown() {
        return new TimeRange(from(days), untilNanos);
    }

    TimeRange read() {
        return new TimeRange(from(days + DAYS_BEFORE), untilNanos);
    }

    private long from(int daysBefore) {
        return Math.max(0, untilNanos - untilNanos % DAY_NANOS - daysBefore * DAY_NANOS);
    }
}
