package dev.flamegate.gate.comparability;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.reports.Reason;
import dev.flamegate.store.StoredProfile;
import java.util.List;
import java.util.Set;

/**
 * Profilers cut stacks that are deeper than they were told, and the functions at the cut end are missing. A side whose deepest stacks
 * are many and just as long as a usual limit was cut.
 */
final class StackDepth implements Examination {
    private static final String NAME = "stack depth";

    /** Of the JDK's recorder and Go before 1.23, of perf and eBPF, and what people set. */
    private static final Set<Integer> USUAL_LIMITS = Set.of(32, 64, 127, 128, 256, 512, 1024, 2048);

    private static final double CUT_MIN = 0.01;

    /**
     * The longest stacks of a side.
     *
     * @param share of the samples that have one
     */
    private record Deepest(int depth, double share) {
        boolean isCut() {
            return share >= CUT_MIN && USUAL_LIMITS.contains(depth);
        }

        @Override
        public String toString() {
            return isCut() ? depth + " (" + Words.percent(share) + " of the samples, so it is a limit)" : depth + "";
        }
    }

    @Override
    public Step examine(Sides sides) {
        int[] depths = depths(sides.tree());
        Deepest before = deepest(sides.baseline(), depths);
        Deepest after = deepest(sides.candidate(), depths);
        String detail = "deepest stack: " + before + " baseline, " + after + " candidate";
        if (!before.isCut() && !after.isCut()) {
            return Step.fine(sides, NAME, detail);
        }
        boolean oneSided = before.isCut() && after.depth > before.depth || after.isCut() && before.depth > after.depth;
        if (!oneSided) {
            return Step.warning(sides, NAME, detail + "; what is beyond a limit is missing");
        }
        return Step.failed(
                sides,
                NAME,
                detail,
                new Reason(
                        "unlike-stack-depth",
                        "Stacks were cut at unlike depths: " + detail + ". Callers are missing on one side only",
                        "Let the profilers of both versions record stacks of the same depth, deep enough for the deepest."));
    }

    /** Parents stand before their children. */
    private static int[] depths(CallTree tree) {
        int[] depths = new int[tree.nodeCount()];
        for (int node = 1; node < depths.length; node++) {
            depths[node] = depths[tree.parent(node)] + 1;
        }
        return depths;
    }

    private static Deepest deepest(List<PodProfiles> pods, int[] depths) {
        int depth = 0;
        double there = 0;
        double all = 0;
        for (PodProfiles pod : pods) {
            for (StoredProfile window : pod.windows()) {
                NodeVector vector = window.vector();
                for (int i = 0; i < vector.size(); i++) {
                    int own = depths[vector.node(i)];
                    all += vector.value(i);
                    there = own > depth ? 0 : there;
                    depth = Math.max(depth, own);
                    there += own == depth ? vector.value(i) : 0;
                }
            }
        }
        return new Deepest(depth, all > 0 ? there / all : 0);
    }
}
