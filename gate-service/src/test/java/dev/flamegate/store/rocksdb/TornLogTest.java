package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.NOON;
import static dev.flamegate.store.rocksdb.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a store that was not closed, cut off or damaged. */
class TornLogTest {

    @TempDir
    Path folder;

    private final List<Map<String, Long>> appended = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();

    /** Copies the files of a store while it is open, as a crash would leave them. */
    private Path crashed() throws IOException {
        Path running = folder.resolve("running");
        Path copy = folder.resolve("crashed");
        try (RocksStore store = RocksStore.open(running)) {
            for (int i = 0; i < 6; i++) {
                Profile profile = i == 3 ? longerThanABlock() : profile(i);
                store.profiles().append(List.of(profile));
                appended.add(Samples.stacks(profile, 1));
                sizes.add(Files.size(log(running)));
            }
            copy(running, copy);
        }
        return copy;
    }

    private static Profile profile(int i) {
        return Samples.oneStack("shop", "p", NOON + i * SECOND, "main", "f" + i);
    }

    private static Profile longerThanABlock() {
        ProfileBuilder builder = Samples.cpu("shop", "p", NOON + 3 * SECOND);
        for (int i = 0; i < 1000; i++) {
            builder.add(Samples.stack(builder, "main", "a rather long name of a function " + i), 1, i + 1);
        }
        return builder.build();
    }

    @Test
    void aCutLogLosesItsTornRecordOnlyAndSaysSo() throws IOException {
        Path crashed = crashed();
        long size = sizes.get(5);
        long[] cuts = {size - 1, sizes.get(4) + 3, sizes.get(3) - 40_000, sizes.get(2) + 1};
        for (long cut : cuts) {
            Path torn = folder.resolve("torn" + cut);
            copy(crashed, torn);
            truncate(log(torn), cut);
            int whole = (int) sizes.stream().filter(end -> end <= cut).count();
            long end = sizes.get(whole - 1);
            TornTail expected = new TornTail(log(torn).getFileName().toString(), end, cut - end);
            try (RocksStore store = RocksStore.open(torn)) {
                assertThat(Samples.stacks(Samples.all(store.profiles(), "shop")))
                        .isEqualTo(appended.subList(0, whole));
                assertThat(store.recovery()).as("cut at %d of %s", cut, sizes).containsExactly(expected);
                store.profiles().append(List.of(profile(7)));
            }
            try (RocksStore store = RocksStore.open(torn)) {
                assertThat(store.recovery()).isEmpty();
                assertThat(Samples.all(store.profiles(), "shop").profiles()).hasSize(whole + 1);
            }
        }
    }

    @Test
    void aLogCutBetweenRecordsIsNotTorn() throws IOException {
        Path crashed = crashed();
        truncate(log(crashed), sizes.get(4));
        try (RocksStore store = RocksStore.open(crashed)) {
            assertThat(store.recovery()).isEmpty();
            assertThat(Samples.stacks(Samples.all(store.profiles(), "shop"))).isEqualTo(appended.subList(0, 5));
        }
    }

    @Test
    void damageBeforeTheEndOfTheLogIsNotTakenForTheEnd() throws IOException {
        Path crashed = crashed();
        flip(log(crashed), sizes.get(1) + 30);

        assertThatThrownBy(() -> RocksStore.open(crashed))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED))
                .hasMessageContaining(crashed.toString())
                .hasMessageContaining("flamegate restore " + crashed + " --to FOLDER --salvage");

        byte[] before = Files.readAllBytes(log(crashed));
        Path salvaged = folder.resolve("salvaged");
        Verification.Result result = Restoration.salvage(crashed, salvaged, (what, rows, rowsAbout) -> {});
        assertThat(result.findings()).isEmpty();
        assertThat(result.families().get("profiles").rows()).isEqualTo(2);
        assertThat(log(crashed)).hasBinaryContent(before);
        try (RocksStore store = RocksStore.open(salvaged)) {
            assertThat(Samples.stacks(Samples.all(store.profiles(), "shop"))).isEqualTo(appended.subList(0, 2));
        }
    }

    static Path log(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve(FormatFile.DATABASE))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    static void flip(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 0x10)).flip();
            channel.write(one, at);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
