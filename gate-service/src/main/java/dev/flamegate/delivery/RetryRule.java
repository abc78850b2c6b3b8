package dev.flamegate.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When to try again. A place that says when it will listen is believed; one that only says "too often" is left alone for a minute and
 * then longer and longer, as GitHub's best practices for its REST API ask; one that does not answer is asked after 1, 2, 4 ... 60 s, each
 * wait shortened by chance, so that many services do not come back at once.
 *
 * @param giveUpAfter how long a delivery is tried
 */
record RetryRule(Duration giveUpAfter, RandomGenerator random) {
    private static final int UNREACHABLE_SECONDS_MAX = 60;
    private static final int BUSY_SECONDS = 60;
    private static final int BUSY_SECONDS_MAX = 900;

    /** @param attempts that failed before this one */
    Instant next(DeliveryException failure, int attempts, Instant now) {
        if (failure.kind() == DeliveryException.Kind.BUSY) {
            return failure.until()
                    .map(until -> (until.isBefore(now) ? now : until).plus(jitter(Duration.ofSeconds(1))))
                    .orElseGet(() -> now.plusSeconds(doubled(BUSY_SECONDS, attempts, BUSY_SECONDS_MAX))
                            .plus(jitter(Duration.ofSeconds(5))));
        }
        Duration longest = Duration.ofSeconds(doubled(1, attempts, UNREACHABLE_SECONDS_MAX));
        return now.plus(longest.dividedBy(2)).plus(jitter(longest.dividedBy(2)));
    }

    boolean givesUp(Delivery delivery, Instant now) {
        return !now.isBefore(delivery.created().plus(giveUpAfter));
    }

    private static long doubled(long first, int times, long most) {
        return Math.min(most, first << Math.min(times, 20));
    }

    private Duration jitter(Duration most) {
        return Duration.ofMillis(random.nextLong(Math.max(1, most.toMillis())));
    }
}
