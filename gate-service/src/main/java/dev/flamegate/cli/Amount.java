package dev.flamegate.cli;

import java.util.Locale;

/** Numbers as {@code go tool pprof} prints them: times and sizes in the largest unit that fits, percentages with three digits. */
final class Amount {
    private static final String[] TIME_UNITS = {"ns", "us", "ms", "s", "mins", "hrs"};
    private static final long[] TIME_SIZES = {1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000L, 3_600_000_000_000L};
    private static final String[] SIZE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final long[] SIZE_SIZES = {1, 1L << 10, 1L << 20, 1L << 30, 1L << 40, 1L << 50};

    private Amount() {}

    /**
     * @param unit of the sample type: {@code nanoseconds}, {@code bytes}, {@code count}
     */
    static String of(long value, String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "nanoseconds", "nanosecond", "ns" -> scaled(value, 1, TIME_UNITS, TIME_SIZES);
            case "microseconds", "microsecond", "us" -> scaled(value, 1_000, TIME_UNITS, TIME_SIZES);
            case "milliseconds", "millisecond", "ms" -> scaled(value, 1_000_000, TIME_UNITS, TIME_SIZES);
            case "seconds", "second", "s" -> scaled(value, 1_000_000_000, TIME_UNITS, TIME_SIZES);
            case "bytes", "byte", "b" -> scaled(value, 1, SIZE_UNITS, SIZE_SIZES);
            default -> Long.toString(value);
        };
    }

    /** {@code part} of {@code whole} in percent; {@code -} if there is no whole. */
    static String percent(long part, long whole) {
        if (whole == 0) {
            return "-";
        }
        double percent = 100.0 * part / whole;
        double size = Math.abs(percent);
        if (size == 0) {
            return "0%";
        }
        if (size >= 99.95 && size <= 100.05) {
            return (percent < 0 ? "-" : "") + "100%";
        }
        return String.format(Locale.ROOT, size >= 1 ? "%.2f%%" : "%.2g%%", percent);
    }

    private static String scaled(long value, long smallest, String[] units, long[] sizes) {
        double amount = (double) value * smallest;
        if (amount == 0) {
            return "0";
        }
        int i = 0;
        while (i + 1 < sizes.length && Math.abs(amount) >= sizes[i + 1]) {
            i++;
        }
        String digits = String.format(Locale.ROOT, "%.2f", amount / sizes[i]);
        return (digits.endsWith(".00") ? digits.substring(0, digits.length() - 3) : digits) + units[i];
    }
}
