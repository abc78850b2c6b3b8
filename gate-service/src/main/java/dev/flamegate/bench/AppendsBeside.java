package dev.flamegate.bench;

import dev.flamegate.profile.Profile;
import dev.flamegate.store.rocksdb.RocksStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/** Appends to a store one after the other, and how long each took, while something else is done to the store. */
final class AppendsBeside {
    /** Made before, since drawing samples takes longer than storing them. */
    private static final int ROUNDS = 100;

    private final List<Long> nanos = new ArrayList<>();
    private final CompletableFuture<Void> work;
    private volatile boolean enough;

    /** Begins, and returns when the first append is done. */
    AppendsBeside(RocksStore store, MadeFleet fleet, long firstRound) {
        List<List<Profile>> rounds = LongStream.range(firstRound, firstRound + ROUNDS)
                .mapToObj(fleet::round)
                .toList();
        append(store, rounds.get(0));
        work = CompletableFuture.runAsync(() -> {
            for (int round = 1; !enough; round++) {
                append(store, rounds.get(round % ROUNDS));
            }
        });
    }

    private void append(RocksStore store, List<Profile> profiles) {
        long start = System.nanoTime();
        store.profiles().append(profiles);
        nanos.add(System.nanoTime() - start);
    }

    /** Waits for the last. */
    void end() {
        enough = true;
        work.join();
    }

    int count() {
        return nanos.size();
    }

    /** Time that this part of them took no longer than. To be asked after the end. */
    double millis(double part) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1) / 1e6;
    }
}
