package dev.flamegate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;

/** How often a growth of some sizes was found: between them the probit of the power is a straight line. */
final class PowerCurve {
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private record Point(double size, Rate found) {}

    private final List<Point> points = new ArrayList<>();

    /** Sizes have to ascend. */
    void add(double size, Rate found) {
        if (!points.isEmpty() && points.get(points.size() - 1).size >= size) {
            throw new IllegalArgumentException("size " + size + " does not ascend");
        }
        points.add(new Point(size, found));
    }

    /** The size found with this probability; empty if it is outside the sizes that were tried. */
    OptionalDouble sizeFoundWith(double power) {
        double wanted = NORMAL.inverseCumulativeProbability(power);
        for (int i = 1; i < points.size(); i++) {
            double below = probit(points.get(i - 1).found);
            double above = probit(points.get(i).found);
            if (below <= wanted && wanted <= above && below < above) {
                double from = points.get(i - 1).size;
                double to = points.get(i).size;
                return OptionalDouble.of(from + (wanted - below) / (above - below) * (to - from));
            }
        }
        return OptionalDouble.empty();
    }

    /** Whether even the smallest size is found with this probability. */
    boolean beginsAbove(double power) {
        return !points.isEmpty() && points.get(0).found.value() > power;
    }

    double smallest() {
        return points.get(0).size;
    }

    double largest() {
        return points.get(points.size() - 1).size;
    }

    /** Never and always are taken for half a run off. */
    private static double probit(Rate rate) {
        double half = 0.5 / rate.runs();
        return NORMAL.inverseCumulativeProbability(Math.min(1 - half, Math.max(half, rate.value())));
    }
}
