package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.NOON;
import static dev.flamegate.store.rocksdb.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoreException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Numbers handed out by a write that fails must not be in anything that is written later. */
class FailedWriteTest {

    @TempDir
    Path folder;

    private volatile Fault fault = Fault.NONE;

    /** When the failure is reported: the batch is then not on the disk, or it is. */
    enum Fault {
        NONE,
        BEFORE_THE_WRITE,
        AFTER_THE_WRITE
    }

    private BatchWriter faulty(BatchWriter real) {
        return batch -> {
            if (fault == Fault.BEFORE_THE_WRITE) {
                throw new RocksDBException("injected");
            }
            real.write(batch);
            if (fault == Fault.AFTER_THE_WRITE) {
                throw new RocksDBException("injected");
            }
        };
    }

    private RocksStore open() {
        return RocksStore.open(folder, RocksSettings.DEFAULT, this::faulty);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_THE_WRITE", "AFTER_THE_WRITE"})
    void whatIsWrittenAfterAFailureIsReadableNowAndAfterReopening(Fault kind) {
        Profile before = Samples.oneStack("shop", "p", NOON, "main", "before");
        Profile failed = Samples.oneStack("shop", "q", NOON, "other", "failed", "deep");
        Profile newService = Samples.oneStack("bank", "q", NOON, "failed", "too");
        Profile after = Samples.oneStack("shop", "r", NOON, "main", "after", "third");
        List<Map<String, Long>> expected = new ArrayList<>(List.of(Samples.stacks(before, 1)));
        if (kind == Fault.AFTER_THE_WRITE) {
            expected.add(Samples.stacks(failed, 1));
        }
        expected.add(Samples.stacks(after, 1));

        try (RocksStore store = open()) {
            store.profiles().append(List.of(before));
            fault = kind;
            assertThatThrownBy(() -> store.profiles().append(List.of(failed, newService)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("injected");
            fault = Fault.NONE;
            store.profiles().append(List.of(after));
            assertThat(Samples.stacks(Samples.all(store.profiles(), "shop"))).isEqualTo(expected);
        }
        try (RocksStore store = open()) {
            assertThat(Samples.stacks(Samples.all(store.profiles(), "shop"))).isEqualTo(expected);
            assertThat(store.profiles().series(LabelSelector.ALL)).hasSize(kind == Fault.AFTER_THE_WRITE ? 4 : 2);
        }
    }

    @Test
    void aFailedAppendLeavesNoTraceForReaders() {
        try (RocksStore store = open()) {
            fault = Fault.BEFORE_THE_WRITE;
            assertThatThrownBy(() -> store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main"))))
                    .isInstanceOf(StoreException.class);

            assertThat(store.profiles().series(LabelSelector.ALL)).isEmpty();
            assertThat(Samples.all(store.profiles(), "shop").profiles()).isEmpty();
        }
    }

    @Test
    void aFullDiskIsSaidToBeOneAndReadsGoOn() {
        Status full = new Status(Status.Code.IOError, Status.SubCode.NoSpace, "injected");
        boolean[] isFull = {false};
        try (RocksStore store = RocksStore.open(folder, RocksSettings.DEFAULT, real -> batch -> {
            if (isFull[0]) {
                throw new RocksDBException("No space left on device", full);
            }
            real.write(batch);
        })) {
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main")));
            isFull[0] = true;
            assertThatThrownBy(() -> store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "more"))))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.FULL));
            assertThatThrownBy(() -> store.documents().put("report", "1", new byte[1]))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.FULL));

            assertThat(Samples.all(store.profiles(), "shop").profiles()).hasSize(1);
        }
    }

    @Test
    void ofManyThreadsExactlyWhatWasAcknowledgedIsThere() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        ConcurrentLinkedQueue<Profile> acknowledged = new ConcurrentLinkedQueue<>();
        try (RocksStore store = RocksStore.open(folder, RocksSettings.DEFAULT, real -> batch -> {
            if (writes.incrementAndGet() % 3 == 0) {
                throw new RocksDBException("injected");
            }
            real.write(batch);
        })) {
            appendFromManyThreads(store, acknowledged);
            assertEachIsThereOnce(Samples.all(store.profiles(), "shop"), acknowledged);
        }
        try (RocksStore store = open()) {
            assertEachIsThereOnce(Samples.all(store.profiles(), "shop"), acknowledged);
        }
        assertThat(writes).hasValueGreaterThan(3);
    }

    private static void appendFromManyThreads(RocksStore store, ConcurrentLinkedQueue<Profile> acknowledged)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                int number = thread;
                futures.add(threads.submit(() -> {
                    Random random = new Random(number);
                    for (int i = 0; i < 15; i++) {
                        Profile profile = Samples.random(random, "shop", "pod" + number, NOON + i * SECOND);
                        try {
                            store.profiles().append(List.of(profile));
                            acknowledged.add(profile);
                        } catch (StoreException e) {
                            assertThat(e).hasMessageContaining("injected");
                        }
                        Samples.all(store.profiles(), "shop");
                    }
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertEachIsThereOnce(Selected selected, ConcurrentLinkedQueue<Profile> acknowledged) {
        assertThat(Samples.stacks(selected))
                .containsExactlyInAnyOrderElementsOf(acknowledged.stream()
                        .map(profile -> Samples.stacks(profile, 1))
                        .toList());
    }
}
