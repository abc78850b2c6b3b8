package dev.flamegate.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points in time as Pyroscope's clients write them: a date ({@code 20261121}); Unix time in seconds, milliseconds (13 digits),
 * microseconds (16) or nanoseconds (19); {@code now}, or {@code now-1h30m}; and as RFC 3339 has it ({@code 2026-11-21T12:00:00Z}).
 */
final class TimeText {
    private static final long SECOND = 1_000_000_000L;
    private static final Pattern RELATIVE = Pattern.compile("now(?:([+-])((?:\\d{1,6}[A-Za-z]+)+))?");
    private static final Pattern PART = Pattern.compile("(\\d{1,6})([A-Za-z]+)");

    private final Clock clock;

    TimeText(Clock clock) {
        this.clock = clock;
    }

    /** Unix nanoseconds; empty if the text is none of the forms. */
    Optional<Long> nanos(String text) {
        if (text.indexOf('T') > 0) {
            return instant(text.strip());
        }
        String dense = text.replaceAll("[ _,]", "");
        if (dense.matches("\\d{1,19}")) {
            return digits(dense);
        }
        Matcher relative = RELATIVE.matcher(dense);
        if (!relative.matches()) {
            return Optional.empty();
        }
        if (relative.group(1) == null) {
            return Optional.of(now());
        }
        long sign = relative.group(1).equals("-") ? -1 : 1;
        return offset(relative.group(2)).map(length -> now() + sign * length);
    }

    Instant instant() {
        return clock.instant();
    }

    long now() {
        Instant now = instant();
        return now.getEpochSecond() * SECOND + now.getNano();
    }

    private static Optional<Long> instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return Optional.of(Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano()));
        } catch (DateTimeException | ArithmeticException noSuchTime) {
            return Optional.empty();
        }
    }

    private static Optional<Long> digits(String digits) {
        try {
            if (digits.length() == 8) {
                Optional<Long> date = date(digits);
                if (date.isPresent()) {
                    return date;
                }
            }
            long value = Long.parseLong(digits);
            return Optional.of(
                    switch (digits.length()) {
                        case 13 -> Math.multiplyExact(value, 1_000_000L);
                        case 16 -> Math.multiplyExact(value, 1_000L);
                        case 19 -> value;
                        default -> Math.multiplyExact(value, SECOND);
                    });
        } catch (NumberFormatException | ArithmeticException beyondTheYear2262) {
            return Optional.empty();
        }
    }

    private static Optional<Long> date(String digits) {
        try {
            LocalDate date = LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE);
            return Optional.of(date.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * SECOND);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Optional<Long> offset(String parts) {
        long sum = 0;
        Matcher part = PART.matcher(parts);
        while (part.find()) {
            Optional<Duration> unit = unit(part.group(2));
            if (unit.isEmpty()) {
                return Optional.empty();
            }
            sum += Long.parseLong(part.group(1)) * unit.get().toNanos();
        }
        return Optional.of(sum);
    }

    /** By prefix, as Graphite does it. */
    private static Optional<Duration> unit(String name) {
        if (name.startsWith("M") || name.startsWith("mon")) {
            return Optional.of(Duration.ofDays(30));
        }
        return switch (name.charAt(0)) {
            case 's' -> Optional.of(Duration.ofSeconds(1));
            case 'm' -> Optional.of(Duration.ofMinutes(1));
            case 'h' -> Optional.of(Duration.ofHours(1));
            case 'd' -> Optional.of(Duration.ofDays(1));
            case 'w' -> Optional.of(Duration.ofDays(7));
            case 'y' -> Optional.of(Duration.ofDays(365));
            default -> Optional.empty();
        };
    }
}
