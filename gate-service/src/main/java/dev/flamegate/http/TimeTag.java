package dev.flamegate.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times on pages: UTC as they are sent, in the reader's zone once {@value #SCRIPT} has run, with UTC in the title. */
final class TimeTag {
    static final String SCRIPT = "/week.mjs";

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private TimeTag() {}

    static String of(long nanos) {
        return of(Instant.ofEpochSecond(0, nanos));
    }

    static String of(Instant time) {
        String words = words(time);
        return "<time datetime=\"" + time.truncatedTo(ChronoUnit.SECONDS) + "\" title=\"" + words + "\">" + words
                + "</time>";
    }

    static String words(long nanos) {
        return words(Instant.ofEpochSecond(0, nanos));
    }

    private static String words(Instant time) {
        return MINUTE.format(time.atOffset(ZoneOffset.UTC));
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
