package dev.flamegate.bench;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is true about a candidate. The baseline's costs of a program with a new function are zero there.
 *
 * @param name for people
 * @param baselineCosts by node
 * @param candidateCosts by node; their sum over that of the baseline's is what a request costs more
 * @param slowdown factor on the candidate's cost of every request
 * @param culprits names of the functions that may be blamed; empty if nothing regressed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PlantedChange(
        String name,
        SimulatedProgram program,
        double[] baselineCosts,
        double[] candidateCosts,
        double slowdown,
        Set<String> culprits) {

    private static PlantedChange harmless(String name, SimulatedProgram program, double[] candidateCosts) {
        return new PlantedChange(name, program, program.costsTimes(node -> 1), candidateCosts, 1, Set.of());
    }

    /** Nothing. */
    static PlantedChange none(SimulatedProgram program) {
        return harmless("no change", program, program.costsTimes(node -> 1));
    }

    /** Every request costs more, everywhere alike. */
    static PlantedChange uniform(SimulatedProgram program, double slowdown) {
        double[] costs = program.costsTimes(node -> 1);
        String name = Math.round(100 * (slowdown - 1)) + " % slower everywhere";
        return new PlantedChange(name, program, costs, costs, slowdown, Set.of());
    }

    /** The target's share grows to its share plus {@code growth}, a fraction of all samples. */
    static PlantedChange grown(SimulatedProgram program, Target target, double growth) {
        double factor = 1 + growth / (target.share() * (1 - target.share() - growth));
        boolean[] grows = new boolean[program.nodes()];
        Arrays.stream(target.nodes()).forEach(node -> grows[node] = true);
        return new PlantedChange(
                target.name(),
                program,
                program.costsTimes(node -> 1),
                program.costsTimes(node -> grows[node] ? factor : 1),
                1,
                Arrays.stream(target.nodes())
                        .mapToObj(node -> program.name(program.function(node)))
                        .collect(Collectors.toSet()));
    }

    /** A function's own code becomes cheaper. */
    static PlantedChange cheaper(String name, SimulatedProgram program, double share, double factor) {
        int node = Target.nodeNear(program, share, false);
        return harmless(name, program, program.costsTimes(other -> other == node ? factor : 1));
    }

    /** A leaf gets a new name. */
    static PlantedChange renamed(SimulatedProgram program, double share) {
        int node = Target.nodeNear(program, share, true);
        int function = program.function(node);
        SimulatedProgram wider = program.withCallee(program.parent(node), ProgramNames.renamed(function), function);
        return moved("renamed", wider, node, wider.nodes() - 1, 1);
    }

    /** Four fifths of a leaf's cost move to another callee of its caller. */
    static PlantedChange movedToSibling(SimulatedProgram program, double share) {
        int node = Target.nodeNear(program, share, true);
        int[] siblings = IntStream.of(program.calleesOf(program.parent(node)))
                .filter(other -> other != node)
                .toArray();
        if (siblings.length > 0) {
            return moved("moved to a sibling", program, node, siblings[0], 0.8);
        }
        SimulatedProgram wider =
                program.withCallee(program.parent(node), "app/Sibling.takesOver", program.function(node));
        return moved("moved to a sibling", wider, node, wider.nodes() - 1, 0.8);
    }

    /** Three fifths of a leaf's code become a function that it calls. */
    static PlantedChange extracted(SimulatedProgram program, double share) {
        int node = Target.nodeNear(program, share, true);
        SimulatedProgram wider = program.withCallee(node, "app/Extracted.part", program.function(node));
        return moved("extracted into a callee", wider, node, wider.nodes() - 1, 0.6);
    }

    /** A leaf becomes part of its caller. */
    static PlantedChange inlined(SimulatedProgram program, double share) {
        int node = Target.nodeNear(program, share, true);
        return moved("inlined into its caller", program, node, program.parent(node), 1);
    }

    private static PlantedChange moved(String name, SimulatedProgram program, int from, int to, double part) {
        double[] costs = program.costsTimes(node -> 1);
        costs[to] += part * costs[from];
        costs[from] *= 1 - part;
        return harmless(name, program, costs);
    }

    /** The third largest entry point serves more requests. */
    static PlantedChange mix(SimulatedProgram program, double factor) {
        double[] shares = new double[program.entryPoints()];
        IntStream.range(1, program.nodes()).forEach(node -> shares[program.entryOf(node)] += program.cost(node));
        int entry = IntStream.range(0, shares.length)
                .boxed()
                .sorted((a, b) -> Double.compare(shares[b], shares[a]))
                .skip(2)
                .findFirst()
                .orElseThrow();
        return harmless(
                "one kind of request x " + factor,
                program,
                program.costsTimes(node -> program.entryOf(node) == entry ? factor : 1));
    }
}
