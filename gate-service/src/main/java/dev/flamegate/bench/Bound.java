package dev.flamegate.bench;

/**
 * What a figure has to keep to.
 *
 * @param limit in the figure's unit
 */
public record Bound(Side side, double limit) {

    /** Which way. */
    public enum Side {
        AT_MOST,
        AT_LEAST
    }

    static Bound atMost(double limit) {
        return new Bound(Side.AT_MOST, limit);
    }

    static Bound atLeast(double limit) {
        return new Bound(Side.AT_LEAST, limit);
    }

    boolean allows(double value) {
        return side == Side.AT_MOST ? value <= limit : value >= limit;
    }
}
