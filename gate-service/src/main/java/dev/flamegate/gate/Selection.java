package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.reports.Check;
import dev.flamegate.store.StoredProfile;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the question selected: the profiles of both sides, by pod, over one tree. A side may be empty: that is data, not an error.
 *
 * @param service for the report
 * @param type one of the profiles' types; units of both sides are equal by it
 * @param tree every vector's nodes are nodes of this tree
 * @param notes what was left out on the way, for the report's caveats
 * @param exposure where the numbers of requests come from
 * @param checks what was found out on the way
 */
public record Selection(
        String service,
        ProfileType type,
        CallTree tree,
        Cohort baseline,
        Cohort candidate,
        List<String> notes,
        Exposure exposure,
        List<Check> checks) {

    /** One whose profiles say their requests themselves, or nobody does. */
    public Selection(
            String service, ProfileType type, CallTree tree, Cohort baseline, Cohort candidate, List<String> notes) {
        this(service, type, tree, baseline, candidate, notes, Exposure.OF_PROFILES, List.of());
    }

    /** The same with one more check, and these notes. */
    Selection noted(List<String> allNotes, Check check) {
        List<Check> more = Stream.concat(checks.stream(), Stream.of(check)).toList();
        return new Selection(service, type, tree, baseline, candidate, allNotes, exposure, more);
    }

    /** The same question with other pods, or some of them. */
    Selection with(Cohort before, Cohort after, List<String> allNotes) {
        return new Selection(service, type, tree, before, after, allNotes, exposure, checks);
    }

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

        /** The same pods, with what is known of their beginning. */
        Cohort firstSeen(Map<String, Long> startNanos) {
            return new Cohort(
                    name,
                    selector,
                    pods.stream()
                            .map(pod -> new Pod(
                                    pod.name,
                                    pod.windows,
                                    startNanos.containsKey(pod.name)
                                            ? OptionalLong.of(startNanos.get(pod.name))
                                            : OptionalLong.empty()))
                            .toList());
        }
    }

    /**
     * One replicate: its windows are summed before anything is tested.
     *
     * @param windows in order of time, at least one
     * @param firstSeenNanos start of the first profile that was ever stored of this pod, for the side's version; empty if nobody knows
     */
    public record Pod(String name, List<StoredProfile> windows, OptionalLong firstSeenNanos) {
        public Pod(String name, List<StoredProfile> windows) {
            this(name, windows, OptionalLong.empty());
        }

        public Pod {
            windows = List.copyOf(windows);
            if (windows.isEmpty()) {
                throw new IllegalArgumentException("pod " + name + " has no profile");
            }
        }
    }

    /** The same with more notes. */
    Selection alsoNoting(List<String> more) {
        return with(
                baseline,
                candidate,
                Stream.concat(notes.stream(), more.stream()).toList());
    }

    public Selection {
        notes = List.copyOf(notes);
        checks = List.copyOf(checks);
    }
}
