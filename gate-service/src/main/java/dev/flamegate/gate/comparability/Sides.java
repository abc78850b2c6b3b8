package dev.flamegate.gate.comparability;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.ProfileType;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is to be compared.
 *
 * @param tree the nodes of all profiles are nodes of it
 * @param baseline at least one pod
 * @param candidate likewise
 */
public record Sides(ProfileType type, CallTree tree, List<PodProfiles> baseline, List<PodProfiles> candidate) {
    public Sides {
        baseline = List.copyOf(baseline);
        candidate = List.copyOf(candidate);
    }

    Sides pods(Predicate<PodProfiles> wanted) {
        return new Sides(
                type,
                tree,
                baseline.stream().filter(wanted).toList(),
                candidate.stream().filter(wanted).toList());
    }

    int podsLeast() {
        return Math.min(baseline.size(), candidate.size());
    }

    int podCount() {
        return baseline.size() + candidate.size();
    }

    int profileCount() {
        return profiles(baseline) + profiles(candidate);
    }

    private static int profiles(List<PodProfiles> pods) {
        return pods.stream().mapToInt(PodProfiles::profileCount).sum();
    }

    /** {@code X baseline, Y candidate}. */
    String both(Function<List<PodProfiles>, String> words) {
        return words.apply(baseline) + " baseline, " + words.apply(candidate) + " candidate";
    }
}
