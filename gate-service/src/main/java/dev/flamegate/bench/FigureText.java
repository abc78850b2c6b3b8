package dev.flamegate.bench;

import java.util.Locale;

/** Numbers as the documents write them. */
final class FigureText {
    private FigureText() {}

    static String value(Figure figure) {
        return value(figure.unit(), figure.value());
    }

    static String value(Figure.Unit unit, double value) {
        return switch (unit) {
            case RATE -> percent(value);
            case RATIO -> text("%.2f", value);
            case RATE_DIFFERENCE -> text("%.0f points", 100 * value);
            case POINTS -> text("%.2f points", 100 * value);
            case NUMBER -> value == Math.rint(value) ? text("%.0f", value) : text("%.2f", value);
            case MILLISECONDS -> text("%.0f ms", value);
        };
    }

    /** {@code 0.8 %}, {@code 92 %}: two digits are enough for either end. */
    static String percent(double rate) {
        double percent = 100 * rate;
        return text(percent == Math.rint(percent) || (percent >= 10 && percent <= 90) ? "%.0f %%" : "%.1f %%", percent);
    }

    static String interval(Rate rate) {
        return percent(rate.low()) + " to " + percent(rate.high());
    }

    static String bound(Figure.Unit unit, Bound bound) {
        return (bound.side() == Bound.Side.AT_MOST ? "at most " : "at least ") + value(unit, bound.limit());
    }

    static String state(Figure.State state) {
        return switch (state) {
            case HOLDS -> "holds";
            case UNDECIDED -> "does not hold; the interval has the bound";
            case BROKEN -> "**does not hold**";
            case UNBOUNDED -> "";
        };
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
