package dev.flamegate.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Unix nanoseconds as pages say them. */
final class TimeTag {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private TimeTag() {}

    /** HTML, which a script turns into the reader's time. */
    static String of(long nanos) {
        return Pages.time(Instant.ofEpochSecond(0, nanos));
    }

    /** For titles, which stay as they are. */
    static String words(long nanos) {
        return MINUTE.format(Instant.ofEpochSecond(0, nanos).atOffset(ZoneOffset.UTC));
    }

    /** How long ago, to one unit: "3 min ago". */
    static String age(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        if (age.isNegative() || age.toSeconds() < 60) {
            return "just now";
        }
        if (age.toMinutes() < 60) {
            return age.toMinutes() + " min ago";
        }
        return age.toHours() < 48 ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }
}
