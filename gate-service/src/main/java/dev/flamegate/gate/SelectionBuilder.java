package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a selection of profiles that are in no store: their trees are merged into one as they come. */
public final class SelectionBuilder {

    /** The two sides. */
    public enum Side {
        BASELINE,
        CANDIDATE
    }

    private final ProfileType type;
    private final CallTreeBuilder tree = new CallTreeBuilder();
    private final Map<String, List<StoredProfile>> baseline = new TreeMap<>();
    private final Map<String, List<StoredProfile>> candidate = new TreeMap<>();

    public SelectionBuilder(ProfileType type) {
        this.type = type;
    }

    /**
     * Adds a window of a pod.
     *
     * @param sampleIndex position of the profile's values of this selection's type
     */
    public SelectionBuilder add(Side side, String pod, Profile profile, int sampleIndex) {
        NodeVector vector = remap(profile, sampleIndex);
        TimeRange time = new TimeRange(profile.startNanos(), profile.startNanos() + profile.durationNanos());
        (side == Side.BASELINE ? baseline : candidate)
                .computeIfAbsent(pod, name -> new ArrayList<>())
                .add(new StoredProfile(profile.labels(), time, profile.period(), profile.requests(), vector));
        return this;
    }

    /** Names and selectors are for the report. */
    public Selection build(
            String service, String baselineName, String baselineText, String candidateName, String candidateText) {
        return new Selection(
                service,
                type,
                tree.build(),
                Pods.cohort(baselineName, baselineText, baseline),
                Pods.cohort(candidateName, candidateText, candidate),
                List.of());
    }

    private NodeVector remap(Profile profile, int sampleIndex) {
        CallTree from = profile.tree();
        int[] functions = new int[from.functionCount()];
        for (int function = 0; function < functions.length; function++) {
            functions[function] = tree.function(from.functionAt(function));
        }
        int[] nodes = new int[from.nodeCount()];
        for (int node = 1; node < nodes.length; node++) {
            nodes[node] = tree.child(nodes[from.parent(node)], functions[from.function(node)], from.line(node));
        }
        ProfileBuilder sums = new ProfileBuilder(profile.origin(), List.of(type.sampleType()));
        for (int i = 0; i < profile.stackCount(); i++) {
            sums.add(nodes[profile.node(i)], 0, profile.value(sampleIndex, i));
        }
        return NodeVector.of(sums.build(), 0);
    }
}
