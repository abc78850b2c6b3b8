package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.Profile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * A process to be killed: appends, often into hours that are rolled up already, rolls up all the time, and prints the seeds of what it
 * appended.
 */
final class RollUpUntilKilled {
    static final long SPAN_NANOS = 12 * 3600 * Samples.SECOND;

    private RollUpUntilKilled() {}

    /**
     * @param arguments folder, and the first seed
     */
    public static void main(String[] arguments) {
        RocksStore store = RocksStore.open(Path.of(arguments[0]));
        new Thread(() -> rollUp(store)).start();
        for (long seed = Long.parseLong(arguments[1]); ; seed++) {
            store.profiles().append(List.of(profile(seed)));
            System.out.print(seed + "\n");
            System.out.flush();
        }
    }

    private static void rollUp(RocksStore store) {
        Instant now = Instant.ofEpochSecond(0, Samples.NOON + 2 * SPAN_NANOS);
        while (true) {
            if (store.rollUp(now) == 0) {
                Thread.yield();
            }
        }
    }

    static Profile profile(long seed) {
        Random random = new Random(seed);
        long start = Samples.NOON + random.nextInt((int) (SPAN_NANOS / Samples.SECOND)) * Samples.SECOND;
        return Samples.random(random, "shop", "pod" + random.nextInt(2), start, 30);
    }
}
