package dev.flamegate.bench;

import java.util.Locale;

/** Differences of shares as people read them. */
final class Points {
    private Points() {}

    /** {@code , +1.25 points}; the argument is a fraction of all samples. */
    static String grew(double share) {
        return String.format(Locale.ROOT, " +%.2f points", 100 * share);
    }
}
