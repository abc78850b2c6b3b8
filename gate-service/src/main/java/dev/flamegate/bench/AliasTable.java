package dev.flamegate.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws positions in proportion to weights, in constant time (M. D. Vose, A linear algorithm for generating random numbers, 1991). */
final class AliasTable {
    private final double[] keep;
    private final int[] alias;

    /** @param weights none negative, some positive */
    AliasTable(double[] weights) {
        int size = weights.length;
        keep = new double[size];
        alias = new int[size];
        double sum = Arrays.stream(weights).sum();
        int[] small = new int[size];
        int[] large = new int[size];
        int smallCount = 0;
        int largeCount = 0;
        for (int i = 0; i < size; i++) {
            keep[i] = weights[i] * size / sum;
            alias[i] = i;
            if (keep[i] < 1) {
                small[smallCount++] = i;
            } else {
                large[largeCount++] = i;
            }
        }
        while (smallCount > 0 && largeCount > 0) {
            int little = small[--smallCount];
            int much = large[largeCount - 1];
            alias[little] = much;
            keep[much] -= 1 - keep[little];
            if (keep[much] < 1) {
                largeCount--;
                small[smallCount++] = much;
            }
        }
    }

    int draw(SplittableRandom random) {
        int at = random.nextInt(keep.length);
        return random.nextDouble() < keep[at] ? at : alias[at];
    }
}
