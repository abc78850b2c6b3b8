package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.NOON;
import static dev.flamegate.store.rocksdb.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.Profile;
import dev.flamegate.store.Backup;
import dev.flamegate.store.BackupRefusedException;
import dev.flamegate.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is copied out of a store that is written to, and what becomes of the copy. */
@Timeout(120)
class BackupTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:15:00Z"), ZoneOffset.UTC);
    private static final int WRITERS = 4;
    private static final int BACKUPS = 5;

    @TempDir
    Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void aBackupUnderIngestHasEverythingAcknowledgedBeforeItAndNothingHalf() throws Exception {
        List<Set<String>> before = new ArrayList<>();
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(50);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            List<Future<?>> ends = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                ends.add(writers.submit(() -> append(store, number, enough, begun)));
            }
            begun.await();
            NamedBackups backups = new NamedBackups(store, folder.resolve("backups"), 30, CLOCK);
            for (int i = 0; i < BACKUPS; i++) {
                before.add(Set.copyOf(acknowledged));
                backups.backUp("b" + i);
                store.rollUp(Instant.ofEpochSecond(0, NOON + 7200 * SECOND));
            }
            enough.set(true);
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            writers.shutdownNow();
        }
        for (int i = 0; i < BACKUPS; i++) {
            Path restored = folder.resolve("restored" + i);
            assertThat(Restoration.restore(folder.resolve("backups/b" + i), restored, (what, rows, about) -> {})
                            .findings())
                    .isEmpty();
            Set<String> there = stored(restored);
            assertThat(there).as("backup %d", i).containsAll(before.get(i));
            assertThat(acknowledged).as("what is there was sent").containsAll(there);
        }
    }

    private void append(RocksStore store, int writer, AtomicBoolean enough, CountDownLatch begun) {
        Random random = new Random(writer);
        for (long i = 0; !enough.get(); i++) {
            Profile profile = Samples.random(random, "shop", "pod" + writer, NOON + i * SECOND);
            store.profiles().append(List.of(profile));
            acknowledged.add("pod" + writer + " " + profile.startNanos() + " " + Samples.stacks(profile, 1));
            begun.countDown();
        }
    }

    private static Set<String> stored(Path folder) {
        Set<String> lines = ConcurrentHashMap.newKeySet();
        try (RocksStore store = RocksStore.open(folder)) {
            var selected = Samples.all(store.profiles(), "shop");
            selected.profiles()
                    .forEach(profile -> lines.add(profile.labels().valueOrEmpty("pod") + " "
                            + profile.time().startNanos() + " " + Samples.stacks(selected.tree(), profile.vector())));
        }
        return lines;
    }

    @Test
    void aRestoredStoreHasTheSameProfilesAndDocumentsAndIsItsOwn() throws IOException {
        fill();
        Path backup = backUp();
        Path restored = folder.resolve("restored");
        Restoration.restore(backup, restored, (what, rows, about) -> {});
        try (RocksStore original = RocksStore.open(folder.resolve("store"));
                RocksStore copy = RocksStore.open(restored)) {
            List<Map<String, Long>> stacks = Samples.stacks(Samples.all(original.profiles(), "shop"));
            assertThat(Samples.stacks(Samples.all(copy.profiles(), "shop"))).isEqualTo(stacks);
            assertThat(copy.documents().get("report", "r1")).hasValue(new byte[] {1, 2, 3});
            copy.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main", "new")));
            assertThat(Samples.all(original.profiles(), "shop").profiles()).hasSameSizeAs(stacks);
        }
        assertThat(Verification.of(backup, (what, rows, about) -> {}).findings())
                .as("the backup is as it was")
                .isEmpty();
        try (Stream<Path> tables = Files.list(restored.resolve("db"))) {
            for (Path table : tables.toList()) {
                assertThat(Files.getAttribute(table, "unix:nlink"))
                        .as("%s is no link", table)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aDamagedBackupIsRefusedByNameAndLeavesNothing() throws Exception {
        fill();
        Path backup = backUp();
        Path table;
        try (Stream<Path> files = Files.list(backup.resolve("db"))) {
            table = files.filter(file -> file.toString().endsWith(".sst"))
                    .findFirst()
                    .orElseThrow();
        }
        Path own = backup.resolve("db/copy");
        Files.copy(table, own);
        Files.move(own, table, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        TornLogTest.flip(table, 20);

        assertThatThrownBy(() -> Restoration.restore(backup, folder.resolve("restored"), (what, rows, about) -> {}))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED))
                .hasMessageContaining("backup " + backup + " is damaged, nothing was restored")
                .hasMessageContaining("table " + table.getFileName());
        assertThat(folder.resolve("restored")).doesNotExist();
    }

    @Test
    void aTargetWithAnythingInItIsRefused() throws Exception {
        fill();
        Path backup = backUp();
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("thesis.doc"), "mine");

        assertThatThrownBy(() -> Restoration.restore(backup, mine, (what, rows, about) -> {}))
                .hasMessageContaining(mine + " is not empty");
        assertThat(mine.resolve("thesis.doc")).hasContent("mine");
    }

    @Test
    void aBackupThatWasNotFinishedIsNoBackup() throws Exception {
        fill();
        Path backup = backUp();
        Files.delete(backup.resolve("FORMAT"));
        assertThatThrownBy(() -> Restoration.restore(backup, folder.resolve("restored"), (what, rows, about) -> {}))
                .hasMessageContaining("no FORMAT");
    }

    @Test
    void namesAreTakenOnceAndOnlySoManyBackupsAreKept() {
        fill();
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            NamedBackups backups = new NamedBackups(store, folder.resolve("backups"), 2, CLOCK);
            Backup made = backups.backUp("");
            assertThat(made.name()).isEqualTo("20261121T101500Z");
            assertThat(made.folder()).isDirectory();
            assertThat(made.bytes()).isPositive();
            assertThatThrownBy(() -> backups.backUp("20261121T101500Z"))
                    .isInstanceOf(BackupRefusedException.class)
                    .hasMessageContaining("already");
            backups.backUp("second");
            assertThatThrownBy(() -> backups.backUp("third"))
                    .isInstanceOf(BackupRefusedException.class)
                    .hasMessageContaining("store.backups_max");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc", ".hidden", "a/b", "a b", "a\0b", ".."})
    void aNameCannotLeadOutOfTheFolder(String name) {
        fill();
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            NamedBackups backups = new NamedBackups(store, folder.resolve("backups"), 2, CLOCK);
            assertThatThrownBy(() -> backups.backUp(name)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    private void fill() {
        Random random = new Random(3);
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            for (int i = 0; i < 50; i++) {
                store.profiles().append(List.of(Samples.random(random, "shop", "p", NOON + i * SECOND)));
            }
            store.documents().put("report", "r1", new byte[] {1, 2, 3});
        }
    }

    private Path backUp() {
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            return new NamedBackups(store, folder.resolve("backups"), 30, CLOCK)
                    .backUp("b")
                    .folder();
        }
    }
}
