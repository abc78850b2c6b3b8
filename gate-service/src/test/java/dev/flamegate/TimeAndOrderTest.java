package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.http.PprofBytes;
import dev.flamegate.store.rocksdb.Verification;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles come when they come: the service keeps them under the time they say, and under its own where they say none. */
class TimeAndOrderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();

    private static final class SettableClock extends Clock {
        private volatile Instant now = NOON;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @AfterEach
    void theStoreIsWhole() {
        assertThat(Verification.of(folder, (what, rows, about) -> {}).findings())
                .isEmpty();
    }

    @Test
    void aClockGoingBackwardsLosesNoProfileAndOverwritesNone() {
        try (TestService service = new TestService(folder, clock)) {
            push(service, 0);
            clock.now = NOON.minus(Duration.ofHours(2));
            push(service, 0);
            clock.now = NOON;
            push(service, 0);

            JsonNode version = version(service);
            assertThat(version.path("profiles").asInt()).isEqualTo(3);
            assertThat(Instant.parse(version.path("first").asText())).isBefore(NOON.minus(Duration.ofHours(1)));
            assertThat(service.get("/readyz").path("status").asText()).isEqualTo("ready");
            assertThat(service.send("GET", "/metrics", new byte[0]).statusCode())
                    .isEqualTo(200);
        }
        clock.now = NOON.minus(Duration.ofDays(400));
        try (TestService service = new TestService(folder, clock)) {
            push(service, 0);
            assertThat(version(service).path("profiles").asInt())
                    .as("after a start in the past")
                    .isEqualTo(4);
        }
    }

    @Test
    void aDuplicateUploadIsStoredTwiceAndCountedTwice() {
        try (TestService service = new TestService(folder, clock)) {
            push(service, nanos(NOON));
            push(service, nanos(NOON));
            JsonNode version = version(service);
            assertThat(version.path("profiles").asInt()).isEqualTo(2);
            assertThat(version.path("first")).isEqualTo(version.path("last"));
        }
    }

    @Test
    void anOutOfOrderUploadIsWhereItsTimeIs() {
        try (TestService service = new TestService(folder, clock)) {
            for (int minutes : new int[] {50, 10, 4000, 30, -4000, 20}) {
                push(service, nanos(NOON.minus(Duration.ofMinutes(minutes))));
            }
            JsonNode version = version(service);
            assertThat(version.path("profiles").asInt()).isEqualTo(6);
            assertThat(version.path("first").asText())
                    .isEqualTo(NOON.minus(Duration.ofMinutes(4000)).toString());
            assertThat(version.path("last").asText())
                    .isEqualTo(NOON.plus(Duration.ofMinutes(4000)).toString());
        }
    }

    private static void push(TestService service, long timeNanos) {
        assertThat(service.push("service=shop&version=1&pod=p", PprofBytes.cpu(timeNanos, "main", "work"))
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonNode version(TestService service) {
        return service.get("/api/v1/versions?service=shop").path("versions").path(0);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L;
    }
}
