package dev.flamegate.reports;

/** The answer to "may this version go out?". */
public enum Verdict {
    /** Every regression of the must-detect size would have been seen, and none was. */
    PASS,
    /** At least one function grew significantly and materially. */
    FAIL,
    /** Neither could be said; the reasons say what was missing. */
    INCONCLUSIVE
}
