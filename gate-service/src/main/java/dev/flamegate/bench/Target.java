package dev.flamegate.bench;

import dev.flamegate.reports.Measure;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A place of a program that may regress: the own code of one function, or all that one function calls.
 *
 * @param name for people: {@code function of 1.0 %}
 * @param function number of the function that the row is about
 * @param share of the row before
 * @param nodes whose cost grows, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Target(String name, Measure measure, int function, double share, int[] nodes) {
    private static final int PLACES_MAX = 3;
    private static final int SUBTREE_NODES_MIN = 8;
    private static final int CALLERS_MAX = 6;

    /** Own code of a function in at most three places whose share is nearest to the one wanted. */
    static Target self(SimulatedProgram program, double share) {
        return selves(program, share, 1).get(0);
    }

    /** Own code of so many functions, each in at most three places, whose shares are nearest to the one wanted. */
    static List<Target> selves(SimulatedProgram program, double share, int count) {
        double[] shares = program.selfShares();
        int[] places = places(program);
        return IntStream.range(program.entryPoints(), shares.length)
                .filter(f -> places[f] > 0 && places[f] <= PLACES_MAX)
                .boxed()
                .sorted(Comparator.comparingDouble(f -> Math.abs(shares[f] - share)))
                .limit(count)
                .map(f -> self(program, f, shares[f]))
                .toList();
    }

    private static Target self(SimulatedProgram program, int function, double share) {
        String name = String.format(Locale.ROOT, "function of %.1f %%", 100 * share);
        return new Target(name, Measure.SELF, function, share, program.nodesOf(function));
    }

    /** All below a function in one place, at least eight nodes, whose share is nearest to the one wanted. */
    static Target subtree(SimulatedProgram program, double share) {
        int[] places = places(program);
        double[] below = new double[program.nodes()];
        int[] size = new int[program.nodes()];
        int[] depth = new int[program.nodes()];
        for (int node = program.nodes() - 1; node > 0; node--) {
            below[node] += program.cost(node);
            size[node]++;
            below[program.parent(node)] += below[node];
            size[program.parent(node)] += size[node];
        }
        IntStream.range(1, depth.length).forEach(node -> depth[node] = depth[program.parent(node)] + 1);
        int top = nearest(
                below,
                share,
                node -> places[program.function(node)] == 1 && size[node] >= SUBTREE_NODES_MIN && depth[node] >= 3);
        boolean[] inside = new boolean[program.nodes()];
        inside[top] = true;
        IntStream.range(top + 1, inside.length).forEach(node -> inside[node] = inside[program.parent(node)]);
        String name = String.format(Locale.ROOT, "subtree of %.1f %%", 100 * below[top]);
        int[] nodes =
                IntStream.range(1, inside.length).filter(node -> inside[node]).toArray();
        return new Target(name, Measure.TOTAL, program.function(top), below[top], nodes);
    }

    /** The four places whose regressions measure the power. */
    static List<Target> standard(SimulatedProgram program) {
        return List.of(self(program, 0.003), self(program, 0.01), self(program, 0.04), subtree(program, 0.02));
    }

    /** The node of a function in one place, a leaf if so wanted, whose cost is nearest to a share. */
    static int nodeNear(SimulatedProgram program, double share, boolean leaf) {
        int[] places = places(program);
        boolean[] inner = new boolean[program.nodes()];
        double[] costs = new double[program.nodes()];
        for (int node = 1; node < inner.length; node++) {
            inner[program.parent(node)] = true;
            costs[node] = program.cost(node);
        }
        return nearest(
                costs,
                share,
                node -> node > program.entryPoints() && places[program.function(node)] == 1 && !(leaf && inner[node]));
    }

    private static int nearest(double[] shares, double wanted, IntPredicate allowed) {
        return IntStream.range(1, shares.length)
                .filter(allowed)
                .boxed()
                .min(Comparator.comparingDouble(node -> Math.abs(shares[node] - wanted)))
                .orElseThrow();
    }

    private static int[] places(SimulatedProgram program) {
        int[] places = new int[program.functionCount()];
        IntStream.range(1, program.nodes()).forEach(node -> places[program.function(node)]++);
        return places;
    }

    /**
     * Functions whose rows may stand in for the target's where it has none of its own, because a neighbour says the same: up to six
     * callers, and what it calls.
     */
    int[] neighbours(SimulatedProgram program) {
        int node = nodes[0];
        IntStream callers = IntStream.iterate(node, n -> n > 0, program::parent)
                .limit(CALLERS_MAX)
                .map(program::function);
        return IntStream.concat(callers, Arrays.stream(program.calleesOf(node)).map(program::function))
                .toArray();
    }
}
