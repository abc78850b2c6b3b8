package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.Labels;
import dev.flamegate.store.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which day loses what next, by age and then by size. */
final class DayRetention {
    /** What is asked about all the time is never dropped for its size: the store then grows, and says so. */
    private static final int DAYS_ALWAYS_KEPT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(DayRetention.class);

    private final RocksProfileStore profiles;
    private final Retention retention;
    private final Predicate<Labels> pinned;

    DayRetention(RocksProfileStore profiles, Retention retention, Predicate<Labels> pinned) {
        this.profiles = profiles;
        this.retention = retention;
        this.pinned = pinned;
    }

    /** @return how many times a day lost something */
    int apply(Instant now) {
        int today = (int) ChronoUnit.DAYS.between(Instant.EPOCH, now);
        return byAge(Detail.PROFILES, retention.profiles(), now)
                + byAge(Detail.FIVE_MINUTES, retention.fiveMinutes(), now)
                + byAge(Detail.HOURS, retention.hours(), now)
                + byAge(Detail.DAYS, retention.days(), now)
                + bySize(today - DAYS_ALWAYS_KEPT + 1);
    }

    /** A day is too old when its last moment is. */
    private int byAge(Detail detail, Duration kept, Instant now) {
        if (kept.isZero()) {
            return 0;
        }
        int firstKept = (int) ChronoUnit.DAYS.between(Instant.EPOCH, now.minus(kept));
        int days = 0;
        for (OptionalInt day = drop(detail, firstKept); day.isPresent(); day = drop(detail, firstKept)) {
            days++;
        }
        return days;
    }

    private int bySize(int firstKept) {
        long before = profiles.bytesOnDisk();
        if (retention.bytesMax() == 0 || before <= retention.bytesMax()) {
            return 0;
        }
        int days = 0;
        for (Detail detail : Detail.values()) {
            OptionalInt day = drop(detail, firstKept);
            while (day.isPresent()) {
                days++;
                if (profiles.bytesOnDisk() <= retention.bytesMax()) {
                    return days;
                }
                day = drop(detail, firstKept);
            }
        }
        LOG.warn(
                "the store has {} bytes, more than the {} that it may have, and nothing is left that may be dropped: "
                        + "the last {} days and what is pinned stay",
                profiles.bytesOnDisk(),
                retention.bytesMax(),
                DAYS_ALWAYS_KEPT);
        return days;
    }

    private OptionalInt drop(Detail detail, int beforeDay) {
        OptionalInt day = profiles.drop(detail, beforeDay, pinned);
        day.ifPresent(dropped -> LOG.info("dropped {} of {}", detail.family().inWords(), Keys.dayInWords(dropped)));
        return day;
    }
}
