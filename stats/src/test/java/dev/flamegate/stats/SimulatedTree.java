package dev.flamegate.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A random calling-context tree: a root, entry points below it, and functions that occur in several places.
 *
 * <p>Nodes are numbered parents first. Self weights follow Zipf's law with exponent 1.05, inner nodes having little of
 * their own. How strongly functions and entry points vary differs between them: scaled inverse chi-square, 6 degrees of
 * freedom.
 */
final class SimulatedTree {
    private static final double ZIPF = 1.05;
    private static final double INNER_WEIGHT = 0.15;
    private static final double OUTER_WEIGHT = 0.05;
    private static final int DEPTH_MAX = 28;
    private static final int HETEROGENEITY_FREEDOM = 6;

    final int nodes;
    final int functions;
    final int entryPoints;
    final int[] parent;
    final int[] function;
    /** Entry point of each node; the root has the number after the last one. */
    final int[] entryPoint;
    /** Distinct functions from the root to each node. */
    final int[][] path;

    final double[] weight;
    final double[] functionSpread;
    final double[] entryPointSpread;

    SimulatedTree(int functionsMax, int nodes, int entryPoints, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.nodes = nodes;
        this.entryPoints = entryPoints;
        parent = new int[nodes];
        function = new int[nodes];
        entryPoint = new int[nodes];
        functions = grow(functionsMax, random);
        path = IntStream.range(0, nodes).mapToObj(this::functionsOnPath).toArray(int[][]::new);
        weight = weights(random);
        functionSpread = spreads(functions, random);
        entryPointSpread = spreads(entryPoints, random);
    }

    /** The tree of the full measurements: 2,000 functions on 3,200 nodes below 12 entry points. */
    static SimulatedTree large() {
        return new SimulatedTree(2000, 3200, 12, 37);
    }

    /** A tree of the same kind for short runs. */
    static SimulatedTree small() {
        return new SimulatedTree(400, 700, 8, 22);
    }

    double selfShare(int wanted) {
        return IntStream.range(0, nodes)
                .filter(node -> function[node] == wanted)
                .mapToDouble(node -> weight[node])
                .sum();
    }

    /** The function with the self share nearest to {@code share} that occurs at most three times and is no entry point. */
    int functionWithSelfShare(double share) {
        int[] occurrences = new int[functions];
        Arrays.stream(function).forEach(f -> occurrences[f]++);
        int best = entryPoints + 1;
        for (int f = entryPoints + 1; f < functions; f++) {
            if (occurrences[f] <= 3 && Math.abs(selfShare(f) - share) < Math.abs(selfShare(best) - share)) {
                best = f;
            }
        }
        return best;
    }

    private int grow(int functionsMax, SplittableRandom random) {
        int[] depth = new int[nodes];
        int used = 1;
        parent[0] = -1;
        entryPoint[0] = entryPoints;
        for (int node = 1; node < nodes; node++) {
            boolean entry = node <= entryPoints;
            parent[node] = entry ? 0 : parentFor(node, depth, random);
            depth[node] = depth[parent[node]] + 1;
            entryPoint[node] = entry ? node - 1 : entryPoint[parent[node]];
            boolean fresh = random.nextDouble() < (functionsMax - used) / (double) Math.max(1, nodes - node);
            if (entry || used <= entryPoints + 2 || used < functionsMax && fresh) {
                function[node] = used++;
            } else {
                function[node] = random.nextInt(entryPoints + 1, used);
            }
        }
        return used;
    }

    /** Half of the nodes attach anywhere, half near the last ones; entry points end up very uneven. */
    private static int parentFor(int node, int[] depth, SplittableRandom random) {
        while (true) {
            int back = 1 + (int) (Math.log(1 - random.nextDouble()) / Math.log(1 - 0.02));
            int candidate = random.nextBoolean() ? random.nextInt(1, node) : Math.max(1, node - 1 - back);
            if (depth[candidate] < DEPTH_MAX) {
                return candidate;
            }
        }
    }

    private int[] functionsOnPath(int node) {
        return IntStream.iterate(node, n -> n >= 0, n -> parent[n])
                .map(n -> function[n])
                .distinct()
                .toArray();
    }

    private double[] weights(SplittableRandom random) {
        double[] weights = new double[nodes];
        for (int node = 0; node < nodes; node++) {
            int other = random.nextInt(node + 1);
            weights[node] = weights[other];
            weights[other] = Math.pow(node + 1.0, -ZIPF);
        }
        boolean[] inner = new boolean[nodes];
        IntStream.range(1, nodes).forEach(node -> inner[parent[node]] = true);
        for (int node = 0; node < nodes; node++) {
            weights[node] *= (inner[node] ? INNER_WEIGHT : 1) * (node <= entryPoints ? OUTER_WEIGHT : 1);
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    private static double[] spreads(int count, SplittableRandom random) {
        double[] spreads = new double[count];
        Arrays.setAll(
                spreads,
                i -> Math.sqrt(HETEROGENEITY_FREEDOM / SimulatedProfiles.chiSquare(HETEROGENEITY_FREEDOM, random)));
        double meanSquare = Arrays.stream(spreads).map(x -> x * x).average().orElseThrow();
        return Arrays.stream(spreads).map(x -> x / Math.sqrt(meanSquare)).toArray();
    }
}
