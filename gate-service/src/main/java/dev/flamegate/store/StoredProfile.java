package dev.flamegate.store;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.TimeRange;

/**
 * One stored profile, seen through one of its types.
 *
 * @param period units of the period type between two samples; 0 if unknown
 */
public record StoredProfile(Labels labels, TimeRange time, long period, NodeVector vector) {}
