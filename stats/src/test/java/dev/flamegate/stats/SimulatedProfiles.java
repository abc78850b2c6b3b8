package dev.flamegate.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Profiles of two versions drawn over a {@link SimulatedTree}: counts per node for every pod and window.
 *
 * <p>All effects are multiplicative on the weights of the nodes: pod x entry point (mix of requests), pod x function
 * (hardware, compilation, garbage collection), window x entry point (time of day, autoregressive with 0.7, shared by all
 * pods that run at the same time), pod x window x entry point and pod x window x function. Given the weights, the samples
 * of a window are multinomial.
 */
final class SimulatedProfiles {
    private static final double SAMPLES_PER_WINDOW = 3000;
    private static final double LOAD_SPREAD = 0.2;
    private static final double POD_COST_SPREAD = 0.05;
    private static final double WINDOW_COST_SPREAD = 0.03;
    private static final double AUTOREGRESSION = 0.7;
    /** Excess variance of a 1 % function in one window, in units of its share: (phi - 1) / (3000 x 1 %). */
    private static final double EXCESS = 30;

    private final SimulatedTree tree;
    private final SimulatedScenario scenario;
    private final SplittableRandom random;
    private final double sigma;
    /** {@code windows[side][pod * scenario.windows() + window][node]}. */
    private final int[][][] windows = new int[2][][];

    private SimulatedProfiles(SimulatedTree tree, SimulatedScenario scenario, long seed) {
        this.tree = tree;
        this.scenario = scenario;
        this.random = new SplittableRandom(seed);
        this.sigma = Math.sqrt((scenario.phi() - 1) / EXCESS);
    }

    /** Two equal versions. */
    static SimulatedProfiles equal(SimulatedTree tree, SimulatedScenario scenario, long seed) {
        double[] unchanged = new double[tree.nodes];
        Arrays.fill(unchanged, 1);
        return changed(tree, scenario, seed, unchanged);
    }

    /** The candidate's node weights are those of the baseline times {@code factors}. */
    static SimulatedProfiles changed(SimulatedTree tree, SimulatedScenario scenario, long seed, double[] factors) {
        SimulatedProfiles profiles = new SimulatedProfiles(tree, scenario, seed);
        double[][] time = profiles.timeEffects();
        profiles.windows[0] = profiles.side(scenario.baselinePods(), tree.weight, time);
        double[] weights = tree.weight.clone();
        Arrays.setAll(weights, node -> weights[node] * factors[node]);
        double[][] candidateTime = scenario.concurrent() ? time : profiles.timeEffects();
        profiles.windows[1] = profiles.side(scenario.candidatePods(), weights, candidateTime);
        return profiles;
    }

    /** {@code [replicate][node]} with one replicate per pod. */
    double[][] pods(int side) {
        int perPod = scenario.windows();
        double[][] pods = new double[windows[side].length / perPod][tree.nodes];
        for (int i = 0; i < windows[side].length; i++) {
            double[] pod = pods[i / perPod];
            int[] window = windows[side][i];
            Arrays.setAll(pod, node -> pod[node] + window[node]);
        }
        return pods;
    }

    /** {@code [replicate][node]} with one replicate per pod and window: what must not be done. */
    double[][] minutes(int side) {
        return Arrays.stream(windows[side])
                .map(window -> Arrays.stream(window).asDoubleStream().toArray())
                .toArray(double[][]::new);
    }

    private int[][] side(int pods, double[] weights, double[][] time) {
        SimulatedScenario.Split split = scenario.split();
        double cost = Arrays.stream(weights).sum();
        int[][] drawn = new int[pods * scenario.windows()][];
        for (int pod = 0; pod < pods; pod++) {
            double[] podMix = effects(tree.entryPointSpread, split.podMix);
            double[] podFunction = effects(tree.functionSpread, split.podFunction);
            disturb(podMix, podFunction);
            double podCost = Math.exp(POD_COST_SPREAD * random.nextGaussian());
            for (int window = 0; window < scenario.windows(); window++) {
                double[] mix = effects(tree.entryPointSpread, split.windowMix);
                double[] function = effects(tree.functionSpread, split.windowFunction);
                add(mix, podMix);
                add(mix, time[window]);
                add(function, podFunction);
                double load = SAMPLES_PER_WINDOW * Math.exp(LOAD_SPREAD * random.nextGaussian());
                double samples = load * cost * podCost * Math.exp(WINDOW_COST_SPREAD * random.nextGaussian());
                drawn[pod * scenario.windows() + window] =
                        multinomial(Math.max(200, (int) samples), nodeWeights(weights, mix, function));
            }
        }
        return drawn;
    }

    private void disturb(double[] podMix, double[] podFunction) {
        if (scenario.mixShift() > 0 && random.nextDouble() < 0.3) {
            podMix[random.nextInt(podMix.length)] += scenario.mixShift() * random.nextGaussian();
        }
        if (scenario.outlierFactor() > 1 && random.nextDouble() < 0.08) {
            Arrays.setAll(
                    podFunction,
                    f -> podFunction[f] + (random.nextDouble() < 0.02 ? Math.log(scenario.outlierFactor()) : 0));
        }
    }

    private double[] nodeWeights(double[] weights, double[] mix, double[] function) {
        double[] mixFactor = Arrays.copyOf(Arrays.stream(mix).map(Math::exp).toArray(), tree.entryPoints + 1);
        mixFactor[tree.entryPoints] = mixFactor[0];
        double[] functionFactor = Arrays.stream(function).map(Math::exp).toArray();
        double[] result = new double[tree.nodes];
        Arrays.setAll(
                result, node -> weights[node] * mixFactor[tree.entryPoint[node]] * functionFactor[tree.function[node]]);
        return result;
    }

    private double[] effects(double[] spreads, double part) {
        double scale = sigma * Math.sqrt(part);
        double[] effects = new double[spreads.length];
        if (scale > 0) {
            Arrays.setAll(effects, i -> scale * spreads[i] * noise());
        }
        return effects;
    }

    private double noise() {
        double normal = random.nextGaussian();
        return scenario.heavyTails() ? normal / Math.sqrt(chiSquare(3, random)) : normal;
    }

    /** {@code [window][entryPoint]}. */
    private double[][] timeEffects() {
        double[][] effects = new double[scenario.windows()][tree.entryPoints];
        double scale = sigma * Math.sqrt(scenario.split().timeMix);
        for (int entry = 0; entry < tree.entryPoints; entry++) {
            double state = random.nextGaussian();
            for (int window = 0; window < effects.length; window++) {
                effects[window][entry] = scale * tree.entryPointSpread[entry] * state;
                state = AUTOREGRESSION * state + Math.sqrt(1 - AUTOREGRESSION * AUTOREGRESSION) * random.nextGaussian();
            }
        }
        return effects;
    }

    /** One pass over ordered uniforms, which are sums of exponential spacings over their total. */
    private int[] multinomial(int samples, double[] weights) {
        double[] spacings = new double[samples + 1];
        double total = 0;
        for (int i = 0; i <= samples; i++) {
            total -= Math.log(1 - random.nextDouble());
            spacings[i] = total;
        }
        double scale = Arrays.stream(weights).sum() / total;
        int[] counts = new int[weights.length];
        double reached = weights[0];
        int node = 0;
        for (int i = 0; i < samples; i++) {
            while (spacings[i] * scale > reached && node < weights.length - 1) {
                reached += weights[++node];
            }
            counts[node]++;
        }
        return counts;
    }

    private static void add(double[] sum, double[] other) {
        Arrays.setAll(sum, i -> sum[i] + other[i]);
    }

    static double chiSquare(int freedom, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < freedom; i++) {
            double normal = random.nextGaussian();
            sum += normal * normal;
        }
        return sum;
    }
}
