package dev.flamegate.gate;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Ids that ascend with time and cannot be guessed: 9 characters of milliseconds since 1970, then 9 random ones, in digits and lower-case
 * letters without those that look alike (Crockford's base 32). An id is taken from the clock, and never goes back within a process.
 */
final class GateIds {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_CHARS = 9;
    private static final int RANDOM_CHARS = 9;

    private final Clock clock;
    private final RandomGenerator random;
    private long lastMillis;

    GateIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized String next() {
        lastMillis = Math.max(clock.millis(), lastMillis + 1);
        char[] id = new char[TIME_CHARS + RANDOM_CHARS];
        long rest = lastMillis;
        for (int i = TIME_CHARS - 1; i >= 0; i--) {
            id[i] = ALPHABET.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        for (int i = TIME_CHARS; i < id.length; i++) {
            id[i] = ALPHABET.charAt(random.nextInt(32));
        }
        return new String(id);
    }
}
