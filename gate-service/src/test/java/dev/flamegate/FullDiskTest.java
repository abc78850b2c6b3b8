package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.http.PprofBytes;
import dev.flamegate.store.rocksdb.DamagedLog;
import dev.flamegate.store.rocksdb.RocksSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real small file system that fills up under the service, which is asked over HTTP. Needs the right to mount; {@code ProfileRoutesTest}
 * and {@code FailedWriteTest} have the answers to a disk that says it is full, with and without a server.
 */
@Timeout(180)
class FullDiskTest {
    private static final long DISK_BYTES = 96 << 20;
    private static final RocksSettings SMALL = new RocksSettings(16 << 20, 64, 1 << 20, DamagedLog.REFUSE);
    private static final int[] COUNTS = new Random(1).ints(4000, 1, 1000).toArray();
    private static final long NOW = System.currentTimeMillis() * 1_000_000;

    @TempDir
    Path disk;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString());
        assumeTrue(mounted, "no right to mount a file system here: the full disk over HTTP is not tested");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", disk.toString());
        }
    }

    @Test
    void writesAreAnswered507WhileReadsAndGatesGoOnAndAllRecoversWithoutARestart() throws Exception {
        try (TestService service = new TestService(disk.resolve("store"), Clock.systemUTC(), SMALL)) {
            for (int pod = 0; pod < 6; pod++) {
                for (int version = 1; version <= 2; version++) {
                    assertThat(push(service, "kept", version, "p" + pod).statusCode())
                            .isEqualTo(200);
                }
            }
            Path ballast = disk.resolve("ballast");
            fill(ballast);

            HttpResponse<String> refused = pushUntil(service, 507);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
            assertThat(TestService.json(refused).path("code").asText()).isEqualTo("disk_full");
            assertThat(service.get("/api/v1/versions?service=kept").path("versions"))
                    .hasSize(2);
            assertThat(service.get("/readyz").path("status").asText()).isEqualTo("ready");
            JsonNode gate = service.gate("kept");
            assertThat(gate.path("verdict").asText()).as(gate.toString()).isNotEmpty();
            assertThat(service.get("/api/v1/gates/" + gate.path("id").asText()).path("verdict"))
                    .isEqualTo(gate.path("verdict"));
            assertThat(push(service, "more", 1, "p").statusCode()).isEqualTo(507);

            Files.delete(ballast);
            pushUntil(service, 200);
            assertThat(service.get("/api/v1/versions?service=kept").path("versions"))
                    .hasSize(2);
        }
    }

    private static HttpResponse<String> push(TestService service, String name, int version, String pod) {
        return service.push("service=" + name + "&version=" + version + "&pod=" + pod, PprofBytes.samples(NOW, COUNTS));
    }

    private static HttpResponse<String> pushUntil(TestService service, int status) {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        HttpResponse<String> answer = push(service, "more", 1, "p");
        while (answer.statusCode() != status) {
            assertThat(System.nanoTime()).as(answer.body()).isLessThan(deadline);
            answer = push(service, "more", 1, "p");
        }
        return answer;
    }

    private static void fill(Path file) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
