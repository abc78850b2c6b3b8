package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.LabelSelector;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.TableProperties;

class OpeningTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anEarlierAndALaterFormatAreRefusedWithAdvice(int version) throws Exception {
        RocksStore.open(folder).close();
        Files.writeString(folder.resolve("FORMAT"), "flamegate-store " + version + "\n");

        assertRefused(Reason.UNKNOWN_FORMAT, () -> RocksStore.open(folder))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("is in format " + version)
                .hasMessageContaining("this build reads formats 2 and 3")
                .hasMessageContaining("use the Flamegate that wrote it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "flamegate-store 3", "flamegate-store 01x\n", "something else\n"})
    void aFormatLineThatIsNotOneIsRefused(String line) throws Exception {
        RocksStore.open(folder).close();
        Files.writeString(folder.resolve("FORMAT"), line);

        assertRefused(Reason.UNKNOWN_FORMAT, () -> RocksStore.open(folder)).hasMessageContaining("FORMAT is not");
    }

    @Test
    void aFolderWithOtherFilesIsNotTakenOver() throws Exception {
        Files.writeString(folder.resolve("thesis.doc"), "mine");

        assertRefused(Reason.UNKNOWN_FORMAT, () -> RocksStore.open(folder)).hasMessageContaining("empty folder");
        assertThat(folder.resolve("db")).doesNotExist();
    }

    @Test
    void aStoreWhoseDatabaseIsGoneIsNotReplacedByAnEmptyOne() throws Exception {
        Files.writeString(folder.resolve("FORMAT"), "flamegate-store 2\n");

        assertRefused(Reason.DAMAGED, () -> RocksStore.open(folder)).hasMessageContaining("restore it");
    }

    @Test
    void creationThatWasInterruptedIsFinished() throws Exception {
        RocksStore.open(folder).close();
        Files.delete(folder.resolve("FORMAT"));
        Files.writeString(folder.resolve("FORMAT.tmp"), "flame");
        RocksStore.open(folder).close();

        assertThat(folder.resolve("FORMAT")).hasContent("flamegate-store 3");
        assertThat(folder.resolve("FORMAT.tmp")).doesNotExist();
    }

    @Test
    void aSecondOpenerInThisProcessIsRefusedAndTheFirstGoesOn() {
        try (RocksStore store = RocksStore.open(folder)) {
            assertRefused(Reason.IN_USE, () -> RocksStore.open(folder))
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("already open");
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main")));
        }
    }

    @Test
    void aSecondProcessIsRefused() throws Exception {
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            Process child = ChildJvm.start(
                    OpenAndSayReason.class,
                    folder.resolve("tmp"),
                    folder.resolve("store").toString());
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor()).isZero();
            assertThat(said).startsWith("IN_USE store " + folder.resolve("store") + " is already open");
            assertThat(store.recovery()).isEmpty();
        }
    }

    @Test
    void callsAfterCloseSayThatTheStoreIsClosed() {
        RocksStore store = RocksStore.open(folder);
        store.close();
        store.close();
        store.profiles().close();

        assertRefused(Reason.CLOSED, () -> store.profiles().series(LabelSelector.ALL))
                .hasMessageContaining(folder + " is closed");
        assertRefused(Reason.CLOSED, () -> Samples.all(store.profiles(), "shop"));
        assertRefused(
                Reason.CLOSED, () -> store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main"))));
        assertRefused(Reason.CLOSED, () -> store.documents().get("report", "1"));
        assertRefused(Reason.CLOSED, () -> store.documents().put("report", "1", new byte[0]));
        assertRefused(Reason.CLOSED, () -> store.documents().ids("report"));
    }

    @Test
    void tablesAreCompressedByZstd() throws Exception {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(List.of(Samples.oneStack("shop", "p", NOON, "main")));
        }
        try (RawDatabase raw = new RawDatabase(folder)) {
            raw.flush();
            assertThat(raw.rocks()
                            .getPropertiesOfAllTables(raw.handle(Family.PROFILES))
                            .values())
                    .isNotEmpty()
                    .extracting(TableProperties::getCompressionName)
                    .containsOnly("ZSTD");
        }
    }

    @Test
    void limitsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new RocksSettings(1, 512, 1 << 20, DamagedLog.REFUSE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RocksSettings(16 << 20, 1, 1 << 20, DamagedLog.REFUSE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(Reason reason, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
