package dev.flamegate.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A profile that was acknowledged is there after kill -9. */
@Timeout(180)
class KilledWhilePushingTest {
    private static final int ROUNDS = 3;
    private static final int CLIENTS = 4;

    @TempDir
    Path folder;

    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private final AtomicInteger next = new AtomicInteger();

    @Test
    void everyAcknowledgedProfileIsThereAfterTheServiceWasKilled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            pushUntilKilled(20 + 15 * round);
        }

        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 20);
        try (ServiceProcess service = new ServiceProcess(folder)) {
            assertThat(versions(service)).containsAll(acknowledged);
        }
    }

    private void pushUntilKilled(int acknowledgedMin) throws Exception {
        byte[] body =
                Fixtures.bytes(Fixtures.version("shop", "1.0.0").get("profiles").get(0));
        CountDownLatch enough = new CountDownLatch(acknowledgedMin);
        try (ServiceProcess service = new ServiceProcess(folder)) {
            Thread[] clients = new Thread[CLIENTS];
            for (int i = 0; i < CLIENTS; i++) {
                clients[i] = new Thread(() -> pushUntilRefused(service, body, enough));
                clients[i].start();
            }
            assertThat(enough.await(60, TimeUnit.SECONDS))
                    .as("the service takes profiles")
                    .isTrue();
            service.kill();
            for (Thread client : clients) {
                client.join(30_000);
            }
        }
    }

    /** Each profile has a version of its own, so that the list of versions is the list of what is there. */
    private void pushUntilRefused(ServiceProcess service, byte[] body, CountDownLatch enough) {
        try {
            while (true) {
                String version = "v" + next.incrementAndGet();
                String path = "/api/v1/profiles?service=shop&pod=p&version=" + version;
                if (service.post(path, body, "application/octet-stream").statusCode() == 200) {
                    acknowledged.add(version);
                    enough.countDown();
                }
            }
        } catch (IOException e) {
            // The connection broke: the service is dead, which is what this client waits for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<String> versions(ServiceProcess service) throws IOException, InterruptedException {
        JsonNode answer = new ObjectMapper()
                .readTree(service.get("/api/v1/versions?service=shop").body());
        Set<String> versions = new TreeSet<>();
        answer.findValuesAsText("version").forEach(versions::add);
        return versions;
    }
}
