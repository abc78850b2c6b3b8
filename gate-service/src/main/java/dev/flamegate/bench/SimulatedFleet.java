package dev.flamegate.bench;

import java.util.SplittableRandom;

/**
 * Draws what the pods of both versions report. Given the weights that a window's noise makes of the costs, its samples are multinomial;
 * their number is the window's load times the cost of a request, which has 5 % noise a pod and 3 % a window.
 */
final class SimulatedFleet {
    private static final double SAMPLES_PER_WINDOW = 3000;
    private static final int SAMPLES_MIN = 200;
    private static final double LOAD_SPREAD = 0.2;
    private static final double POD_COST_SPREAD = 0.05;
    private static final double WINDOW_COST_SPREAD = 0.03;

    private final FleetScenario scenario;

    SimulatedFleet(FleetScenario scenario) {
        this.scenario = scenario;
    }

    /** Equal changes, scenarios and states of the random source give equal runs. */
    FleetRun run(PlantedChange change, SplittableRandom random) {
        SimulatedProgram program = change.program();
        Noise noise = new Noise(program, scenario, random);
        double[][] time = noise.timeMix();
        FleetRun.Side baseline = side(scenario.baselinePods(), program, change.baselineCosts(), 1, noise, time, random);
        double[][] candidateTime = scenario.concurrent() ? time : noise.timeMix();
        FleetRun.Side candidate = side(
                scenario.candidatePods(),
                program,
                change.candidateCosts(),
                change.slowdown(),
                noise,
                candidateTime,
                random);
        return new FleetRun(scenario, program, baseline, candidate);
    }

    private FleetRun.Side side(
            int pods,
            SimulatedProgram program,
            double[] costs,
            double slowdown,
            Noise noise,
            double[][] time,
            SplittableRandom random) {
        int[][][] counts = new int[pods][scenario.windows()][];
        double[][] requests = new double[pods][scenario.windows()];
        double request = slowdown * sum(costs);
        for (int pod = 0; pod < pods; pod++) {
            double[] podMix = noise.podMix();
            double[] podFunctions = noise.podFunctions();
            double podCost = request * Math.exp(POD_COST_SPREAD * random.nextGaussian());
            for (int window = 0; window < scenario.windows(); window++) {
                double[] mix = factors(noise.windowMix(), podMix, time[window]);
                double[] functions = factors(noise.windowFunctions(), podFunctions, new double[podFunctions.length]);
                double load = SAMPLES_PER_WINDOW * Math.exp(LOAD_SPREAD * random.nextGaussian());
                double samples = load * podCost * Math.exp(WINDOW_COST_SPREAD * random.nextGaussian());
                requests[pod][window] = load;
                counts[pod][window] = Multinomial.draw(
                        Math.max(SAMPLES_MIN, (int) samples), weights(program, costs, mix, functions), random);
            }
        }
        return new FleetRun.Side(counts, requests);
    }

    private static double[] factors(double[] window, double[] pod, double[] time) {
        double[] factors = new double[window.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = Math.exp(window[i] + pod[i] + time[i]);
        }
        return factors;
    }

    private static double[] weights(SimulatedProgram program, double[] costs, double[] mix, double[] functions) {
        double[] weights = new double[costs.length];
        for (int node = 1; node < weights.length; node++) {
            weights[node] = costs[node] * mix[program.entryOf(node)] * functions[program.function(node)];
        }
        return weights;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
