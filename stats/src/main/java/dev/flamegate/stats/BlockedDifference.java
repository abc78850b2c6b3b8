package dev.flamegate.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The difference of two groups whose replicates fall into blocks, least squares of y = block + group + noise.
 *
 * <p>Block b has n_0b and n_1b replicates and says d_b = mean_1b - mean_0b; with w_b = n_0b n_1b / (n_0b + n_1b) the
 * difference is u = sum w_b d_b / sum w_b, its variance s^2 / sum w_b, and s^2 the squares around each group's mean in each
 * block plus sum w_b (d_b - u)^2, over N - B - 1. One block gives Student's pooled t, one replicate of each group in every
 * block the paired t (Cochran and Cox 1957, Experimental Designs, chapter 4).
 */
final class BlockedDifference {
    private final double difference;
    private final double variance;
    private final double degreesOfFreedom;
    private final double weight;
    private final int blocks;

    private BlockedDifference(double[][] y, int[][] block, int blocks) {
        double[] weights = new double[blocks];
        double[] differences = new double[blocks];
        double squares = 0;
        double weighted = 0;
        for (int b = 0; b < blocks; b++) {
            double[] baseline = in(y[0], block[0], b);
            double[] candidate = in(y[1], block[1], b);
            squares += squares(baseline) + squares(candidate);
            if (baseline.length > 0 && candidate.length > 0) {
                weights[b] = (double) baseline.length * candidate.length / (baseline.length + candidate.length);
                differences[b] = PooledVariance.mean(candidate) - PooledVariance.mean(baseline);
                weighted += weights[b] * differences[b];
            }
        }
        this.blocks = blocks;
        this.weight = IntStream.range(0, blocks).mapToDouble(b -> weights[b]).sum();
        this.difference = weighted / weight;
        for (int b = 0; b < blocks; b++) {
            squares += weights[b] * (differences[b] - difference) * (differences[b] - difference);
        }
        this.degreesOfFreedom = y[0].length + y[1].length - blocks - 1;
        this.variance = squares / degreesOfFreedom;
    }

    /** All replicates in one block: Student's pooled t. */
    static BlockedDifference of(double[] baseline, double[] candidate) {
        return of(baseline, new int[baseline.length], candidate, new int[candidate.length]);
    }

    /**
     * @param baselineBlocks number of each replicate's block, from 0
     * @param candidateBlocks likewise; some block has replicates of both groups, and there are more replicates than blocks by two
     */
    static BlockedDifference of(double[] baseline, int[] baselineBlocks, double[] candidate, int[] candidateBlocks) {
        int[] numbers = IntStream.concat(IntStream.of(baselineBlocks), IntStream.of(candidateBlocks))
                .distinct()
                .sorted()
                .toArray();
        int[][] dense = {dense(baselineBlocks, numbers), dense(candidateBlocks, numbers)};
        return new BlockedDifference(new double[][] {baseline, candidate}, dense, numbers.length);
    }

    private static int[] dense(int[] blocks, int[] numbers) {
        return IntStream.of(blocks)
                .map(block -> Arrays.binarySearch(numbers, block))
                .toArray();
    }

    private static double[] in(double[] y, int[] block, int wanted) {
        return IntStream.range(0, y.length)
                .filter(i -> block[i] == wanted)
                .mapToDouble(i -> y[i])
                .toArray();
    }

    private static double squares(double[] values) {
        return values.length == 0 ? 0 : PooledVariance.sumOfSquares(values);
    }

    /** Candidate minus baseline. */
    double difference() {
        return difference;
    }

    /** Of one replicate within its block. */
    double variance() {
        return variance;
    }

    double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /** Variance of the difference when the variance of one replicate is 1. */
    double unscaled() {
        return 1 / weight;
    }

    int blocks() {
        return blocks;
    }
}
