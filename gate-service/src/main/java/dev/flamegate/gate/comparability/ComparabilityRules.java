package dev.flamegate.gate.comparability;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a team asks of two sides before they are compared.
 *
 * @param warmUp how long a pod counts as fresh; zero switches the check off
 * @param mustMatch facts whose difference stands in the way; differences of others are mentioned
 * @param runtimeFails whether growth of the runtime's own work (compiler, garbage collector, class loading, profiler) can fail a version
 */
public record ComparabilityRules(Duration warmUp, Set<Fact> mustMatch, boolean runtimeFails) {
    public ComparabilityRules {
        mustMatch = Set.copyOf(mustMatch);
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("warm_up is negative");
        }
    }

    public static ComparabilityRules withDefaults() {
        return new ComparabilityRules(Duration.ofMinutes(5), EnumSet.allOf(Fact.class), false);
    }

    /**
     * @param labels of the facts that must match
     * @throws IllegalArgumentException if one is no label of a fact
     */
    public static Set<Fact> facts(List<String> labels) {
        EnumSet<Fact> facts = EnumSet.noneOf(Fact.class);
        labels.forEach(label -> facts.add(Fact.ofLabel(label)));
        return facts;
    }
}
