package dev.flamegate.store;

import dev.flamegate.profile.IdentityLabels;
import dev.flamegate.profile.Labels;
import java.util.List;

/**
 * The most that is taken of a client, so that one of them cannot fill the store or the memory for all.
 *
 * @param labelsMax labels of a series
 * @param labelNameCharsMax characters of the name of a label
 * @param labelValueCharsMax characters of a value
 * @param servicesMax services that are ever stored
 * @param seriesPerServiceMax sets of labels, each with its types, that are ever stored of one service
 * @param profilesPerSecondMax of one service, over ten seconds; 0 means that nobody counts
 * @param stacksMax different stacks in a profile
 * @param depthMax functions in a stack
 * @param identityLabels names that say who rather than what; a label of such a name is refused
 */
public record ProfileLimits(
        int labelsMax,
        int labelNameCharsMax,
        int labelValueCharsMax,
        int servicesMax,
        int seriesPerServiceMax,
        int profilesPerSecondMax,
        int stacksMax,
        int depthMax,
        List<String> identityLabels) {

    public ProfileLimits {
        identityLabels = List.copyOf(identityLabels);
        within(labelsMax, Labels.COUNT_MAX, "labels_max");
        within(labelNameCharsMax, Labels.NAME_CHARS_MAX, "label_name_chars_max");
        within(labelValueCharsMax, Labels.VALUE_CHARS_MAX, "label_value_chars_max");
        within(servicesMax, 1_000_000, "services_max");
        within(seriesPerServiceMax, 10_000_000, "series_per_service_max");
        if (profilesPerSecondMax < 0) {
            throw new IllegalArgumentException(
                    "profiles_per_second_max is " + profilesPerSecondMax + ", must be 0 or more");
        }
        within(stacksMax, Integer.MAX_VALUE, "stacks_max");
        within(depthMax, Integer.MAX_VALUE, "depth_max");
    }

    public static ProfileLimits withDefaults() {
        return new ProfileLimits(30, 256, 2048, 1000, 5000, 0, 200_000, 8192, IdentityLabels.DEFAULT_NAMES);
    }

    private static void within(int value, int max, String name) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed are 1 to " + max);
        }
    }
}
