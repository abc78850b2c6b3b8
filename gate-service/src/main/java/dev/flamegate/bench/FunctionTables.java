package dev.flamegate.bench;

import dev.flamegate.profile.CallTree;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import java.util.HashMap;
import java.util.Map;

/** Per pod and function what ends in it and what goes through it: what a gate tests. */
final class FunctionTables {

    /**
     * One pod.
     *
     * @param self by function of the tree
     * @param total likewise, a recursive function counted once
     */
    record Table(double[] self, double[] total) {}

    private FunctionTables() {}

    /** By version and pod. */
    static Map<String, Table> of(Selected selected) {
        CallTree tree = selected.tree();
        Map<String, double[]> sums = new HashMap<>();
        for (StoredProfile profile : selected.profiles()) {
            String pod = profile.labels().valueOrEmpty("version") + " "
                    + profile.labels().valueOrEmpty("pod");
            profile.vector().addTo(sums.computeIfAbsent(pod, any -> new double[tree.nodeCount()]));
        }
        boolean[] outermost = outermost(tree);
        Map<String, Table> tables = new HashMap<>();
        sums.forEach((pod, self) -> tables.put(pod, table(tree, self, outermost)));
        return tables;
    }

    private static Table table(CallTree tree, double[] sums, boolean[] outermost) {
        double[] self = new double[tree.functionCount()];
        double[] total = new double[tree.functionCount()];
        for (int node = tree.nodeCount() - 1; node > 0; node--) {
            int function = tree.function(node);
            self[function] += sums[node];
        }
        double[] through = sums.clone();
        for (int node = tree.nodeCount() - 1; node > 0; node--) {
            through[tree.parent(node)] += through[node];
            total[tree.function(node)] += outermost[node] ? through[node] : 0;
        }
        return new Table(self, total);
    }

    /** Nodes of functions that are not among their own callers. */
    private static boolean[] outermost(CallTree tree) {
        boolean[] outermost = new boolean[tree.nodeCount()];
        for (int node = 1; node < outermost.length; node++) {
            int up = tree.parent(node);
            while (up != CallTree.ROOT && tree.function(up) != tree.function(node)) {
                up = tree.parent(up);
            }
            outermost[node] = up == CallTree.ROOT;
        }
        return outermost;
    }
}
