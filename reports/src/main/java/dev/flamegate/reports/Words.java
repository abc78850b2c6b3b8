package dev.flamegate.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Numbers in words, the same on every surface. Rounding is of the exact binary value, half away from zero, which is what the page's
 * own script does, so that a tooltip and a table never differ in the last digit.
 */
public final class Words {
    private static final int UNIT_CHARS_MAX = 40;
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final String[] NANOSECONDS = {"ns", "µs", "ms", "s"};

    private Words() {}

    /** A share of the whole: 0.094 is "9.4 %". */
    public static String percent(double share) {
        double percent = share * 100;
        if (percent == 0) {
            return "0 %";
        }
        return Math.abs(percent) < 0.005 ? "< 0.01 %" : digits(percent) + " %";
    }

    /** Percentage points with their sign: "+7.5". */
    public static String signed(double points) {
        String digits = digits(Math.abs(points));
        boolean zero = digits.chars().allMatch(c -> c == '0' || c == '.');
        return (zero ? "±" : points < 0 ? "−" : "+") + digits;
    }

    public static String signedPoints(double points) {
        return signed(points) + " points";
    }

    /** A size in percentage points, without a sign: 0.01 is "1.0 points". */
    static String points(double fraction) {
        return digits(fraction * 100) + " points";
    }

    /** The two-sided interval of a change: "+6.8 to +8.2". */
    static String interval(Evidence evidence) {
        return signed(evidence.intervalLow() * 100) + " to " + signed(evidence.intervalHigh() * 100);
    }

    static String probability(double p) {
        return p < 0.001 ? "< 0.001" : fixed(p, 3);
    }

    /** A dash where a report is too old to know it. */
    static String probability(OptionalDouble p) {
        return p.isPresent() ? probability(p.getAsDouble()) : "–";
    }

    public static String count(double count) {
        return String.format(Locale.ROOT, "%,d", Math.round(count));
    }

    public static String number(double value, int digits) {
        return fixed(value, digits);
    }

    public static String counted(int count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A total in its unit, scaled so that it can be read: "1.9 h", "4.2 GiB". */
    static String quantity(double total, String unit) {
        return switch (unit) {
            case "nanoseconds" -> seconds(total / 1e9);
            case "microseconds" -> seconds(total / 1e6);
            case "milliseconds" -> seconds(total / 1e3);
            case "seconds" -> seconds(total);
            case "bytes" -> bytes(total);
            default -> (count(total) + " " + Plain.line(unit, UNIT_CHARS_MAX)).strip();
        };
    }

    /** What one request costs, to three digits: "764 µs", "1.42 KiB". */
    public static String each(double cost, String unit) {
        return switch (unit) {
            case "nanoseconds" -> scaled(cost, 1000, NANOSECONDS);
            case "microseconds" -> scaled(cost * 1e3, 1000, NANOSECONDS);
            case "milliseconds" -> scaled(cost * 1e6, 1000, NANOSECONDS);
            case "seconds" -> scaled(cost * 1e9, 1000, NANOSECONDS);
            case "bytes" -> scaled(cost, 1024, BYTES);
            case "count" -> three(cost);
            default -> (three(cost) + " " + Plain.line(unit, UNIT_CHARS_MAX)).strip();
        };
    }

    private static String scaled(double value, int step, String[] units) {
        int unit = 0;
        double rest = value;
        while (rest >= step && unit < units.length - 1) {
            rest /= step;
            unit++;
        }
        return three(rest) + " " + units[unit];
    }

    private static String three(double value) {
        return fixed(value, value >= 100 || value == 0 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4);
    }

    /** A growth in per cent with its sign: 0.152 is "+15.2 %". */
    public static String growth(double fraction) {
        return signed(fraction * 100) + " %";
    }

    /** The two-sided interval of a growth: "+13.1 to +17.4 %". */
    static String interval(RequestCost cost) {
        return signed(cost.intervalLow() * 100) + " to " + growth(cost.intervalHigh());
    }

    /** To the minute, UTC. */
    static String time(long unixNanos) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(unixNanos, 1_000_000_000L));
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).format(instant.atOffset(ZoneOffset.UTC));
    }

    /** What the profile counts, in a word or two that fit after "9.4 % of". */
    public static String cost(String profileType) {
        String[] parts = profileType.split(":", -1);
        String sample = parts.length > 1 ? parts[1] : parts[0];
        return switch (sample) {
            case "cpu" -> "CPU";
            case "alloc_space" -> "allocated bytes";
            default -> Plain.line(sample.isBlank() ? profileType : sample.replace('_', ' '), UNIT_CHARS_MAX);
        };
    }

    private static String seconds(double seconds) {
        if (seconds >= 3600) {
            return fixed(seconds / 3600, 1) + " h";
        }
        if (seconds >= 60) {
            return fixed(seconds / 60, 1) + " min";
        }
        return seconds >= 1 || seconds == 0 ? fixed(seconds, 1) + " s" : fixed(seconds * 1000, 1) + " ms";
    }

    private static String bytes(double bytes) {
        int unit = 0;
        double scaled = bytes;
        while (scaled >= 1024 && unit < BYTES.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return fixed(scaled, unit == 0 ? 0 : 1) + " " + BYTES[unit];
    }

    private static String digits(double value) {
        return fixed(value, Math.abs(value) < 0.1 && value != 0 ? 2 : 1);
    }

    private static String fixed(double value, int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }
}
