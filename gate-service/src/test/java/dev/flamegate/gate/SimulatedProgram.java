package dev.flamegate.gate;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A random program: a calling-context tree of about 2,000 functions below twelve entry points, whose self costs follow Zipf's law, with
 * leaves costlier than inner nodes. The shape and its constants are those of section 5 of the method's statistics.
 */
final class SimulatedProgram {
    static final int ENTRY_POINTS = 12;
    private static final double ZIPF = 1.05;
    private static final int DEPTH_MAX = 28;

    final CallTree tree;
    final int[] entryOf;
    final double[] costs;
    final double[] entrySpread;
    final double[] functionSpread;

    private SimulatedProgram(
            CallTree tree, int[] entryOf, double[] costs, double[] entrySpread, double[] functionSpread) {
        this.tree = tree;
        this.entryOf = entryOf;
        this.costs = costs;
        this.entrySpread = entrySpread;
        this.functionSpread = functionSpread;
    }

    static SimulatedProgram random(int functions, int nodes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CallTreeBuilder builder = new CallTreeBuilder();
        int[] depth = new int[nodes];
        int[] entryOf = new int[nodes];
        int[] children = new int[nodes];
        int used = 0;
        for (int node = 1; node < nodes; node++) {
            int parent = node <= ENTRY_POINTS ? 0 : parent(node, depth, random);
            boolean fresh = node <= ENTRY_POINTS
                    || used < functions
                            && random.nextDouble() < (functions - used) / (double) Math.max(1, nodes - node);
            int number = fresh ? used++ : ENTRY_POINTS + random.nextInt(Math.max(1, used - ENTRY_POINTS));
            int function = builder.function(Function.of("f" + number, "f.c", 1));
            if (builder.child(parent, function, 0) != node) {
                function = builder.function(Function.of("f" + used++, "f.c", 1));
                builder.child(parent, function, 0);
            }
            depth[node] = depth[parent] + 1;
            entryOf[node] = node <= ENTRY_POINTS ? node - 1 : entryOf[parent];
            children[parent]++;
        }
        double[] costs = costs(children, random);
        return new SimulatedProgram(
                builder.build(), entryOf, costs, spread(ENTRY_POINTS, random), spread(builder.functionCount(), random));
    }

    private static int parent(int node, int[] depth, SplittableRandom random) {
        while (true) {
            int recent = (int) (Math.log(1 - random.nextDouble()) / Math.log(1 - 0.02)) + 1;
            int parent =
                    random.nextDouble() < 0.5 ? 1 + random.nextInt(node - 1) : node - 1 - Math.min(node - 2, recent);
            if (depth[Math.max(1, parent)] < DEPTH_MAX) {
                return Math.max(1, parent);
            }
        }
    }

    private static double[] costs(int[] children, SplittableRandom random) {
        double[] costs = IntStream.rangeClosed(1, children.length)
                .mapToDouble(rank -> Math.pow(rank, -ZIPF))
                .toArray();
        for (int i = costs.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double swap = costs[i];
            costs[i] = costs[j];
            costs[j] = swap;
        }
        for (int node = 0; node < costs.length; node++) {
            costs[node] *= (children[node] > 0 ? 0.15 : 1) * (node <= ENTRY_POINTS ? 0.05 : 1);
        }
        double sum = Arrays.stream(costs).sum();
        return Arrays.stream(costs).map(cost -> cost / sum).toArray();
    }

    /** Square roots of scaled inverse chi-square variables on 6 degrees of freedom, their mean square 1. */
    private static double[] spread(int count, SplittableRandom random) {
        double[] spread = new double[count];
        for (int i = 0; i < count; i++) {
            double chiSquare = IntStream.range(0, 6)
                    .mapToDouble(k -> random.nextGaussian())
                    .map(z -> z * z)
                    .sum();
            spread[i] = Math.sqrt(6 / chiSquare);
        }
        double mean = Math.sqrt(Arrays.stream(spread).map(x -> x * x).average().orElseThrow());
        return Arrays.stream(spread).map(x -> x / mean).toArray();
    }

    /** The costs with those of some nodes changed. */
    double[] costsWith(IntToDoubleFunction factor) {
        double[] changed = costs.clone();
        Arrays.setAll(changed, node -> costs[node] * factor.applyAsDouble(node));
        return changed;
    }

    /** The function with one node, a leaf if so wanted, whose self cost is nearest to a share. */
    int nodeNear(double share, boolean leaf) {
        int[] nodesOf = new int[tree.functionCount()];
        boolean[] inner = new boolean[tree.nodeCount()];
        for (int node = 1; node < tree.nodeCount(); node++) {
            nodesOf[tree.function(node)]++;
            inner[tree.parent(node)] = true;
        }
        return IntStream.range(ENTRY_POINTS + 1, tree.nodeCount())
                .filter(node -> nodesOf[tree.function(node)] == 1 && !(leaf && inner[node]))
                .boxed()
                .min((a, b) -> Double.compare(Math.abs(costs[a] - share), Math.abs(costs[b] - share)))
                .orElseThrow();
    }
}
