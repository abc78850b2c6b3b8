package dev.flamegate.gate.policy;

import java.util.List;

/**
 * Thresholds of some functions.
 *
 * @param types names of the profile types it is for; empty for all
 */
public record FunctionRule(NamePattern pattern, List<String> types, Thresholds thresholds) {
    public FunctionRule {
        types = List.copyOf(types);
    }
}
