package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.http.PprofBytes;
import dev.flamegate.store.rocksdb.ChildJvm;
import dev.flamegate.store.rocksdb.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * {@code kill -9} again and again, at random points, of a service with small write buffers that several clients push to: nothing
 * acknowledged is lost, nothing half is there, and it did compact meanwhile. {@code -Dflamegate.kills=100} kills more often, {@code -Dflamegate.seed=N} repeats.
 */
@Timeout(600)
class KilledServiceTest {
    private static final int KILLS = Integer.getInteger("flamegate.kills", 6);
    private static final long SEED = Long.getLong("flamegate.seed", System.nanoTime());
    private static final int CLIENTS = 4;
    private static final long TIME = 1_790_000_000_000_000_000L;
    private static final int[] COUNTS = new Random(1).ints(1500, 1, 1000).toArray();

    @TempDir
    Path folder;

    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private final AtomicInteger next = new AtomicInteger();

    @Test
    void nothingAcknowledgedIsLostAndNothingHalfIsThere() throws Exception {
        System.out.println("KilledServiceTest: -Dflamegate.seed=" + SEED);
        Random random = new Random(SEED);
        Path store = folder.resolve("store");
        int killsAfterCompaction = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            pushUntilKilled(store, 150 + random.nextInt(250));
            killsAfterCompaction += hasCompacted(store) ? 1 : 0;
            assertThat(Verification.of(store, (what, rows, about) -> {}).findings())
                    .as("after kill %d, seed %d", kill, SEED)
                    .isEmpty();
        }
        System.out.println("KilledServiceTest: " + KILLS + " kills, " + acknowledged.size() + " profiles, "
                + killsAfterCompaction + " kills of a service that had compacted");
        assertThat(killsAfterCompaction).isPositive();
        try (TestService service = new TestService(store, Clock.systemUTC())) {
            assertThat(versions(service)).as("seed %d", SEED).containsAll(acknowledged);
        }
    }

    private void pushUntilKilled(Path store, int acknowledgedMin) throws Exception {
        CountDownLatch enough = new CountDownLatch(acknowledgedMin);
        Process child = ChildJvm.start(ServeUntilKilled.class, folder.resolve("tmp"), store.toString());
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            URI address = address(out);
            Thread[] clients = new Thread[CLIENTS];
            for (int i = 0; i < CLIENTS; i++) {
                clients[i] = new Thread(() -> pushUntilRefused(address, enough));
                clients[i].start();
            }
            boolean pushed = enough.await(60, TimeUnit.SECONDS);
            child.toHandle().destroyForcibly();
            child.waitFor();
            for (Thread client : clients) {
                client.join(30_000);
            }
            assertThat(pushed).as("the service takes profiles").isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static URI address(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("address=")) {
                return URI.create(line.substring("address=".length()));
            }
        }
        throw new IllegalStateException("the service ended before it listened");
    }

    /** Each profile has a version of its own, so that the list of versions is the list of what is there. */
    private void pushUntilRefused(URI address, CountDownLatch enough) {
        HttpClient client = HttpClient.newHttpClient();
        byte[] body = PprofBytes.samples(TIME, COUNTS);
        try {
            while (true) {
                String version = "v" + next.incrementAndGet();
                String path = "/api/v1/profiles?service=shop&pod=p&version=" + version;
                if (TestService.send(client, address, "POST", path, body).statusCode() == 200) {
                    acknowledged.add(version);
                    enough.countDown();
                }
            }
        } catch (UncheckedIOException e) {
            // The connection broke: the service is dead, which is what this client waits for.
        }
    }

    /** A table below the first level comes from a compaction. */
    private static boolean hasCompacted(Path store) throws RocksDBException {
        RocksDB.loadLibrary();
        String path = store.resolve("db").toString();
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (Options options = new Options();
                DBOptions database = new DBOptions()) {
            List<ColumnFamilyDescriptor> families = RocksDB.listColumnFamilies(options, path).stream()
                    .map(ColumnFamilyDescriptor::new)
                    .toList();
            try (RocksDB rocks = RocksDB.openReadOnly(database, path, families, handles)) {
                boolean found = rocks.getLiveFilesMetaData().stream().anyMatch(file -> file.level() > 0);
                handles.forEach(ColumnFamilyHandle::close);
                return found;
            }
        }
    }

    private static Set<String> versions(TestService service) {
        JsonNode answer = service.get("/api/v1/versions?service=shop");
        Set<String> versions = new TreeSet<>();
        answer.findValuesAsText("version").forEach(versions::add);
        return versions;
    }
}
