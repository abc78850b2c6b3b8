package dev.flamegate.traffic;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Requests;
import dev.flamegate.profile.TimeRange;
import java.time.Duration;

/**
 * What somebody counted.
 *
 * @param labels with {@code service_name}, and the pod that served
 * @param time when the requests were served
 * @param requests how many, finite and at least 0
 */
public record TrafficRecord(Labels labels, TimeRange time, double requests) {
    public static final Duration LENGTH_MAX = Duration.ofDays(1);
    private static final int LABEL_CHARS_MAX = 4096;

    public TrafficRecord {
        if (labels.value(Labels.SERVICE).isEmpty()) {
            throw new IllegalArgumentException("traffic belongs to a service");
        }
        if (labels.toString().length() > LABEL_CHARS_MAX) {
            throw new IllegalArgumentException("the labels have "
                    + labels.toString().length() + " characters together, at most " + LABEL_CHARS_MAX + " are taken");
        }
        if (time.startNanos() <= 0 || time.durationNanos() <= 0 || time.durationNanos() > LENGTH_MAX.toNanos()) {
            throw new IllegalArgumentException(
                    "traffic is of a time that starts after 1970, ends after it starts, and is at most a day long, not "
                            + time);
        }
        Requests.check(requests);
    }
}
