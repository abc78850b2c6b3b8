package dev.flamegate.store;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Requests;
import dev.flamegate.profile.TimeRange;
import java.util.OptionalDouble;

/**
 * One stored profile, seen through one of its types.
 *
 * @param period units of the period type between two samples; 0 if unknown
 * @param requests how many the process served in that time, finite and at least 0; empty if nobody said
 */
public record StoredProfile(Labels labels, TimeRange time, long period, OptionalDouble requests, NodeVector vector) {
    public StoredProfile {
        requests.ifPresent(Requests::check);
    }
}
