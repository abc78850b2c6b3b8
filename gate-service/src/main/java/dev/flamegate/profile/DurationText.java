package dev.flamegate.profile;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 7d}, or {@code 1h30m}. */
public final class DurationText {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private DurationText() {}

    /**
     * @throws IllegalArgumentException naming the text and the form that was expected
     */
    public static Duration parse(String text) {
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length() && part.find(at) && part.start() == at) {
            sum = sum.plus(length(Long.parseLong(part.group(1)), part.group(2)));
            at = part.end();
        }
        if (text.isEmpty() || at < text.length()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a length of time such as 500ms, 30s, 5m, 1h or 7d");
        }
        return sum;
    }

    /** The shortest text that {@link #parse} reads back; fractions of a millisecond are cut. */
    public static String write(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder();
        for (String unit : new String[] {"d", "h", "m", "s", "ms"}) {
            long size = length(1, unit).toMillis();
            if (millis >= size) {
                out.append(millis / size).append(unit);
                millis %= size;
            }
        }
        return out.toString();
    }

    private static Duration length(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
