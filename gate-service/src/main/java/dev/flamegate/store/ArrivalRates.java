package dev.flamegate.store;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.RefusedProfileException.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bounds the profiles a second of each service with a token bucket (J. S. Turner, New directions in communications, 1986) that holds ten
 * seconds' worth: clients send in bursts.
 *
 * <p>Safe for use by many threads.
 */
final class ArrivalRates {
    private static final int BURST_SECONDS = 10;

    /** What is left, and when that was counted. */
    private record Bucket(double tokens, Instant at) {}

    private final int perSecondMax;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new HashMap<>();

    /**
     * @param perSecondMax 0 means that nobody counts
     */
    ArrivalRates(int perSecondMax, Clock clock) {
        this.perSecondMax = perSecondMax;
        this.clock = clock;
    }

    /**
     * @throws RefusedProfileException saying after how many seconds there is room
     */
    synchronized void take(List<Profile> profiles) {
        if (perSecondMax == 0 || profiles.isEmpty()) {
            return;
        }
        String service = profiles.get(0).labels().valueOrEmpty(Labels.SERVICE);
        Instant now = clock.instant();
        double full = (double) perSecondMax * BURST_SECONDS;
        Bucket before = buckets.getOrDefault(service, new Bucket(full, now));
        double seconds = Math.max(0, Duration.between(before.at(), now).toMillis() / 1000.0);
        double tokens = Math.min(full, before.tokens() + seconds * perSecondMax);
        double needed = Math.min(full, profiles.size());
        if (tokens < needed) {
            buckets.put(service, new Bucket(tokens, now));
            throw new RefusedProfileException(
                    Limit.RATE,
                    "service '" + service + "' sends more than " + perSecondMax + " profiles a second",
                    "profile fewer instances or less often, or raise limits.profiles_per_second_max",
                    (int) Math.max(1, Math.ceil((needed - tokens) / perSecondMax)));
        }
        buckets.put(service, new Bucket(tokens - profiles.size(), now));
    }
}
