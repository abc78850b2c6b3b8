package dev.flamegate.store;

import dev.flamegate.profile.DurationText;
import java.time.Duration;

/**
 * How long a store keeps what, and how large it may get. Details go first: a day loses its profiles, later its windows of 5 minutes, then
 * those of an hour, and at last its sum, and with it itself, however short the later times are. Days go as a whole, so that something is
 * kept for up to a day longer.
 *
 * @param profiles how long profiles are kept; {@link Duration#ZERO} for ever
 * @param fiveMinutes the same for windows of 5 minutes
 * @param hours the same for windows of an hour
 * @param days the same for windows of a day
 * @param bytesMax size on disk beyond which the oldest day goes early; 0 sets no limit
 */
public record Retention(Duration profiles, Duration fiveMinutes, Duration hours, Duration days, long bytesMax) {

    /** Nothing is ever dropped. */
    public static final Retention FOREVER =
            new Retention(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

    private static final Duration DAY = Duration.ofDays(1);

    public Retention {
        atLeastADay("profiles", profiles);
        atLeastADay("five_minutes", fiveMinutes);
        atLeastADay("hours", hours);
        atLeastADay("days", days);
        if (bytesMax < 0) {
            throw new IllegalArgumentException("bytes_max is " + bytesMax + ", must be 0 or more");
        }
    }

    /** A fortnight of profiles, five weeks by 5 minutes, thirteen months by hours, twice that by days, and at most 50 GiB. */
    public static Retention withDefaults() {
        return new Retention(
                Duration.ofDays(15), Duration.ofDays(35), Duration.ofDays(400), Duration.ofDays(800), 50L << 30);
    }

    private static void atLeastADay(String name, Duration kept) {
        if (!kept.isZero() && kept.compareTo(DAY) < 0) {
            throw new IllegalArgumentException(
                    name + " is " + DurationText.write(kept) + ", must be at least 1d, or 0s for ever");
        }
    }
}
