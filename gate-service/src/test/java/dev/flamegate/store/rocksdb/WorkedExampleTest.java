package dev.flamegate.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksIterator;

/** The bytes that {@code docs/store.md} shows are the bytes on the disk. */
class WorkedExampleTest {

    @TempDir
    Path folder;

    @Test
    void theDocumentShowsTheBytesThatAreWritten() throws Exception {
        try (RocksStore store = RocksStore.open(folder)) {
            store.profiles().append(List.of(profile()));
            Instant later = Instant.ofEpochSecond(1_700_010_000);
            assertThat(store.rollUp(later)).as("hours").isEqualTo(1);
            assertThat(store.rollUp(later)).as("days").isEqualTo(1);
        }
        assertThat(documented()).isEqualTo(written());
    }

    private static Profile profile() {
        ProfileBuilder builder = new ProfileBuilder("example", List.of(Samples.SAMPLES, Samples.CPU))
                .name("process_cpu")
                .period(Samples.CPU, 10_000_000)
                .time(1_700_000_000 * Samples.SECOND, 10 * Samples.SECOND)
                .labels(Labels.of(Map.of(Labels.SERVICE, "cart")));
        int main = builder.tree().function(Function.of("main.main", "main.go", 10));
        int work = builder.tree().function(Function.of("main.work", "main.go", 30));
        int outer = builder.tree().child(CallTree.ROOT, main, 12);
        int inner = builder.tree().child(outer, work, 40);
        builder.add(outer, 0, 2);
        builder.add(outer, 1, 20_000_000);
        builder.add(inner, 0, 3);
        builder.add(inner, 1, 30_000_000);
        return builder.build().withRequests(2227);
    }

    private List<String> written() throws Exception {
        List<String> lines = new ArrayList<>();
        try (RawDatabase raw = new RawDatabase(folder)) {
            for (Family family : Family.values()) {
                rows(raw, raw.handle(family), family.inWords(), lines);
            }
        }
        return lines;
    }

    private static void rows(RawDatabase raw, ColumnFamilyHandle handle, String name, List<String> lines) {
        HexFormat hex = HexFormat.of();
        try (RocksIterator rows = raw.rocks().newIterator(handle)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                lines.add(name + " " + hex.formatHex(rows.key()) + " = " + hex.formatHex(rows.value()));
            }
        }
    }

    /** One line a row: what is in front of a {@code |} counts, a line that begins with a space goes on with the value. */
    private static List<String> documented() throws Exception {
        String text = Files.readString(Path.of("docs/store.md"));
        String after = text.substring(text.indexOf("## A worked example"));
        String block = after.substring(after.indexOf("```") + 3);
        List<String> lines = new ArrayList<>();
        for (String line : block.substring(0, block.indexOf("```")).strip().split("\n")) {
            String bytes = line.split("\\|", 2)[0].stripTrailing();
            if (bytes.startsWith(" ")) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + bytes.replace(" ", ""));
            } else {
                String family = bytes.substring(0, bytes.indexOf(' '));
                lines.add(family + " "
                        + bytes.substring(family.length()).replace(" ", "").replace("=", " = "));
            }
        }
        return lines;
    }
}
