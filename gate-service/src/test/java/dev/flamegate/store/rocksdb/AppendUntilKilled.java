package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A process to be killed: appends from several threads and prints the pod and start of every acknowledged profile. */
final class AppendUntilKilled {
    private static final int THREADS = 4;

    private AppendUntilKilled() {}

    /**
     * @param arguments folder, and a number that no process before this one had
     */
    public static void main(String[] arguments) {
        RocksStore store = RocksStore.open(Path.of(arguments[0]));
        int round = Integer.parseInt(arguments[1]);
        for (int thread = 0; thread < THREADS; thread++) {
            String pod = "pod" + thread;
            int seed = round * THREADS + thread;
            new Thread(() -> append(store, pod, seed, round)).start();
        }
    }

    private static void append(RocksStore store, String pod, int seed, int round) {
        Random random = new Random(seed);
        for (long i = 0; ; i++) {
            long start = Samples.NOON + (round * 1_000_000L + i) * Samples.SECOND;
            Profile profile = Samples.random(random, "shop", pod, start);
            store.profiles().append(List.of(profile));
            String line = pod + " " + start + " " + Samples.stacks(profile, 1).hashCode() + "\n";
            synchronized (AppendUntilKilled.class) {
                System.out.print(line);
                System.out.flush();
            }
        }
    }
}
