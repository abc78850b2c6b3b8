package dev.flamegate.tests.github;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** The secondary limit of about 80 requests a minute that make content, and the primary one of 5000 requests an hour. */
final class FakeLimits {
    private static final int WRITES_PER_MINUTE = 80;
    private static final int REQUESTS_PER_HOUR = 5000;

    private final Deque<Instant> writes = new ArrayDeque<>();
    private final Deque<Instant> all = new ArrayDeque<>();

    synchronized Optional<FakeAnswer> check(FakeRequest request, Instant now) {
        all.add(now);
        forget(all, now.minus(Duration.ofHours(1)));
        forget(writes, now.minus(Duration.ofMinutes(1)));
        if (all.size() > REQUESTS_PER_HOUR) {
            long reset = all.getFirst().plus(Duration.ofHours(1)).getEpochSecond();
            return Optional.of(new FakeAnswer(
                    403,
                    Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(reset)),
                    Map.of("message", "API rate limit exceeded")));
        }
        if (request.writes()) {
            writes.add(now);
        }
        return writes.size() > WRITES_PER_MINUTE
                ? Optional.of(FakeAnswer.refused(403, "You have exceeded a secondary rate limit"))
                : Optional.empty();
    }

    private static void forget(Deque<Instant> times, Instant before) {
        while (!times.isEmpty() && times.getFirst().isBefore(before)) {
            times.removeFirst();
        }
    }
}
