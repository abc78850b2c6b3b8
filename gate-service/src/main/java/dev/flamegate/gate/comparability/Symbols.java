package dev.flamegate.gate.comparability;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.reports.Reason;
import dev.flamegate.store.StoredProfile;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Samples in code without a name: only an address, or the library it is in. Where one side has names and the other has not, functions
 * seem to vanish and a nameless one to appear.
 */
final class Symbols implements Examination {
    private static final String NAME = "without symbols";

    /** An address, what profilers write for nothing, or a library instead of a function. */
    private static final Pattern NAMELESS = Pattern.compile(
            "<unknown>|\\?\\?|[\\[(<]?unknown[\\])>]?(?:_\\[k\\])?|\\[unknown_Java\\]|\\[not_walkable_[^\\]]*\\]"
                    + "|[^\\s(]*\\.so(?:\\.\\d+)*(?:_\\[k\\])?");

    /** So many points more on one side than on the other are more than a change of code explains, if no pod is in between. */
    private static final double DIFFERENCE_MAX = 0.05;

    private static final double MUCH = 0.2;

    @Override
    public Step examine(Sides sides) {
        boolean[] nameless = nameless(sides.tree());
        double[] before = shares(sides.baseline(), sides.tree(), nameless);
        double[] after = shares(sides.candidate(), sides.tree(), nameless);
        if (before.length == 0 || after.length == 0) {
            return Step.nothing(sides);
        }
        String detail = "samples in code " + NAME + ": "
                + sides.both(pods -> Words.percent(mean(shares(pods, sides.tree(), nameless))));
        double difference = Math.abs(mean(after) - mean(before));
        boolean apart = max(before) < min(after) || max(after) < min(before);
        if (difference > DIFFERENCE_MAX && apart) {
            String side = mean(before) > mean(after) ? "baseline" : "candidate";
            return Step.failed(
                    sides,
                    NAME,
                    detail,
                    new Reason(
                            "unlike-symbols",
                            "The " + side + " lacks names that the other side has: " + detail
                                    + ". The same functions would seem to vanish and to appear",
                            "Give the profiler of the " + side
                                    + " the symbols: do not strip the binary, or install its debug symbols."));
        }
        boolean much = Math.max(mean(before), mean(after)) > MUCH;
        return much ? Step.warning(sides, NAME, detail) : Step.fine(sides, NAME, detail);
    }

    static boolean isNameless(String canonical) {
        return NAMELESS.matcher(canonical).matches();
    }

    private static boolean[] nameless(CallTree tree) {
        boolean[] nameless = new boolean[tree.functionCount()];
        for (int function = 0; function < nameless.length; function++) {
            nameless[function] = isNameless(tree.functionAt(function).name().canonical());
        }
        return nameless;
    }

    /** Of every pod that has samples. */
    private static double[] shares(List<PodProfiles> pods, CallTree tree, boolean[] nameless) {
        return pods.stream()
                .mapToDouble(pod -> share(pod, tree, nameless))
                .filter(share -> !Double.isNaN(share))
                .toArray();
    }

    private static double share(PodProfiles pod, CallTree tree, boolean[] nameless) {
        double without = 0;
        double all = 0;
        for (StoredProfile window : pod.windows()) {
            NodeVector vector = window.vector();
            for (int i = 0; i < vector.size(); i++) {
                int node = vector.node(i);
                all += vector.value(i);
                without += node != CallTree.ROOT && nameless[tree.function(node)] ? vector.value(i) : 0;
            }
        }
        return without / all;
    }

    private static double mean(double[] shares) {
        return Arrays.stream(shares).average().orElseThrow();
    }

    private static double min(double[] shares) {
        return Arrays.stream(shares).min().orElseThrow();
    }

    private static double max(double[] shares) {
        return Arrays.stream(shares).max().orElseThrow();
    }
}
