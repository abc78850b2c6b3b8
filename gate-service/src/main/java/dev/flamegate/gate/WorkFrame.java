package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.store.StoredProfile;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * A frame that stands for the work that is done, where nobody counts requests: a function that every request runs, and that costs the same
 * in both versions, such as the one that parses it. What its samples grow by, the work grew by; so the cost of everything is divided by
 * them. That the frame itself did not change is for those to know who name it.
 */
final class WorkFrame {
    private final Pattern pattern;

    /** @param regex found in the canonical name of a function */
    WorkFrame(String regex) {
        this.pattern = Pattern.compile(regex);
    }

    String source() {
        return "samples in frames that match `" + pattern + "`, each a unit of work";
    }

    /** Counts the work of a selection, node by node of its tree. */
    Counter in(Selection selection) {
        CallTree tree = selection.tree();
        boolean[] named = new boolean[tree.functionCount()];
        for (int function = 0; function < named.length; function++) {
            named[function] = pattern.matcher(tree.functionAt(function).name().canonical())
                    .find();
        }
        boolean[] below = new boolean[tree.nodeCount()];
        for (int node = 1; node < below.length; node++) {
            below[node] = below[tree.parent(node)] || named[tree.function(node)];
        }
        return new Counter(below);
    }

    /** @param below per node whether it is the frame or lies below it */
    record Counter(boolean[] below) {

        /** Samples of a window in the frame, its callees included; empty if there are none. */
        OptionalDouble work(StoredProfile window) {
            double sum = 0;
            for (int i = 0; i < window.vector().size(); i++) {
                sum += below[window.vector().node(i)] ? window.vector().value(i) : 0;
            }
            double unit = window.period() > 0 ? window.period() : 1;
            return sum > 0 ? OptionalDouble.of(sum / unit) : OptionalDouble.empty();
        }

        /** Why a pod cannot be counted; empty if it can. */
        Optional<String> missing(Selection.Pod pod) {
            return pod.windows().stream().anyMatch(window -> work(window).isPresent())
                    ? Optional.empty()
                    : Optional.of("pod `" + pod.name() + "` has no sample there");
        }
    }
}
