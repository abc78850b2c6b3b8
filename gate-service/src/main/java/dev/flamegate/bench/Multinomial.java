package dev.flamegate.bench;

import java.util.SplittableRandom;

/** Draws counts. One pass over ordered uniforms, which are partial sums of exponential spacings over their total (Devroye 1986, V.3). */
final class Multinomial {
    private Multinomial() {}

    /**
     * @param weights not negative, not all zero, in any unit
     * @return as many counts, adding up to {@code samples}
     */
    static int[] draw(int samples, double[] weights, SplittableRandom random) {
        double[] ordered = new double[samples];
        double reached = 0;
        for (int i = 0; i < samples; i++) {
            reached -= Math.log(1 - random.nextDouble());
            ordered[i] = reached;
        }
        reached -= Math.log(1 - random.nextDouble());
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double scale = sum / reached;
        int[] counts = new int[weights.length];
        int category = 0;
        double upTo = weights[0];
        for (double uniform : ordered) {
            while (uniform * scale > upTo && category < weights.length - 1) {
                upTo += weights[++category];
            }
            counts[category]++;
        }
        return counts;
    }
}
