package dev.flamegate.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Grows random programs: functions on a calling-context tree below twelve uneven entry points, some in several places. Self costs
 * follow Zipf's law with exponent 1.05, inner nodes having little of their own; what varies how strongly is scaled inverse chi-square
 * with 6 degrees of freedom.
 */
final class ProgramGenerator {
    private static final int ENTRY_POINTS = 12;
    private static final int DEPTH_MAX = 28;
    private static final double ZIPF = 1.05;
    private static final double INNER_COST = 0.15;
    private static final double ENTRY_COST = 0.05;
    private static final int SPREAD_FREEDOM = 6;

    private final SplittableRandom random;
    private final int[] parents;
    private final int[] functions;
    private final int[] depth;
    private final int[] entryOf;
    private final Set<Long> calls = new HashSet<>();
    private int used;

    private ProgramGenerator(int nodes, long seed) {
        random = new SplittableRandom(seed);
        parents = new int[nodes];
        functions = new int[nodes];
        depth = new int[nodes];
        entryOf = new int[nodes];
    }

    /** The program of the measurements: 2,000 functions on 3,200 nodes. The seed is the first whose program has their shape: a top function
     * of 8 to 12 %, 18 to 30 functions of 0.5 % or more, an entry point of 45 to 60 %. */
    static SimulatedProgram standard() {
        return random(2000, 3200, 35);
    }

    /** A program of the same kind with 20,000 functions on 30,000 nodes. */
    static SimulatedProgram large() {
        return random(20_000, 30_000, 1);
    }

    static SimulatedProgram random(int functions, int nodes, long seed) {
        return new ProgramGenerator(nodes, seed).grow(functions);
    }

    private SimulatedProgram grow(int functionsMax) {
        parents[0] = -1;
        functions[0] = -1;
        for (int node = 1; node < parents.length; node++) {
            boolean entry = node <= ENTRY_POINTS;
            parents[node] = entry ? 0 : parent(node);
            depth[node] = depth[parents[node]] + 1;
            entryOf[node] = entry ? node - 1 : entryOf[parents[node]];
            functions[node] = function(node, functionsMax);
        }
        List<String> names = new ArrayList<>();
        IntStream.range(0, used).forEach(number -> names.add(ProgramNames.of(number)));
        return new SimulatedProgram(parents, functions, names, entryOf, costs(), spread(used), spread(ENTRY_POINTS));
    }

    /** Half of the nodes are called from anywhere, half from near the last ones: entry points end up very uneven. */
    private int parent(int node) {
        while (true) {
            int back = 1 + (int) (Math.log(1 - random.nextDouble()) / Math.log(1 - 0.02));
            int parent = random.nextDouble() < 0.5 ? 1 + random.nextInt(node - 1) : Math.max(1, node - 1 - back);
            if (depth[parent] < DEPTH_MAX) {
                return parent;
            }
        }
    }

    /** New ones until all are used, else one that is called elsewhere already; a new one too if it is called from here already. */
    private int function(int node, int functionsMax) {
        double still = functionsMax - used;
        boolean fresh = node <= ENTRY_POINTS + 1
                || still > 0 && random.nextDouble() < still / Math.max(1, parents.length - node);
        int function = fresh ? used++ : ENTRY_POINTS + random.nextInt(used - ENTRY_POINTS);
        long caller = (long) parents[node] << 32;
        if (!calls.add(caller | function)) {
            function = used++;
            calls.add(caller | function);
        }
        return function;
    }

    private double[] costs() {
        double[] costs = IntStream.rangeClosed(1, parents.length)
                .mapToDouble(rank -> Math.pow(rank, -ZIPF))
                .toArray();
        for (int i = costs.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double swapped = costs[i];
            costs[i] = costs[other];
            costs[other] = swapped;
        }
        costs[0] = 0;
        boolean[] inner = new boolean[costs.length];
        IntStream.range(1, costs.length).forEach(node -> inner[parents[node]] = true);
        for (int node = 1; node < costs.length; node++) {
            costs[node] *= (inner[node] ? INNER_COST : 1) * (node <= ENTRY_POINTS ? ENTRY_COST : 1);
        }
        double sum = Arrays.stream(costs).sum();
        return Arrays.stream(costs).map(cost -> cost / sum).toArray();
    }

    /** Their mean square is 1. */
    private double[] spread(int count) {
        double[] spread = new double[count];
        Arrays.setAll(spread, i -> Math.sqrt(SPREAD_FREEDOM / Noise.chiSquare(SPREAD_FREEDOM, random)));
        double meanSquare = Arrays.stream(spread).map(x -> x * x).average().orElseThrow();
        return Arrays.stream(spread).map(x -> x / Math.sqrt(meanSquare)).toArray();
    }
}
