package dev.flamegate.gate;

import dev.flamegate.store.StoredProfile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Windows by pod, in the order that the report lists them. */
final class Pods {
    private Pods() {}

    /**
     * @param windows by name of the pod, sorted by it
     */
    static Selection.Cohort cohort(String name, String selector, Map<String, List<StoredProfile>> windows) {
        Comparator<StoredProfile> byTime =
                Comparator.comparingLong(profile -> profile.time().startNanos());
        return new Selection.Cohort(
                name,
                selector,
                windows.entrySet().stream()
                        .map(pod -> new Selection.Pod(
                                pod.getKey(),
                                pod.getValue().stream().sorted(byTime).toList()))
                        .toList());
    }
}
