package dev.flamegate.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * The random effects of one scenario, all on log weights: pod x entry point (mix of requests), pod x function (hardware, compilation,
 * collection of garbage), window x entry point (time of day), pod x window x entry point, pod x window x function.
 */
final class Noise {
    private static final double AUTOREGRESSION = 0.7;
    private static final double MIX_SHIFT_PODS = 0.3;
    private static final double OUTLIER_PODS = 0.08;
    private static final double OUTLIER_FUNCTIONS = 0.02;

    /** Excess variance of a 1 % function in a window of 3,000 samples, in units of its share: (phi - 1) / (3000 x 1 %). */
    private static final double EXCESS = 30;

    private final SimulatedProgram program;
    private final FleetScenario scenario;
    private final SplittableRandom random;
    private final double sigma;

    Noise(SimulatedProgram program, FleetScenario scenario, SplittableRandom random) {
        this.program = program;
        this.scenario = scenario;
        this.random = random;
        this.sigma = Math.sqrt((scenario.phi() - 1) / EXCESS);
    }

    /** {@code [window][entryPoint]}: an AR(1) path, normal whatever the scenario's tails. */
    double[][] timeMix() {
        double[][] mix = new double[scenario.windows()][program.entryPoints()];
        double scale = sigma * Math.sqrt(scenario.split().timeMix);
        for (int entry = 0; entry < program.entryPoints(); entry++) {
            double state = random.nextGaussian();
            for (double[] window : mix) {
                window[entry] = scale * program.entrySpread(entry) * state;
                state = AUTOREGRESSION * state + Math.sqrt(1 - AUTOREGRESSION * AUTOREGRESSION) * random.nextGaussian();
            }
        }
        return mix;
    }

    /** By entry point. */
    double[] podMix() {
        double[] mix = effects(program.entryPoints(), program::entrySpread, scenario.split().podMix);
        if (scenario.mixShift() > 0 && random.nextDouble() < MIX_SHIFT_PODS) {
            mix[random.nextInt(mix.length)] += scenario.mixShift() * random.nextGaussian();
        }
        return mix;
    }

    /** By function. */
    double[] podFunctions() {
        double[] functions = effects(program.functionCount(), program::functionSpread, scenario.split().podFunction);
        if (scenario.outlierFactor() > 1 && random.nextDouble() < OUTLIER_PODS) {
            double hotter = Math.log(scenario.outlierFactor());
            Arrays.setAll(functions, f -> functions[f] + (random.nextDouble() < OUTLIER_FUNCTIONS ? hotter : 0));
        }
        return functions;
    }

    /** By entry point. */
    double[] windowMix() {
        return effects(program.entryPoints(), program::entrySpread, scenario.split().windowMix);
    }

    /** By function. */
    double[] windowFunctions() {
        return effects(program.functionCount(), program::functionSpread, scenario.split().windowFunction);
    }

    private double[] effects(int count, IntToDoubleFunction spread, double part) {
        double scale = sigma * Math.sqrt(part);
        double[] effects = new double[count];
        if (scale > 0) {
            Arrays.setAll(effects, i -> scale * spread.applyAsDouble(i) * draw());
        }
        return effects;
    }

    /** Variance 1; the t3 is scaled to it. */
    private double draw() {
        double normal = random.nextGaussian();
        return scenario.heavyTails() ? normal / Math.sqrt(chiSquare(3, random)) : normal;
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
