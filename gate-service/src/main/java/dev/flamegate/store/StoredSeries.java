package dev.flamegate.store;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import java.util.List;

/**
 * One series: the profiles with one set of labels and one set of types.
 *
 * @param firstNanos start of its earliest profile
 * @param lastNanos start of its latest profile
 * @param profileCount how many profiles it has
 */
public record StoredSeries(Labels labels, List<ProfileType> types, long firstNanos, long lastNanos, long profileCount) {
    public StoredSeries {
        types = List.copyOf(types);
    }
}
