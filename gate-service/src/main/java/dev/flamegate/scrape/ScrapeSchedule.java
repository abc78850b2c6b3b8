package dev.flamegate.scrape;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * When a target is scraped: at its own place in every interval, which a hash of the target gives. So the scrapes of many targets are
 * spread over the interval, and one target keeps its place when the service restarts.
 */
final class ScrapeSchedule {
    private final long intervalNanos;
    private final long offsetNanos;

    ScrapeSchedule(Duration interval, String key) {
        this.intervalNanos = interval.toNanos();
        this.offsetNanos = Long.remainderUnsigned(hash(key), intervalNanos);
    }

    /** The first place at or after that time. */
    Instant firstFrom(Instant time) {
        long since = Math.floorMod(nanos(time) - offsetNanos, intervalNanos);
        return since == 0 ? time : time.plusNanos(intervalNanos - since);
    }

    /**
     * The place after {@code due}. One that passed while the scrape was under way is made up for at once; of several only the last, because
     * a slow target is not to be asked without a pause for ever.
     */
    Instant after(Instant due, Instant now) {
        Instant next = due.plusNanos(intervalNanos);
        if (!next.isBefore(now)) {
            return next;
        }
        long late = nanos(now) - nanos(next);
        return late < intervalNanos ? now : firstFrom(now);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    /** FNV-1a of 64 bits, and a last mix: G. Fowler, L. C. Noll, K.-P. Vo (1991); the mix is that of MurmurHash3, A. Appleby (2011). */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }
}
