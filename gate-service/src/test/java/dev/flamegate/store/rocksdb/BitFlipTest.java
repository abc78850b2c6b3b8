package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.CPU_TYPE;
import static dev.flamegate.store.rocksdb.Samples.DAY;
import static dev.flamegate.store.rocksdb.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoreException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.LiveFileMetaData;

/** One bit changes on the disk: it is found, named, and concerns nothing else. */
@Timeout(120)
class BitFlipTest {
    private static final TimeRange FIRST_DAY = new TimeRange(NOON, NOON + 1);
    private static final TimeRange SECOND_DAY = new TimeRange(NOON + DAY, NOON + DAY + 1);
    private static final TimeRange THIRD_DAY = new TimeRange(NOON + 2 * DAY, NOON + 2 * DAY + 1);

    @TempDir
    Path folder;

    @BeforeEach
    void fill() {
        try (RocksStore store = RocksStore.open(folder)) {
            for (String service : List.of("bank", "shop")) {
                store.profiles().append(List.of(Samples.oneStack(service, "p", NOON, "main", "f")));
            }
            store.profiles().append(List.of(large(NOON + DAY), large(NOON + 2 * DAY)));
            store.documents().put("report", "r1", new byte[] {1, 2, 3});
            store.documents().put("report", "r2", new byte[] {4});
        }
    }

    /** Ends the block it is in. */
    private static Profile large(long start) {
        ProfileBuilder builder = Samples.cpu("shop", "p", start);
        Random random = new Random(5);
        for (int i = 0; i < 5000; i++) {
            builder.add(Samples.stack(builder, "main", "f" + i), 1, random.nextLong());
        }
        return builder.build();
    }

    @Test
    void inAValueItIsFoundByOurChecksum() throws Exception {
        flip(Family.PROFILES, 2);
        try (RocksStore store = RocksStore.open(folder)) {
            assertDamaged(() -> select(store, "bank", FIRST_DAY))
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("{pod=\"p\",service_name=\"bank\"}")
                    .hasMessageContaining("2023-11-14T12:00:00Z")
                    .hasMessageContaining("checksum");
            assertThat(select(store, "shop", FIRST_DAY)).isEqualTo(1);
            assertThat(select(store, "shop", SECOND_DAY)).isEqualTo(1);
        }
    }

    @Test
    void inATableItIsFoundByTheChecksumOfTheBlock() throws Exception {
        Path table;
        long size;
        try (RawDatabase raw = new RawDatabase(folder)) {
            raw.flush();
            LiveFileMetaData file = raw.rocks().getLiveFilesMetaData().stream()
                    .filter(f -> new String(f.columnFamilyName()).equals("profiles"))
                    .findFirst()
                    .orElseThrow();
            table = Path.of(file.path(), file.fileName());
            size = file.size();
        }
        try (RandomAccessFile bytes = new RandomAccessFile(table.toFile(), "rw")) {
            bytes.seek(size * 3 / 4);
            int one = bytes.read();
            bytes.seek(size * 3 / 4);
            bytes.write(one ^ 0x10);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertDamaged(() -> select(store, "shop", THIRD_DAY))
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("{pod=\"p\",service_name=\"shop\"}")
                    .hasMessageContaining("2023-11-16");
            assertThat(select(store, "bank", FIRST_DAY)).isEqualTo(1);
            assertThat(select(store, "shop", SECOND_DAY)).isEqualTo(1);
        }
    }

    /** RocksDB refuses every write once compaction has met a damaged block, whatever family it is of. */
    @Test
    void inATableThatCompactionMeetsItStopsNeitherReadsNorWrites() throws Exception {
        inATableItIsFoundByTheChecksumOfTheBlock();
        for (int i = 0; i < 4; i++) {
            try (RocksStore store = RocksStore.open(folder)) {
                store.profiles().append(List.of(Samples.oneStack("bank", "p", NOON + i, "main", "f")));
            } catch (StoreException e) {
                assertThat(e.reason()).as("may be tried again").isEqualTo(StoreException.Reason.FAILED);
            }
        }
        try (RocksStore store = RocksStore.open(folder)) {
            int refused = 0;
            for (int i = 0; store.damage().isEmpty(); i++) {
                try {
                    store.profiles().append(List.of(Samples.oneStack("bank", "q", NOON + i, "main", "f")));
                } catch (StoreException e) {
                    assertThat(e.reason()).as("may be tried again").isEqualTo(StoreException.Reason.FAILED);
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(1);
            assertThat(store.damage()).singleElement().asString().contains("compaction came upon a damaged table");
            for (int i = 0; i < 20; i++) {
                store.profiles().append(List.of(Samples.oneStack("bank", "r", NOON, "main", "f")));
            }
            store.documents().put("report", "r3", new byte[] {5});
            assertThat(select(store, "bank", FIRST_DAY)).isGreaterThanOrEqualTo(21);
            assertDamaged(() -> select(store, "shop", THIRD_DAY));
            assertThat(select(store, "shop", SECOND_DAY)).isEqualTo(1);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertThat(select(store, "bank", FIRST_DAY)).isGreaterThanOrEqualTo(21);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FUNCTIONS", "NODES"})
    void inADictionaryItConcernsThatServiceOnly(Family family) throws Exception {
        flip(family, 3);
        try (RocksStore store = RocksStore.open(folder)) {
            assertDamaged(() -> select(store, "bank", FIRST_DAY)).hasMessageContaining("dictionary of service 'bank'");
            assertDamaged(() -> store.profiles().append(List.of(Samples.oneStack("bank", "p", NOON, "main"))))
                    .hasMessageContaining("dictionary of service 'bank'");
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main")));
            assertThat(select(store, "shop", FIRST_DAY)).isEqualTo(2);
        }
    }

    @Test
    void inADocumentOthersStayReadable() throws Exception {
        flip(Family.DOCUMENTS, 0);
        try (RocksStore store = RocksStore.open(folder)) {
            assertDamaged(() -> store.documents().get("report", "r1")).hasMessageContaining("report 'r1'");
            assertThat(store.documents().get("report", "r2")).hasValue(new byte[] {4});
        }
    }

    @Test
    void aWholeValueUnderAnotherKeyIsFoundToo() throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            byte[] stolen = raw.rocks().get(raw.handle(Family.DOCUMENTS), Keys.document("report", "r1"));
            raw.rocks().put(raw.handle(Family.DOCUMENTS), Keys.document("report", "r2"), stolen);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            assertDamaged(() -> store.documents().get("report", "r2")).hasMessageContaining("checksum");
        }
    }

    private void flip(Family family, int offset) throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            raw.flipBitInFirstValue(family, offset);
        }
    }

    private static int select(RocksStore store, String service, TimeRange range) {
        return store.profiles()
                .select(service, CPU_TYPE, LabelSelector.ALL, range)
                .profiles()
                .size();
    }

    private static AbstractThrowableAssert<?, ?> assertDamaged(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED));
    }
}
