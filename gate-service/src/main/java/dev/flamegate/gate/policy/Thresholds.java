package dev.flamegate.gate.policy;

/**
 * From where on a growth counts.
 *
 * @param threshold the smallest growth that fails
 * @param mustDetect PASS says that there is no growth of this size
 */
public record Thresholds(Sizes threshold, Sizes mustDetect) {
    public static final Thresholds UNSAID = new Thresholds(Sizes.UNSAID, Sizes.UNSAID);

    /** These, and where they say nothing the others. */
    Thresholds over(Thresholds others) {
        return new Thresholds(threshold.over(others.threshold), mustDetect.over(others.mustDetect));
    }
}
