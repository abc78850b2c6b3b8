package dev.flamegate.ingest;

import dev.flamegate.profile.IdentityLabels;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels that stand on single samples inside a body. Samples with equal labels become a profile of their own, whose series carries them,
 * as Pyroscope's server does it. Labels that name one request are left out, for a series each would be no series; so is what is no label
 * here: an empty name or value, or one that is too long.
 */
public final class SampleLabels {
    private static final String DROPPED = "sample_labels";
    private static final String PROFILE_ID = "profile_id";
    private static final IdentityLabels IDENTITIES = new IdentityLabels(IdentityLabels.DEFAULT_NAMES);

    /** What stands in the place of labels that were too many: visible to whoever looks for them. */
    public static final Labels TOO_MANY = Labels.of(Map.of(DROPPED, "dropped"));

    private SampleLabels() {}

    /** Characters that a name or value may not have become underscores. */
    public static Labels of(Map<String, String> pairs) {
        TreeMap<String, String> kept = new TreeMap<>();
        pairs.forEach((name, value) -> {
            boolean fits = !name.isEmpty() && name.length() <= Labels.NAME_CHARS_MAX;
            if (fits && value.length() <= Labels.VALUE_CHARS_MAX && !isOfOneRequest(name)) {
                kept.put(name.replaceAll("[^A-Za-z0-9_./-]", "_"), value.replaceAll("\\p{Cntrl}", "_"));
            }
        });
        return kept.size() > Labels.COUNT_MAX ? TOO_MANY : Labels.of(kept);
    }

    /** Whether a label of this name is different with every request, so that it is never kept. */
    public static boolean isOfOneRequest(String name) {
        return name.equals(PROFILE_ID) || IDENTITIES.contains(name);
    }

    /** The labels of a series: those of the sender and, of other names, those of the samples. */
    public static Labels under(Labels sender, Labels samples) {
        TreeMap<String, String> all = new TreeMap<>(samples.asMap());
        all.putAll(sender.asMap());
        if (all.size() <= Labels.COUNT_MAX) {
            return Labels.of(all);
        }
        return sender.asMap().size() < Labels.COUNT_MAX ? sender.with(DROPPED, "dropped") : sender;
    }

    /** Whether a profile holds samples whose labels were too many to be kept. */
    public static boolean wereDropped(Profile profile) {
        return profile.labels().valueOrEmpty(DROPPED).equals("dropped");
    }
}
