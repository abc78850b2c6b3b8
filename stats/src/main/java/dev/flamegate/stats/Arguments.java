package dev.flamegate.stats;

import java.util.Locale;

/**
 * Checks of arguments, with messages that name the value and the rule it broke. A check of every count in a table asks first and calls
 * {@link #broken} only then: boxing millions of numbers for messages that nobody reads cost a tenth of a comparison.
 */
final class Arguments {
    private Arguments() {}

    static void require(boolean holds, String rule, Object... values) {
        if (!holds) {
            throw broken(rule, values);
        }
    }

    static IllegalArgumentException broken(String rule, Object... values) {
        return new IllegalArgumentException(String.format(Locale.ROOT, rule, values));
    }

    /** Requires {@code low < value < high}, which no NaN satisfies. */
    static void requireBetween(String name, double value, double low, double high) {
        require(
                value > low && value < high,
                "%s must lie between %s and %s (exclusive), was %s",
                name,
                low,
                high,
                value);
    }

    /** Requires a finite value of at least {@code low}. */
    static void requireAtLeast(String name, double value, double low) {
        require(Double.isFinite(value) && value >= low, "%s must be finite and at least %s, was %s", name, low, value);
    }
}
