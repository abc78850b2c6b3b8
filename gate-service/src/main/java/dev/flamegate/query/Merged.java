package dev.flamegate.query;

import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;

/**
 * All profiles of a selection added up into one of one sample type.
 *
 * @param range that was asked for
 * @param profile starts with the earliest of them and lasts as long as all together, as {@code pprof} merges; start 0 if there is none
 */
public record Merged(ProfileType type, TimeRange range, Profile profile, Coverage coverage) {

    /** In the unit of the sample type. */
    public long total() {
        long total = 0;
        for (int i = 0; i < profile.stackCount(); i++) {
            total += profile.value(0, i);
        }
        return total;
    }
}
