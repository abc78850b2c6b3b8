package dev.flamegate.gate.comparability;

import dev.flamegate.store.StoredProfile;
import java.util.List;
import java.util.OptionalLong;

/**
 * One pod of one side.
 *
 * @param windows in order of time, at least one
 * @param startedNanos when its process began, Unix time; empty if nobody knows
 */
public record PodProfiles(String name, List<StoredProfile> windows, OptionalLong startedNanos) {
    public PodProfiles {
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("pod " + name + " has no profile");
        }
    }

    /** How many profiles its windows are the sums of. */
    int profileCount() {
        return windows.stream().mapToInt(StoredProfile::profileCount).sum();
    }

    PodProfiles with(List<StoredProfile> some) {
        return new PodProfiles(name, some, startedNanos);
    }
}
