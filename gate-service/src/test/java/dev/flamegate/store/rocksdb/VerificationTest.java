package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.DAY;
import static dev.flamegate.store.rocksdb.Samples.NOON;
import static dev.flamegate.store.rocksdb.Samples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.Profile;
import dev.flamegate.store.Damage;
import dev.flamegate.store.Retention;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.rocksdb.Verification.FamilySize;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.LiveFileMetaData;

/** Whatever is wrong in a store, verifying finds it, says where, and changes nothing. */
class VerificationTest {
    private static final int PROFILES = 40;

    @TempDir
    Path folder;

    /** The hours of the first two days are rolled up, and then the days. */
    @BeforeEach
    void fill() {
        try (RocksStore store = RocksStore.open(folder)) {
            for (int i = 0; i < PROFILES; i++) {
                String service = i % 4 == 0 ? "bank" : "shop";
                Profile profile = Samples.oneStack(service, "p", NOON + i % 3 * DAY + i * SECOND, "main", "f" + i % 7);
                store.profiles().append(List.of(profile));
            }
            store.documents().put("report", "r1", new byte[] {1, 2, 3});
            Instant now = Instant.ofEpochSecond(0, NOON + 2 * DAY);
            assertThat(store.rollUp(now)).isEqualTo(4);
            assertThat(store.rollUp(now)).isEqualTo(4);
        }
    }

    @Test
    void aWholeStoreIsWholeAndEveryRowIsCounted() throws IOException {
        List<String> progress = new ArrayList<>();
        Verification.Result result = Verification.of(folder, (what, rows, about) -> progress.add(what));

        assertThat(result.findings()).isEmpty();
        assertThat(result.remarks()).isEmpty();
        assertThat(result.families().get("profiles").rows()).isEqualTo(PROFILES);
        assertThat(result.families().get("services").rows()).isEqualTo(2);
        assertThat(result.families().get("days")).isEqualTo(new FamilySize(6, bytes(Family.DAYS)));
        assertThat(result.families().get("documents").rows()).isEqualTo(1);
        assertThat(progress).contains("profiles", "nodes");
    }

    @Test
    void nothingOnTheDiskIsChanged() throws IOException {
        Map<String, String> before = files();
        Verification.of(folder, (what, rows, about) -> {});
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEFAULT")
    void aFlippedBitInAnyFamilyIsFoundWithItsPlace(Family family) throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            raw.flipBitInFirstValue(family, 2);
        }
        assertThat(findings())
                .anySatisfy(found -> assertThat(found).contains(folder.toString(), family.inWords(), "checksum"));
    }

    @Test
    void aFlippedBitInATableIsFoundAndTheRowsBehindItAreStillChecked() throws Exception {
        flipInTable("profiles", 100);

        List<String> findings = findings();
        assertThat(findings)
                .anySatisfy(found ->
                        assertThat(found).contains("table 0", "of profiles, keys ", "block checksum mismatch"));
        assertThat(findings)
                .anySatisfy(found ->
                        assertThat(found).contains("profiles, rows from the first", "block checksum mismatch"));
    }

    @Test
    void rowsWhoseChecksumHoldsButWhichReferToNothingAreFound() throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            byte[] profile = Keys.profile(99, NOON, 0);
            Stacks none = new Stacks(new int[0], new long[2][0]);
            byte[] stranger = ProfileCodec.encode(Samples.oneStack("bank", "p", NOON, "f"), none, profile);
            raw.rocks().put(raw.handle(Family.PROFILES), profile, stranger);
            byte[] run = Keys.dictionary(77, 0, 0);
            raw.rocks()
                    .put(
                            raw.handle(Family.NODES),
                            run,
                            new ByteWriter().varint(0).sealed(run));
            byte[] nowhere = {1, 2};
            raw.rocks().put(raw.handle(Family.DEFAULT), nowhere, new ByteWriter().sealed(nowhere));
            byte[] unnamed = {1, 2};
            raw.rocks().put(raw.handle(Family.DOCUMENTS), unnamed, new ByteWriter().sealed(unnamed));
        }
        assertThat(findings())
                .hasSize(4)
                .anySatisfy(found -> assertThat(found).contains("profiles, row", "series 99 is not known"))
                .anySatisfy(found -> assertThat(found).contains("nodes, row", "service 77 is not known"))
                .anySatisfy(found -> assertThat(found).contains("default, row 0102", "nothing belongs here"))
                .anySatisfy(found -> assertThat(found).contains("documents, row 0102", "not a kind, 00 and an id"));
    }

    @Test
    void aNodeThatIsNotInTheDictionaryIsFound() throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            byte[] key = Keys.profile(1, NOON, 0);
            Stacks stacks = new Stacks(new int[] {1_000_000}, new long[][] {{5}, {5}});
            byte[] value = ProfileCodec.encode(Samples.oneStack("bank", "p", NOON, "f"), stacks, key);
            raw.rocks().put(raw.handle(Family.PROFILES), key, value);
        }
        assertThat(findings()).anySatisfy(found -> assertThat(found).contains("node 1000000 is not in the dictionary"));
    }

    @Test
    void aProfileThatIsGoneIsMissedByItsDay() throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            raw.rocks().delete(raw.handle(Family.PROFILES), Keys.profile(1, NOON, 0));
        }
        assertThat(findings())
                .anySatisfy(found -> assertThat(found)
                        .contains(
                                "profiles of series 1 (process_cpu of {pod=\"p\",service_name=\"bank\"}) on 2023-11-14")
                        .contains("there are 3 profiles", "counted were 4"));
    }

    @Test
    void aWindowThatIsNotTheSumOfItsProfilesIsFound() throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            byte[] key = Keys.window(1, NOON);
            WindowSums sums = new WindowSums();
            sums.add(NOON, new ProfileCodec.Head(1, 1, OptionalDouble.empty()), new Stacks(new int[] {1}, new long[][] {
                {5}, {5}
            }));
            raw.rocks().put(raw.handle(Family.ROLLUP_1H), key, sums.encode(key));
        }
        assertThat(findings())
                .hasSize(2)
                .anySatisfy(found -> assertThat(found)
                        .contains(
                                "rollup-1d of series 1", "from 2023-11-14T00:00:00Z", "it is not the sum of its hours"))
                .anySatisfy(found -> assertThat(found)
                        .contains(
                                "rollup-1h of series 1 (process_cpu of {pod=\"p\",service_name=\"bank\"}) from 2023-11-14T12:00:00Z")
                        .contains("it is not the sum of its profiles"));
    }

    @Test
    void aWindowThatAReaderMustNotFindIsFound() throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            byte[] day = Keys.pair(Keys.day(NOON), 1);
            byte[] value = raw.rocks().get(raw.handle(Family.DAYS), day);
            DayCounts counts = DayCounts.decode(new ByteReader(day, value, () -> "test"));
            DayCounts notRolled = new DayCounts(
                    counts.profiles(), counts.firstNanos(), counts.lastNanos(), counts.bytes(), counts.hours(), 0, 0);
            raw.rocks().put(raw.handle(Family.DAYS), day, notRolled.encode(day));
            byte[] empty = Keys.window(1, NOON + DAY / 4);
            byte[] window = raw.rocks().get(raw.handle(Family.ROLLUP_1H), Keys.window(1, NOON));
            byte[] body = java.util.Arrays.copyOf(window, window.length - ByteWriter.CHECKSUM_BYTES);
            raw.rocks()
                    .put(
                            raw.handle(Family.ROLLUP_1H),
                            empty,
                            new ByteWriter().bytes(body).sealed(empty));
        }
        assertThat(findings())
                .hasSize(4)
                .anySatisfy(found -> assertThat(found).contains("rollup-1d of series 1", "the sum of its hours"))
                .anySatisfy(found -> assertThat(found).contains("rollup-1h of series 1", "the hour is not rolled up"))
                .anySatisfy(found -> assertThat(found).contains("rollup-5m of series 1", "the hour is not rolled up"))
                .anySatisfy(found -> assertThat(found).contains("rollup-1h: 1 windows have no profile"));
    }

    @Test
    void aDayThatLostItsProfilesOrItsShorterWindowsIsWhole() {
        for (int details = 1; details <= 3; details++) {
            Retention retention = new Retention(
                    Duration.ofDays(1),
                    details < 2 ? Duration.ZERO : Duration.ofDays(1),
                    details < 3 ? Duration.ZERO : Duration.ofDays(1),
                    Duration.ZERO,
                    0);
            try (RocksStore store = RocksStore.open(folder)) {
                Instant now = Instant.ofEpochSecond(0, NOON).plus(Duration.ofDays(10));
                assertThat(store.drop(retention, labels -> false, now)).isPositive();
            }
            assertThat(findings()).isEmpty();
        }
    }

    @Test
    void aDayWithoutItsProfilesIsFound() throws Exception {
        try (RawDatabase raw = new RawDatabase(folder)) {
            byte[] key = Keys.pair(3, 1);
            raw.rocks().put(raw.handle(Family.DAYS), key, new DayCounts(2, 1, 2, 10, 1, 0, 0).encode(key));
        }
        assertThat(findings())
                .singleElement()
                .satisfies(
                        found -> assertThat(found).contains("on 1970-01-04", "there are 0 profiles", "counted were 2"));
    }

    @Test
    void aLogThatIsTornIsARemarkAndOneThatIsDamagedAFinding() throws Exception {
        Path copy = folder.resolveSibling(folder.getFileName() + "-copy");
        Path log;
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main")));
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main")));
            TornLogTest.copy(folder, copy);
            log = TornLogTest.log(copy);
        }
        try (RandomAccessFile bytes = new RandomAccessFile(log.toFile(), "rw")) {
            bytes.setLength(bytes.length() - 1);
        }
        Verification.Result torn = Verification.of(copy, (what, rows, about) -> {});
        assertThat(torn.findings()).isEmpty();
        assertThat(torn.remarks())
                .singleElement()
                .asString()
                .contains(log.getFileName().toString(), "never acknowledged");

        TornLogTest.flip(log, 30);
        Verification.Result damaged = Verification.of(copy, (what, rows, about) -> {});
        assertThat(damaged.findings()).singleElement().asString().contains("log or tables are damaged");
    }

    @Test
    void aFolderWithoutAStoreIsRefused() {
        assertThatThrownBy(() -> Verification.of(folder.resolve("none"), (what, rows, about) -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no store in");
    }

    @Test
    void aStoreThatIsOpenInAnotherProcessIsRefused() throws Exception {
        Process child = ChildJvm.start(AppendUntilKilled.class, folder.resolve("tmp"), folder.toString(), "1");
        try {
            assertThat(child.getInputStream().read()).isNotNegative();
            assertThatThrownBy(() -> Verification.of(folder, (what, rows, about) -> {}))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.IN_USE))
                    .hasMessageContaining("flamegate backup");
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private List<String> findings() {
        return Verification.of(folder, (what, rows, about) -> {}).findings().stream()
                .map(Damage::toString)
                .toList();
    }

    private long bytes(Family family) throws IOException {
        try (RocksStore store = RocksStore.open(folder);
                Database database = Database.openReadOnly(folder, RocksSettings.DEFAULT);
                Rows rows = database.rows(family)) {
            long bytes = 0;
            for (boolean more = rows.seek(new byte[0], () -> ""); more; more = rows.next(() -> "")) {
                bytes += rows.key().length + rows.value().length;
            }
            assertThat(store.damage()).isEmpty();
            return bytes;
        }
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private void flipInTable(String family, long at) throws Exception {
        Path table;
        try (RawDatabase raw = new RawDatabase(folder)) {
            raw.flush();
            LiveFileMetaData file = raw.table(family);
            table = Path.of(file.path(), file.fileName());
        }
        TornLogTest.flip(table, at);
    }
}
