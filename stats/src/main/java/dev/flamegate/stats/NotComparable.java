package dev.flamegate.stats;

/**
 * The data do not allow a comparison. Never to be read as a pass.
 *
 * @param reason what is missing, one sentence
 * @param needed what would make the sides comparable, one sentence
 */
public record NotComparable(String reason, String needed)
        implements Outcome, SlowdownOutcome, ScanOutcome, AnchorOutcome {}
