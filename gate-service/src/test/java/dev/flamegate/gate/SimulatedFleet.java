package dev.flamegate.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pods of both versions of a simulated program, running at the same time. Weights of nodes vary on the log scale between pods (mix of
 * requests, functions), in time (mix of requests, alike on all pods: an AR(1) path) and between windows of a pod; {@code phi} is by how
 * much that inflates the variance of one window's share of a 1 % function at 3,000 samples. The split of the variance is the standard
 * one of section 5 of the method's statistics.
 *
 * @param phi 1 for counting noise alone
 */
record SimulatedFleet(int baselinePods, int candidatePods, int windows, double phi) {
    private static final double SAMPLES = 3000;
    private static final double POD_MIX = 0.2;
    private static final double POD_FUNCTION = 0.2;
    private static final double TIME_MIX = 0.15;
    private static final double WINDOW_MIX = 0.15;
    private static final double WINDOW_FUNCTION = 0.3;
    private static final double MEMORY = 0.7;

    /** @param candidateCosts cost of every node in the candidate */
    MergedTree run(SimulatedProgram program, double[] candidateCosts, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] time = timeMix(program, random);
        return MergedTree.of(
                program.tree,
                side(baselinePods, program, program.costs, time, random),
                side(candidatePods, program, candidateCosts, time, random));
    }

    private double sd(double part) {
        return Math.sqrt((phi - 1) / 30 * part);
    }

    private double[][] timeMix(SimulatedProgram program, SplittableRandom random) {
        double[][] mix = new double[windows][SimulatedProgram.ENTRY_POINTS];
        for (int entry = 0; entry < SimulatedProgram.ENTRY_POINTS; entry++) {
            double z = random.nextGaussian();
            for (int window = 0; window < windows; window++) {
                mix[window][entry] = z * sd(TIME_MIX) * program.entrySpread[entry];
                z = MEMORY * z + Math.sqrt(1 - MEMORY * MEMORY) * random.nextGaussian();
            }
        }
        return mix;
    }

    private List<PodSamples> side(
            int pods, SimulatedProgram program, double[] costs, double[][] time, SplittableRandom random) {
        List<PodSamples> side = new ArrayList<>();
        for (int pod = 0; pod < pods; pod++) {
            double[] mix = noise(program.entrySpread, sd(POD_MIX), random);
            double[] taste = noise(program.functionSpread, sd(POD_FUNCTION), random);
            double[] sums = new double[costs.length];
            for (double[] now : time) {
                double[] windowMix = noise(program.entrySpread, sd(WINDOW_MIX), random);
                double[] windowTaste = noise(program.functionSpread, sd(WINDOW_FUNCTION), random);
                double[] weights = new double[costs.length];
                for (int node = 1; node < weights.length; node++) {
                    int entry = program.entryOf[node];
                    int function = program.tree.function(node);
                    weights[node] = costs[node]
                            * Math.exp(mix[entry]
                                    + now[entry]
                                    + windowMix[entry]
                                    + taste[function]
                                    + windowTaste[function]);
                }
                draw(weights, Math.max(200, (int) (SAMPLES * Math.exp(0.2 * random.nextGaussian()))), sums, random);
            }
            side.add(PodSamples.of(sums));
        }
        return side;
    }

    private static double[] noise(double[] spread, double sd, SplittableRandom random) {
        double[] noise = new double[spread.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = sd * spread[i] * random.nextGaussian();
        }
        return noise;
    }

    /** A multinomial draw, sample by sample, over a table of cumulative weights. */
    private static void draw(double[] weights, int samples, double[] sums, SplittableRandom random) {
        double[] cumulative = new double[weights.length];
        double sum = 0;
        for (int node = 0; node < weights.length; node++) {
            sum += weights[node];
            cumulative[node] = sum;
        }
        for (int sample = 0; sample < samples; sample++) {
            int at = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
            int node = at >= 0 ? at : -at - 1;
            sums[Math.min(node, weights.length - 1)]++;
        }
    }
}
