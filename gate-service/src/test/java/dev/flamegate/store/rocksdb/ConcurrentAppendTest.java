package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.NOON;
import static dev.flamegate.store.rocksdb.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentAppendTest {
    private static final int WRITERS = 6;
    private static final int APPENDS = 25;

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<Profile> written = new ConcurrentLinkedQueue<>();
    private final AtomicInteger syncs = new AtomicInteger();

    @Test
    void readersSeeWholeProfilesAndTheirOwnWritesWhileOthersWrite() throws Exception {
        try (RocksStore store = RocksStore.open(folder, RocksSettings.DEFAULT, real -> batch -> {
            syncs.incrementAndGet();
            real.write(batch);
        })) {
            run(store);
            assertAllAreThere(store);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertAllAreThere(store);
        }
        assertThat(syncs.get()).as("appends that waited share a sync").isLessThan(WRITERS * APPENDS);
    }

    private void run(RocksStore store) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                futures.add(threads.submit(() -> write(store, number)));
            }
            for (int reader = 0; reader < 2; reader++) {
                futures.add(threads.submit(() -> read(store)));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(RocksStore store, int number) {
        Random random = new Random(number);
        String pod = "pod" + number;
        for (int i = 0; i < APPENDS; i++) {
            Profile profile = Samples.random(random, "shop", pod, NOON + i * SECOND);
            store.profiles().append(List.of(profile));
            written.add(profile);
            StoredSeries mine =
                    store.profiles().series(LabelSelector.equal("pod", pod)).get(0);
            assertThat(mine.profileCount()).isEqualTo(i + 1);
        }
    }

    private static void read(RocksStore store) {
        int seen = 0;
        while (seen < WRITERS * APPENDS / 2) {
            Selected selected = Samples.all(store.profiles(), "shop");
            assertThat(selected.profiles()).hasSizeGreaterThanOrEqualTo(seen);
            selected.profiles().stream().skip(seen).forEach(p -> Samples.stacks(selected.tree(), p.vector()));
            seen = selected.profiles().size();
        }
    }

    private void assertAllAreThere(RocksStore store) {
        List<Map<String, Long>> expected =
                written.stream().map(profile -> Samples.stacks(profile, 1)).toList();
        assertThat(Samples.stacks(Samples.all(store.profiles(), "shop"))).containsExactlyInAnyOrderElementsOf(expected);
    }
}
