package dev.flamegate.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What nobody can be: a z test of plain shares of pods that knows the true standard deviation of every row, and the exact critical
 * value of the largest z of all rows, from simulated equal versions. Power is measured against it.
 */
final class Oracle {
    private static final double ALPHA = 0.01;
    private static final double ROW_SHARE_MIN = 0.0015;
    private static final double ROW_SHARE_MAX = 0.999;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private final SimulatedProgram program;
    private final double[] deviations;
    private final double critical;

    private Oracle(SimulatedProgram program, double[] deviations, double critical) {
        this.program = program;
        this.deviations = deviations;
        this.critical = critical;
    }

    static Oracle of(SimulatedProgram program, FleetScenario scenario, Laboratory laboratory, int runs) {
        SimulatedFleet fleet = new SimulatedFleet(scenario);
        PlantedChange none = PlantedChange.none(program);
        List<double[]> differences = laboratory.runs(
                "oracle " + scenario.text(), runs, random -> differences(program, fleet.run(none, random)));
        return of(program, differences);
    }

    /** @param differences of one run each: self rows of all functions, then total rows */
    static Oracle of(SimulatedProgram program, List<double[]> differences) {
        int[] rows = rows(program);
        double[] deviations = new double[2 * program.functionCount()];
        for (int row : rows) {
            double[] values = differences.stream().mapToDouble(run -> run[row]).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow();
            deviations[row] = Math.sqrt(variance);
        }
        double[] largest = differences.stream()
                .mapToDouble(run -> IntStream.of(rows)
                        .filter(row -> deviations[row] > 0)
                        .mapToDouble(row -> run[row] / deviations[row])
                        .max()
                        .orElseThrow())
                .sorted()
                .toArray();
        return new Oracle(program, deviations, quantile(largest, 1 - ALPHA));
    }

    private static int[] rows(SimulatedProgram program) {
        double[] shares = both(program.selfShares(), program.totalShares());
        return IntStream.range(0, shares.length)
                .filter(row -> shares[row] >= ROW_SHARE_MIN && shares[row] < ROW_SHARE_MAX)
                .toArray();
    }

    /** Linear between order statistics, as numpy's default. */
    static double quantile(double[] sorted, double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static double[] differences(SimulatedProgram program, FleetRun run) {
        double[] before = meanShares(program, run.baseline().pods());
        double[] after = meanShares(program, run.candidate().pods());
        Arrays.setAll(after, row -> after[row] - before[row]);
        return after;
    }

    private static double[] meanShares(SimulatedProgram program, double[][] pods) {
        double[] means = new double[2 * program.functionCount()];
        for (double[] pod : pods) {
            double weight = 1 / (pods.length * Arrays.stream(pod).sum());
            double[] shares = both(program.self(pod), program.total(pod));
            Arrays.setAll(means, row -> means[row] + weight * shares[row]);
        }
        return means;
    }

    private static double[] both(double[] self, double[] total) {
        double[] both = Arrays.copyOf(self, self.length + total.length);
        System.arraycopy(total, 0, both, self.length, total.length);
        return both;
    }

    private int row(Target target) {
        return target.measure().ordinal() * program.functionCount() + target.function();
    }

    /** The size found with this probability, in standard deviations of any row. */
    double sizeFoundWith(double power) {
        return critical + NORMAL.inverseCumulativeProbability(power);
    }

    /** The same in shares of the target: a fraction of all samples. */
    double growth(double size, Target target) {
        return size * deviations[row(target)];
    }

    /** Whether it finds the target in a run. */
    boolean finds(Target target, FleetRun run) {
        int row = row(target);
        return differences(program, run)[row] / deviations[row] > critical;
    }

    double critical() {
        return critical;
    }
}
