package dev.flamegate.store;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import java.util.List;

/** Keeps profiles under their labels and time. Safe for use by many threads. */
public interface ProfileStore extends AutoCloseable {

    /**
     * Stores all profiles or none; they survive a crash of the process and of the machine once this returns.
     *
     * @param profiles each with a {@code service_name} label and a start time
     * @throws IllegalArgumentException if a profile lacks its service or its start
     * @throws StoreException if the storage fails; nothing is acknowledged then
     */
    void append(List<Profile> profiles);

    /**
     * The profiles of a service that have a value of this type, match one of the selectors and <em>start</em> in the range, in order of
     * series and time. May be empty. Nodes are nodes of this answer's tree; another answer numbers them otherwise.
     *
     * @param resolution how far profiles of a series may be added up
     * @throws StoreException if what is read back fails its checks
     */
    Selected select(
            String service, ProfileType type, List<LabelSelector> anyOf, TimeRange range, Resolution resolution);

    /** Every profile for itself, of one selector. */
    default Selected select(String service, ProfileType type, LabelSelector selector, TimeRange range) {
        return select(service, type, List.of(selector), range, Resolution.EXACT);
    }

    /**
     * The sum of what {@link #select} would give at its coarsest, without ever having it all in memory.
     *
     * @throws ArithmeticException if a sum needs more than 64 bits
     * @throws StoreException if what is read back fails its checks
     */
    Merged merge(String service, ProfileType type, LabelSelector selector, TimeRange range);

    /** What is there, one entry a series, sorted by service, then labels. */
    List<StoredSeries> series(LabelSelector selector);

    @Override
    void close();
}
