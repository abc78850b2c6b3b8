package dev.flamegate.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param experiment {@code P1}
 * @param data what it was measured on: scenario, and change if any
 * @param what the number's meaning
 * @param value in the unit; a rate is a fraction
 * @param rate of how many runs, null if it is no rate
 * @param bound what it has to keep to, null if nothing is asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Figure(
        String experiment,
        String data,
        String what,
        Unit unit,
        double value,
        @Nullable Rate rate,
        @Nullable Bound bound) {

    /** How a value is read. */
    public enum Unit {
        /** A fraction of the runs. */
        RATE,
        /** Over what an oracle reaches. */
        RATIO,
        /** A difference of two rates, both fractions. */
        RATE_DIFFERENCE,
        /** Of shares, a fraction: 0.01 is one percentage point. */
        POINTS,
        NUMBER,
        MILLISECONDS
    }

    /** Whether the bound is kept. */
    enum State {
        HOLDS,
        /** The bound is broken, but it is inside the interval: so many runs cannot tell. */
        UNDECIDED,
        BROKEN,
        UNBOUNDED
    }

    static Figure rate(String experiment, String data, String what, Rate rate, @Nullable Bound bound) {
        return new Figure(experiment, data, what, Unit.RATE, rate.value(), rate, bound);
    }

    /** How many of the runs are so. */
    static <T> Figure rate(
            String experiment,
            String data,
            String what,
            Collection<T> runs,
            Predicate<T> counted,
            @Nullable Bound bound) {
        int count = (int) runs.stream().filter(counted).count();
        return rate(experiment, data, what, new Rate(count, runs.size()), bound);
    }

    static Figure number(String experiment, String data, String what, Unit unit, double value, @Nullable Bound bound) {
        return new Figure(experiment, data, what, unit, value, null, bound);
    }

    State state() {
        if (bound == null) {
            return State.UNBOUNDED;
        }
        if (bound.allows(value)) {
            return State.HOLDS;
        }
        return rate != null && (bound.allows(rate.low()) || bound.allows(rate.high())) ? State.UNDECIDED : State.BROKEN;
    }
}
