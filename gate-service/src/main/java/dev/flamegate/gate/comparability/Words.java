package dev.flamegate.gate.comparability;

import java.util.Locale;

/** Numbers as checks show them. */
final class Words {
    private Words() {}

    /** At most two decimals. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }

    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f", 100 * fraction).replaceAll("\\.0$", "") + " %";
    }
}
