package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.store.StoredProfile;
import java.util.List;

/**
 * What the question selected: the profiles of both sides, by pod, over one tree. A side may be empty: that is data, not an error.
 *
 * @param service for the report
 * @param type one of the profiles' types; units of both sides are equal by it
 * @param tree every vector's nodes are nodes of this tree
 * @param notes what was left out on the way, for the report's caveats
 */
public record Selection(
        String service, ProfileType type, CallTree tree, Cohort baseline, Cohort candidate, List<String> notes) {

    /**
     * One side.
     *
     * @param name what people call it
     * @param selector the labels, or the paths, that selected it
     * @param pods sorted by name, none without a profile
     */
    public record Cohort(String name, String selector, List<Pod> pods) {
        public Cohort {
            pods = List.copyOf(pods);
        }

        /** How many profiles its windows are the sums of. */
        int profileCount() {
            return pods.stream()
                    .flatMap(pod -> pod.windows().stream())
                    .mapToInt(StoredProfile::profileCount)
                    .sum();
        }
    }

    /**
     * One replicate: its windows are summed before anything is tested.
     *
     * @param windows in order of time, at least one
     */
    public record Pod(String name, List<StoredProfile> windows) {
        public Pod {
            windows = List.copyOf(windows);
            if (windows.isEmpty()) {
                throw new IllegalArgumentException("pod " + name + " has no profile");
            }
        }
    }

    /** The same with more notes. */
    Selection alsoNoting(List<String> more) {
        List<String> all =
                java.util.stream.Stream.concat(notes.stream(), more.stream()).toList();
        return new Selection(service, type, tree, baseline, candidate, all);
    }

    public Selection {
        notes = List.copyOf(notes);
    }
}
