package dev.flamegate.bench;

import dev.flamegate.profile.Profile;
import dev.flamegate.store.rocksdb.RocksStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes all profiles into a store, and rolls every hour up when it is over, as the service would. */
final class StoreFill {
    private static final int ROUNDS_PER_APPEND = 12;
    private static final int SAMPLED_EVERY = 997;

    private long appendNanos;
    private long rollUpNanos;
    private long longestRollUpNanos;
    private long gzippedBytes;
    private long gzipped;
    private long stacks;
    private final List<Profile> sample = new ArrayList<>();

    /** @param progress is told a line a day */
    static StoreFill of(RocksStore store, MadeFleet fleet, StoreScale scale, Consumer<String> progress) {
        StoreFill fill = new StoreFill();
        long rounds = MadeFleet.rounds(scale.days());
        List<Profile> waiting = new ArrayList<>();
        for (long round = 0; round < rounds; round++) {
            waiting.addAll(fleet.round(round));
            if ((round + 1) % ROUNDS_PER_APPEND == 0) {
                fill.append(store, waiting);
                waiting.clear();
            }
            if ((round + 1) % MadeFleet.rounds(1) == 0) {
                progress.accept("day " + (round + 1) / MadeFleet.rounds(1) + " of " + scale.days() + " is stored");
            }
            if ((round + 1) % (3600 / StoreScale.PERIOD_SECONDS) == 0) {
                fill.rollUp(store, MadeFleet.START_NANOS + (round + 1) * MadeFleet.PERIOD_NANOS);
            }
        }
        fill.rollUp(store, fleet.endNanos() + 3_600_000_000_000L);
        return fill;
    }

    private void append(RocksStore store, List<Profile> profiles) {
        for (Profile profile : profiles) {
            stacks += profile.stackCount();
            if (gzipped++ % SAMPLED_EVERY == 0) {
                sample.add(profile);
                gzippedBytes += GoProfileBytes.gzipped(profile).length;
            }
        }
        long start = System.nanoTime();
        store.profiles().append(profiles);
        appendNanos += System.nanoTime() - start;
    }

    private void rollUp(RocksStore store, long nowNanos) {
        int some;
        do {
            long start = System.nanoTime();
            some = store.rollUp(Instant.ofEpochSecond(0, nowNanos));
            long took = System.nanoTime() - start;
            rollUpNanos += took;
            longestRollUpNanos = Math.max(longestRollUpNanos, took);
        } while (some > 0);
    }

    double appendSeconds() {
        return appendNanos / 1e9;
    }

    double rollUpSeconds() {
        return rollUpNanos / 1e9;
    }

    double longestRollUpMillis() {
        return longestRollUpNanos / 1e6;
    }

    /** As pprof with gzip, mean of a sample. */
    double gzippedBytesPerProfile() {
        return (double) gzippedBytes / sample.size();
    }

    double stacksPerProfile() {
        return (double) stacks / gzipped;
    }

    /** One profile in a thousand. */
    List<Profile> sample() {
        return sample;
    }
}
