package dev.flamegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.http.TestServer;
import dev.flamegate.store.rocksdb.RocksStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup, restore and verify as they are typed. */
class StoreCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void aStoppedStoreIsBackedUpVerifiedAndRestored() throws IOException {
        Path store = store();
        Path backup = folder.resolve("backup");
        Path restored = folder.resolve("restored");

        assertThat(run("backup", "--store", store.toString(), "--to", backup.toString()))
                .isZero();
        assertThat(run("verify", backup.toString())).isZero();
        assertThat(text(out)).contains("documents               1", "table files", "everything holds");
        assertThat(run("restore", backup.toString(), "--to", restored.toString()))
                .isZero();
        assertThat(text(out)).contains("restored 0 profiles of " + backup + " into " + restored);
        try (RocksStore opened = RocksStore.open(restored)) {
            assertThat(opened.documents().ids("report")).containsExactly("r1");
        }
        assertThat(run("restore", backup.toString(), "--to", restored.toString()))
                .isEqualTo(3);
        assertThat(text(err)).contains("is not empty");
    }

    @Test
    void verifySaysWhatIsDamagedAndEndsWith1() throws IOException {
        Path store = store();
        damage(newest(store.resolve("db"), ".log"));

        assertThat(run("verify", store.toString())).isEqualTo(1);
        assertThat(text(out)).contains("damaged: store " + store, "1 places are damaged");
        out.reset();
        assertThat(run("verify", store.toString(), "--format", "json")).isEqualTo(1);
        JsonNode answer = new ObjectMapper().readTree(out.toByteArray());
        assertThat(answer.path("whole").asBoolean()).isFalse();
        assertThat(answer.path("findings")).hasSize(1);
    }

    @Test
    void aDamagedStoreIsRestoredOnlyAsFarAsItCanBeReadAndOnlyWhenAsked() throws IOException {
        Path store = folder.resolve("store");
        try (RocksStore opened = RocksStore.open(store)) {
            opened.documents().put("report", "r1", new byte[] {1, 2, 3});
        }
        try (RocksStore opened = RocksStore.open(store)) {
            opened.documents().put("report", "r2", new byte[] {4, 5, 6});
        }
        damage(newest(store.resolve("db"), ".log"));
        Path whole = folder.resolve("whole");
        assertThat(run("restore", store.toString(), "--to", whole.toString())).isEqualTo(4);
        assertThat(text(err)).contains("is damaged, nothing was restored", "--salvage");
        assertThat(run("restore", store.toString(), "--to", whole.toString(), "--salvage"))
                .isZero();
        try (RocksStore opened = RocksStore.open(whole)) {
            assertThat(opened.documents().ids("report")).containsExactly("r1");
        }
    }

    private static void damage(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        bytes[20] ^= 0x10;
        Files.write(log, bytes);
    }

    @Test
    void whatIsNoStoreOrOfAnotherFormatIsRefusedWith3() throws IOException {
        assertThat(run("verify", folder.toString())).isEqualTo(3);
        assertThat(text(err)).contains("there is no store").doesNotContain("Exception");
        Path store = store();
        Files.writeString(store.resolve("FORMAT"), "flamegate-store 99\n");
        assertThat(run("verify", store.toString())).isEqualTo(3);
        assertThat(run("restore", store.toString(), "--to", folder.resolve("x").toString()))
                .isEqualTo(3);
        assertThat(text(err)).contains("format 99", "use the Flamegate that wrote it");
    }

    @Test
    void backupOfARunningServiceNamesWhatItMade() {
        try (TestServer server = new TestServer()) {
            String url = server.address().toString();
            assertThat(run("backup", "--url", url)).isZero();
            assertThat(text(out)).contains("backup now: 7 files, 4kB, in /backups");
            assertThat(run("backup", "--url", url, "--name", "taken")).isEqualTo(3);
            assertThat(text(err)).contains("status 409", "there is a backup 'taken' already");
            assertThat(run("backup", "--url", url, "--name", "../x")).isEqualTo(3);
            assertThat(text(err)).contains("status 400", "is no name");
        }
    }

    @Test
    void aFolderOfAStoppedStoreNeedsAPlaceToGo() {
        assertThat(run("backup", "--store", folder.toString())).isEqualTo(3);
        assertThat(run(
                        "backup",
                        "--store",
                        folder.toString(),
                        "--to",
                        folder.resolve("b").toString()))
                .isEqualTo(3);
        assertThat(text(err)).contains("--store and --to belong together", "there is no store in " + folder);
    }

    private Path store() {
        Path store = folder.resolve("store");
        try (RocksStore opened = RocksStore.open(store)) {
            opened.documents().put("report", "r1", new byte[] {1, 2, 3});
        }
        return store;
    }

    private static Path newest(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(print(out), print(err), false, false, false);
        List<Object> commands =
                List.of(new BackupCommand(terminal), new RestoreCommand(terminal), new VerifyCommand(terminal));
        return new Cli(terminal, "test", commands).run(arguments);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
