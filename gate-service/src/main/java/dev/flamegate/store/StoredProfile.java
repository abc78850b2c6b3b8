package dev.flamegate.store;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Requests;
import dev.flamegate.profile.TimeRange;
import java.util.OptionalDouble;

/**
 * One stored profile, or several of one series added up, seen through one of its types.
 *
 * @param time from the first start to the last end
 * @param period units of the period type between two samples; 0 if unknown; the greatest of those added up
 * @param requests how many the process served in that time, finite and at least 0; empty if nobody said, or not for all of it
 * @param profileCount how many profiles this is
 * @param sampledNanos sum of their durations
 * @param longestNanos the longest of their durations
 */
public record StoredProfile(
        Labels labels,
        TimeRange time,
        long period,
        OptionalDouble requests,
        NodeVector vector,
        int profileCount,
        long sampledNanos,
        long longestNanos) {
    public StoredProfile {
        requests.ifPresent(Requests::check);
    }

    /** One profile for itself. */
    public StoredProfile(Labels labels, TimeRange time, long period, OptionalDouble requests, NodeVector vector) {
        this(labels, time, period, requests, vector, 1, time.durationNanos(), time.durationNanos());
    }
}
