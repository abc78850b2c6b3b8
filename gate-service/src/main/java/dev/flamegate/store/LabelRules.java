package dev.flamegate.store;

import dev.flamegate.profile.IdentityLabels;
import dev.flamegate.profile.Labels;
import dev.flamegate.store.RefusedProfileException.Limit;

/** What the labels of one profile must keep to, whatever else is stored. */
final class LabelRules {
    private final ProfileLimits limits;
    private final IdentityLabels identities;

    LabelRules(ProfileLimits limits) {
        this.limits = limits;
        this.identities = new IdentityLabels(limits.identityLabels());
    }

    /**
     * @throws RefusedProfileException naming the label and the rule
     */
    void check(Labels labels) {
        int count = labels.asMap().size();
        if (count > limits.labelsMax()) {
            throw refusal(
                    Limit.LABEL_COUNT,
                    "the profile has " + count + " labels, at most " + limits.labelsMax() + " are taken: "
                            + labels.asMap().keySet(),
                    "leave out labels that nobody selects by; limits.labels_max");
        }
        labels.asMap().forEach(this::check);
    }

    private void check(String name, String value) {
        if (name.length() > limits.labelNameCharsMax()) {
            throw refusal(
                    Limit.LABEL_NAME,
                    "the name of label '" + name.substring(0, Math.min(40, name.length())) + "...' has " + name.length()
                            + " characters, at most " + limits.labelNameCharsMax() + " are taken",
                    "shorten the name; limits.label_name_chars_max");
        }
        if (value.length() > limits.labelValueCharsMax()) {
            throw refusal(
                    Limit.LABEL_VALUE,
                    "the value of label '" + name + "' has " + value.length() + " characters, at most "
                            + limits.labelValueCharsMax() + " are taken",
                    "shorten the value, or leave the label out; limits.label_value_chars_max");
        }
        if (identities.contains(name)) {
            throw refusal(
                    Limit.IDENTITY_LABEL,
                    "label '" + name
                            + "' names one request or person: every value would be a series of its own, with hardly a"
                            + " profile in it",
                    "send labels that many profiles share (version, pod, region, endpoint); limits.identity_labels lists the"
                            + " names that are refused");
        }
    }

    private static RefusedProfileException refusal(Limit limit, String message, String hint) {
        return new RefusedProfileException(limit, message, hint, 0);
    }
}
