package dev.flamegate.tests.clients;

import dev.flamegate.profile.CallTree;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The values of one type, of all profiles that are stored of it.
 *
 * @param byFunction in the unit of the type, by canonical name; with what the function calls, recursion counted once
 * @param period of the latest profile; 0 if unknown
 */
record Costs(Map<String, Long> byFunction, long total, long period) {

    static Costs of(Selected selected) {
        Map<String, Long> sums = new TreeMap<>();
        long total = 0;
        long period = 0;
        for (StoredProfile profile : selected.profiles()) {
            for (int i = 0; i < profile.vector().size(); i++) {
                long value = profile.vector().value(i);
                total += value;
                functions(selected.tree(), profile.vector().node(i))
                        .forEach(function -> sums.merge(function, value, Long::sum));
            }
            period = profile.period();
        }
        return new Costs(sums, total, period);
    }

    private static Set<String> functions(CallTree tree, int leaf) {
        Set<String> names = new HashSet<>();
        for (int node = leaf; node != CallTree.ROOT; node = tree.parent(node)) {
            names.add(tree.functionAt(tree.function(node)).name().canonical());
        }
        return names;
    }

    long of(String function) {
        return byFunction.getOrDefault(function, 0L);
    }
}
