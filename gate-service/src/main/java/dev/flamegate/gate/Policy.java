package dev.flamegate.gate;

import dev.flamegate.gate.comparability.ComparabilityRules;
import dev.flamegate.reports.Look;
import dev.flamegate.stats.GrowthLimits;
import dev.flamegate.stats.SequentialSpending;
import dev.flamegate.stats.ShareSettings;
import java.util.List;

/**
 * What a team asks of the gate.
 *
 * @param shares sizes and error rates of the test of shares
 * @param requestCost sizes of a growth of the cost of a request
 * @param replicateLabels the first of these labels that a profile has names its pod
 * @param entryPoints how the functions that requests enter by are found
 * @param comparability how alike two sides must be
 */
public record Policy(
        ShareSettings shares,
        GrowthLimits requestCost,
        List<String> replicateLabels,
        EntryPointRule entryPoints,
        ComparabilityRules comparability) {

    public Policy {
        replicateLabels = List.copyOf(replicateLabels);
        if (replicateLabels.isEmpty()) {
            throw new IllegalArgumentException("a policy needs at least one label that names the pod");
        }
    }

    /** What is asked of one of several planned looks: it may spend its part of the error rate only. */
    Policy at(Look look) {
        ShareSettings part = SequentialSpending.equallySpaced(look.planned()).settingsAt(look.number() - 1, shares);
        return new Policy(part, requestCost, replicateLabels, entryPoints, comparability);
    }

    public static Policy withDefaults() {
        return new Policy(
                ShareSettings.withDefaults(),
                GrowthLimits.withDefaults(),
                List.of("pod", "instance", "hostname", "host", "run", "__session_id__"),
                EntryPointRule.parse("auto"),
                ComparabilityRules.withDefaults());
    }
}
