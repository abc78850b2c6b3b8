package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits samples by where requests enter the program, so that the mix of requests can be held constant. A node belongs to the entry
 * point it is or lies below; entry points under 2 % of all samples, and what lies above all of them, are one last stratum.
 */
final class EntryPoints {
    private static final double SHARE_MIN = 0.02;
    private static final int NONE = -1;

    private final int[] stratumOf;
    private final List<String> names;

    private EntryPoints(int[] stratumOf, List<String> names) {
        this.stratumOf = stratumOf;
        this.names = List.copyOf(names);
    }

    static EntryPoints of(MergedTree merged, EntryPointRule rule) {
        return switch (rule.kind()) {
            case OFF -> none(merged);
            case PATTERN -> strata(merged, matching(merged, Pattern.compile(rule.regex())));
            case AUTOMATIC -> strata(merged, new Dispatchers(merged).entryFunctions());
        };
    }

    /** No entry points: one stratum. */
    static EntryPoints none(MergedTree merged) {
        return new EntryPoints(new int[merged.tree().nodeCount()], List.of());
    }

    /** Per node the entry function it is below: the outermost frame that matches. */
    private static int[] matching(MergedTree merged, Pattern pattern) {
        CallTree tree = merged.tree();
        boolean[] matches = new boolean[tree.functionCount()];
        for (int function = 0; function < matches.length; function++) {
            matches[function] = pattern.matcher(merged.name(function)).find();
        }
        int[] entry = new int[tree.nodeCount()];
        entry[CallTree.ROOT] = NONE;
        for (int node = 1; node < entry.length; node++) {
            int above = entry[tree.parent(node)];
            int own = matches[tree.function(node)] ? tree.function(node) : NONE;
            entry[node] = above != NONE ? above : own;
        }
        return entry;
    }

    private static EntryPoints strata(MergedTree merged, int[] entryOf) {
        double[] means = merged.meanShares();
        double[] shares = new double[merged.tree().functionCount()];
        for (int node = 1; node < means.length; node++) {
            if (entryOf[node] != NONE) {
                shares[entryOf[node]] += means[node];
            }
        }
        List<String> names = new ArrayList<>();
        int[] stratumOfEntry = new int[shares.length];
        Arrays.fill(stratumOfEntry, NONE);
        for (int function = 0; function < shares.length; function++) {
            if (shares[function] >= SHARE_MIN) {
                stratumOfEntry[function] = names.size();
                names.add(merged.name(function));
            }
        }
        if (names.size() < 2) {
            return none(merged);
        }
        int[] stratumOf = new int[entryOf.length];
        for (int node = 0; node < stratumOf.length; node++) {
            int stratum = entryOf[node] == NONE ? NONE : stratumOfEntry[entryOf[node]];
            stratumOf[node] = stratum == NONE ? names.size() : stratum;
        }
        return new EntryPoints(stratumOf, names);
    }

    int stratum(int node) {
        return stratumOf[node];
    }

    /** At least 1; 1 means that nothing is stratified. */
    int strata() {
        return names.isEmpty() ? 1 : names.size() + 1;
    }

    /** Names of the strata but the last; none if nothing is stratified. */
    List<String> names() {
        return names;
    }
}
