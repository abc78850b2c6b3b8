package dev.flamegate.store;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import java.util.List;
import java.util.function.Predicate;

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

    /**
     * The same, one profile after the other and none kept, so that a reader of many needs little memory and may stop.
     *
     * @param visitor is handed each profile, and says whether to go on
     * @return the tree that the profiles' nodes are nodes of
     * @throws StoreException if what is read back fails its checks
     */
    default CallTree visit(
            String service,
            ProfileType type,
            LabelSelector selector,
            TimeRange range,
            Resolution resolution,
            Predicate<StoredProfile> visitor) {
        Selected selected = select(service, type, List.of(selector), range, resolution);
        for (StoredProfile profile : selected.profiles()) {
            if (!visitor.test(profile)) {
                break;
            }
        }
        return selected.tree();
    }

    /**
     * The same without the stacks, which are most of what there is to read.
     *
     * @throws StoreException if what is read back fails its checks
     */
    default void visitTotals(
            String service,
            ProfileType type,
            LabelSelector selector,
            TimeRange range,
            Resolution resolution,
            Predicate<StoredTotal> visitor) {
        visit(
                service,
                type,
                selector,
                range,
                resolution,
                profile -> visitor.test(new StoredTotal(
                        profile.labels(),
                        profile.time().startNanos(),
                        profile.vector().total(),
                        profile.vector().size(),
                        profile.profileCount())));
    }

    /** What is there, one entry a series, sorted by service, then labels. */
    List<StoredSeries> series(LabelSelector selector);

    @Override
    void close();
}
