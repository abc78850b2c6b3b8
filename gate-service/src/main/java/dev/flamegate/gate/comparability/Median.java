package dev.flamegate.gate.comparability;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The middle of some numbers, which one odd pod does not move. */
final class Median {
    private Median() {}

    /** Empty for none; the mean of the middle two of an even number. */
    static OptionalDouble of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
