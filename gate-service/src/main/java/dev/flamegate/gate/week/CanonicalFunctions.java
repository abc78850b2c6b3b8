package dev.flamegate.gate.week;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.NodeVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions of a tree by the name that stays the same from version to version. */
final class CanonicalFunctions {
    private final CallTree tree;
    private final int[] numbers;
    private final List<String> names = new ArrayList<>();

    CanonicalFunctions(CallTree tree) {
        this.tree = tree;
        this.numbers = new int[tree.functionCount()];
        Map<String, Integer> known = new HashMap<>();
        for (int function = 0; function < numbers.length; function++) {
            String name = tree.functionAt(function).name().canonical();
            Integer number = known.putIfAbsent(name, names.size());
            if (number == null) {
                names.add(name);
            }
            numbers[function] = number == null ? names.size() - 1 : number;
        }
    }

    List<String> names() {
        return names;
    }

    /** By function, what ends in it. Empty stacks end in none. */
    double[] self(List<NodeVector> vectors) {
        double[] sums = new double[names.size()];
        for (NodeVector vector : vectors) {
            for (int i = 0; i < vector.size(); i++) {
                int node = vector.node(i);
                if (node != CallTree.ROOT) {
                    sums[numbers[tree.function(node)]] += vector.value(i);
                }
            }
        }
        return sums;
    }
}
