package dev.flamegate.gate.policy;

import org.jspecify.annotations.Nullable;

/**
 * Sizes of a growth, as far as somebody said them.
 *
 * @param points percentage points of all samples, above 0 and below 100; null if not said
 * @param percent per cent of the function's own baseline share, 0 to 1000; null if not said
 * @param requestCost per cent of the cost of a request, above 0 and at most 1000; null if not said
 */
public record Sizes(
        @Nullable Double points,
        @Nullable Double percent,
        @Nullable Double requestCost) {

    static final Sizes UNSAID = new Sizes(null, null, null);

    /** These, and where they say nothing the others. */
    Sizes over(Sizes others) {
        return new Sizes(
                points == null ? others.points : points,
                percent == null ? others.percent : percent,
                requestCost == null ? others.requestCost : requestCost);
    }
}
