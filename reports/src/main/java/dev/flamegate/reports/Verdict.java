package dev.flamegate.reports;

/** The answer to "may this version go out?". */
public enum Verdict {
    /** Every regression of the must-detect size would have been seen, and none was. */
    PASS,
    /** At least one function grew significantly and materially. */
    FAIL,
    /** Neither could be said; the reasons say what was missing. */
    INCONCLUSIVE;

    /** Whether this stands in the way of more than the other: FAIL before INCONCLUSIVE before PASS. */
    public boolean isWorseThan(Verdict other) {
        return severity() > other.severity();
    }

    private int severity() {
        return switch (this) {
            case PASS -> 0;
            case INCONCLUSIVE -> 1;
            case FAIL -> 2;
        };
    }
}
