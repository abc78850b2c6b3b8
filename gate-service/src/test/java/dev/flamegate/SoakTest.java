package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.flamegate.http.PprofBytes;
import dev.flamegate.store.Retention;
import dev.flamegate.store.rocksdb.DamagedLog;
import dev.flamegate.store.rocksdb.RocksSettings;
import dev.flamegate.store.rocksdb.Verification;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A week in a minute: profiles of seven days are pushed while versions are listed and gates asked. Memory and file handles after half of it
 * are about those at its end, and days that are too old have gone. {@code -Dflamegate.soak.seconds=600} takes longer, with more profiles in the same week.
 */
@Timeout(1200)
@EnabledOnOs(OS.LINUX)
class SoakTest {
    private static final long SECONDS = Long.getLong("flamegate.soak.seconds", 40);
    private static final int PODS = 3;
    private static final int STEPS = 7 * 24;
    private static final long RESIDENT_GROWTH_BYTES_MAX = 64 << 20;
    private static final long HANDLES_GROWTH_MAX = 48;
    private static final Instant START = Instant.parse("2026-11-14T00:00:00Z");

    @TempDir
    Path folder;

    private volatile Instant now = START;

    /** Of the week that passes in a minute. */
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for it");
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void memoryAndFileHandlesStayFlatOverAWeek() throws Exception {
        RocksSettings small = new RocksSettings(32 << 20, 64, 256 << 10, DamagedLog.REFUSE);
        Retention days =
                new Retention(Duration.ofDays(2), Duration.ofDays(3), Duration.ofDays(5), Duration.ofDays(5), 0);
        Random random = new Random(1);
        long handlesBefore = handles();
        long pushed;
        try (TestService service = new TestService(folder, clock, small, days)) {
            pushed = run(service, 0, STEPS / 2, random);
            long resident = residentBytes();
            long handles = handles();
            pushed += run(service, STEPS / 2, STEPS, random);
            service.upkeep();
            long residentGrowth = residentBytes() - resident;
            System.out.println("SoakTest: " + pushed + " profiles; in the second half memory grew by "
                    + (residentGrowth >> 10) + " KiB of " + (resident >> 10) + " KiB, file handles by "
                    + (handles() - handles) + " of " + handles);
            assertThat(residentGrowth).isLessThan(RESIDENT_GROWTH_BYTES_MAX);
            assertThat(handles() - handles).isLessThan(HANDLES_GROWTH_MAX);
            assertThat(service.get("/api/v1/versions?service=shop").findValuesAsText("profiles"))
                    .isNotEmpty();
        }
        assertThat(handles()).as("closing gives all handles back").isLessThanOrEqualTo(handlesBefore + 16);
        Verification.Result verified = Verification.of(folder, (what, rows, about) -> {});
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.families().get("profiles").rows())
                .as("of 7 days, 2 and the one under way are left")
                .isBetween(1L, pushed * 4 / 7);
        assertThat(verified.families().get("days").rows())
                .as("of 7 days, 5 and the one under way are left, for each series")
                .isBetween(5L * 2 * PODS, 6L * 2 * PODS);
    }

    /** One step is an hour of the week; as many rounds of profiles as the time has room for, one at least. */
    private long run(TestService service, int from, int to, Random random) {
        long pushed = 0;
        long begin = System.nanoTime();
        for (int hour = from; hour < to; hour++) {
            long until = begin + Duration.ofSeconds(SECONDS).toNanos() * (hour + 1 - from) / STEPS;
            now = START.plus(Duration.ofHours(hour + 1));
            int minute = 0;
            do {
                Instant time = START.plus(Duration.ofHours(hour)).plus(Duration.ofMinutes(minute++ % 60));
                pushed += push(service, time, random);
            } while (System.nanoTime() < until);
            if (hour % 12 == 0) {
                service.upkeep();
                assertThat(service.gate("shop").path("verdict").asText()).isNotEmpty();
                assertThat(service.get("/api/v1/versions?service=shop").path("versions"))
                        .hasSize(2);
            }
        }
        return pushed;
    }

    private static int push(TestService service, Instant time, Random random) {
        for (int pod = 0; pod < PODS; pod++) {
            for (int version = 1; version <= 2; version++) {
                int[] counts = random.ints(200, 1, 100).toArray();
                byte[] body = PprofBytes.samples(time.getEpochSecond() * 1_000_000_000L + pod, counts);
                assertThat(service.push("service=shop&version=" + version + "&pod=p" + pod + version, body)
                                .statusCode())
                        .isEqualTo(200);
            }
        }
        return 2 * PODS;
    }

    private static long handles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static long residentBytes() throws IOException {
        System.gc();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IllegalStateException("/proc/self/status has no VmRSS");
    }
}
