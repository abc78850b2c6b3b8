package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who calls whom, on either side, in any context. The root calls nobody. */
final class CallGraph {
    private final Map<Integer, Set<Integer>> callers = new HashMap<>();
    private final Map<Integer, Set<Integer>> callees = new HashMap<>();

    CallGraph(CallTree tree) {
        for (int node = 1; node < tree.nodeCount(); node++) {
            int caller = tree.function(tree.parent(node));
            int callee = tree.function(node);
            if (caller >= 0 && caller != callee) {
                callers.computeIfAbsent(callee, any -> new HashSet<>()).add(caller);
                callees.computeIfAbsent(caller, any -> new HashSet<>()).add(callee);
            }
        }
    }

    Set<Integer> callers(int function) {
        return callers.getOrDefault(function, Set.of());
    }

    Set<Integer> callees(int function) {
        return callees.getOrDefault(function, Set.of());
    }

    /** Whether two functions share at least half of their callers and half of their callees; without callers they do not. */
    boolean alike(int function, int other) {
        return !callers(function).isEmpty()
                && overlap(callers(function), callers(other)) >= 0.5
                && overlap(callees(function), callees(other)) >= 0.5;
    }

    /** Jaccard's index; two empty sets are equal. */
    private static double overlap(Set<Integer> one, Set<Integer> other) {
        long common = one.stream().filter(other::contains).count();
        long all = one.size() + other.size() - common;
        return all == 0 ? 1 : (double) common / all;
    }
}
