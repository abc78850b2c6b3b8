package dev.flamegate.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of writing loses nothing that was acknowledged. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KilledProcessTest {
    private static final int ROUNDS = 3;
    private static final int ACKNOWLEDGED_BEFORE_KILL = 60;

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedProfileIsThereAfterAKill() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(appendAndKill(round));
            try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
                Set<String> stored = stored(store);
                assertThat(stored).containsAll(acknowledged);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * ACKNOWLEDGED_BEFORE_KILL);
    }

    /** Whole lines only: the kill may have cut the last one. Through the handle, since destroying the process closes the pipe. */
    private List<String> appendAndKill(int round) throws IOException, InterruptedException {
        Process child = ChildJvm.start(
                AppendUntilKilled.class,
                folder.resolve("tmp"),
                folder.resolve("store").toString(),
                Integer.toString(round));
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < ACKNOWLEDGED_BEFORE_KILL + 37 * round; i++) {
                lines.add(String.valueOf(out.readLine()));
            }
            child.toHandle().destroyForcibly();
            StringBuilder rest = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                rest.append((char) c);
            }
            rest.setLength(rest.lastIndexOf("\n") + 1);
            rest.toString().lines().forEach(lines::add);
        } finally {
            child.destroyForcibly().waitFor();
        }
        return lines;
    }

    private static Set<String> stored(RocksStore store) {
        Selected selected = Samples.all(store.profiles(), "shop");
        Set<String> lines = new HashSet<>();
        for (StoredProfile profile : selected.profiles()) {
            lines.add(
                    profile.labels().valueOrEmpty("pod") + " " + profile.time().startNanos() + " "
                            + Samples.stacks(selected.tree(), profile.vector()).hashCode());
        }
        assertThat(lines).hasSameSizeAs(selected.profiles());
        return lines;
    }
}
