package dev.flamegate.query;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.store.StoredProfile;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;

/** Adds up profiles of one tree in an array, and the arrays of several trees by their functions and lines. */
final class MergedStacks {
    private final ProfileBuilder into;
    private long startNanos = Long.MAX_VALUE;
    private long durationNanos;
    private long period;
    private long[] sums = new long[0];

    MergedStacks(ProfileBuilder into) {
        this.into = into;
    }

    /**
     * @param visit hands the profiles of one tree to the visitor and then gives the tree
     */
    void add(Function<Predicate<StoredProfile>, CallTree> visit, Reading reading) {
        sums = new long[0];
        CallTree tree = visit.apply(profile -> {
            boolean taken = reading.take(profile);
            if (taken) {
                add(profile);
            }
            return taken;
        });
        addUsed(tree);
        sums = new long[0];
    }

    private void add(StoredProfile profile) {
        NodeVector vector = profile.vector();
        int needed = vector.size() == 0 ? 0 : vector.node(vector.size() - 1) + 1;
        if (needed > sums.length) {
            sums = Arrays.copyOf(sums, Math.max(needed, sums.length + sums.length / 2));
        }
        for (int i = 0; i < vector.size(); i++) {
            sums[vector.node(i)] += vector.value(i);
        }
        startNanos = Math.min(startNanos, profile.time().startNanos());
        durationNanos += profile.sampledNanos();
        period = Math.max(period, profile.period());
    }

    /** Only frames on the way to a value; parents have the smaller numbers. */
    private void addUsed(CallTree tree) {
        int count = Math.min(sums.length, tree.nodeCount());
        boolean[] used = new boolean[count];
        for (int leaf = 0; leaf < count; leaf++) {
            for (int node = leaf; sums[leaf] != 0 && node > CallTree.ROOT && !used[node]; node = tree.parent(node)) {
                used[node] = true;
            }
        }
        int[] numbers = new int[count];
        int[] functions = new int[tree.functionCount()];
        Arrays.fill(functions, -1);
        for (int node = 1; node < count; node++) {
            if (used[node]) {
                int function = tree.function(node);
                if (functions[function] < 0) {
                    functions[function] = into.tree().function(tree.functionAt(function));
                }
                numbers[node] = into.tree().child(numbers[tree.parent(node)], functions[function], tree.line(node));
            }
        }
        for (int node = 0; node < count; node++) {
            if (sums[node] != 0) {
                into.add(numbers[node], 0, sums[node]);
            }
        }
    }

    /** Of the earliest profile; 0 if there is none. */
    long startNanos() {
        return startNanos == Long.MAX_VALUE ? 0 : startNanos;
    }

    /** Of all profiles together. */
    long durationNanos() {
        return durationNanos;
    }

    /** The longest. */
    long period() {
        return period;
    }
}
