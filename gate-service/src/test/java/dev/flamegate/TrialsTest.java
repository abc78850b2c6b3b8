package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.gate.SelfRecord;
import dev.flamegate.http.PprofBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate tried on versions that are equal for sure, through the API, with a clock that the test moves. */
class TrialsTest {
    private static final Duration INTERVAL = Duration.ofHours(6);
    private static final int PODS = 6;

    @TempDir
    Path folder;

    private final RecordedCanary recorded = new RecordedCanary();
    private TestService service;

    @BeforeEach
    void start() {
        service = new TestService(folder, recorded.clock);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** Lets an interval pass, and sends what each pod did at its end. */
    private void interval(String name, String version, int[] oneKind, int[] otherKind) {
        recorded.clock.by(INTERVAL);
        send(name, version, oneKind, otherKind);
    }

    private void send(String name, String version, int[] oneKind, int[] otherKind) {
        Instant start = recorded.clock.instant().minusSeconds(60);
        for (int pod = 0; pod < PODS; pod++) {
            long nanos = start.getEpochSecond() * 1_000_000_000L + pod;
            byte[] body = PprofBytes.samples(nanos, pod < PODS / 2 ? oneKind : otherKind);
            assertThat(service.push("service=" + name + "&version=" + version + "&pod=p" + pod, body)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private JsonNode trials(String name) {
        return service.get("/api/v1/services/" + name + "/trials");
    }

    private JsonNode asked(String name) {
        String question = "{\"service\":\"" + name + "\",\"baseline\":\"1\",\"candidate\":\"2\",\"window\":\"1h\"}";
        return TestService.json(
                service.send("POST", "/api/v1/gates?wait=60s", question.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theOddPodsOfARecordedVersionAreComparedWithTheEvenOnesOnceAnInterval() {
        recorded.minute(service, 1, "1.0.0", "none");
        service.trial();
        service.trial();
        recorded.clock.by(INTERVAL);
        service.trial();
        JsonNode answer = trials("shop");

        assertThat(answer.path("trials"))
                .as("its two types once; nothing new was there after an interval")
                .hasSize(2);
        JsonNode trial = answer.at("/trials/0");
        assertThat(trial.path("version").asText()).isEqualTo("1");
        assertThat(trial.path("pods").asInt()).isEqualTo(6);
        assertThat(trial.path("tested").asBoolean()).isTrue();
        assertThat(trial.path("verdict").asText()).isNotEqualTo("FAIL");
        assertThat(answer.path("compared").asInt()).isEqualTo(2);
        assertThat(answer.path("informational").asBoolean()).isFalse();
        assertThat(trials("nobody").path("compared").asInt()).isZero();
    }

    /** Two kinds of machines behind one service: by chance all of one kind are on one side, in 2 of 20 ways to divide six pods. */
    @Test
    void aServiceWhoseGateFailsEqualVersionsTooOftenTurnsInformationalAndSaysSo() {
        int[] one = {1000, 500, 700, 800};
        int[] other = {400, 1100, 700, 800};
        int trials = 30 * 4;
        for (int i = 0; i < trials; i++) {
            interval("mixed", "1", one, other);
            service.trial();
        }
        JsonNode answer = trials("mixed");
        for (int i = 0; i < 2; i++) {
            interval("mixed", "1", one, other);
            send("mixed", "2", new int[] {1000, 500, 1900, 800}, new int[] {400, 1100, 1900, 800});
        }
        JsonNode gate = asked("mixed");

        int failed = answer.path("failed").asInt();
        assertThat(answer.path("compared").asInt()).isEqualTo(trials);
        assertThat(SelfRecord.isAbove(failed, trials, 0.01))
                .as(failed + " failed")
                .isTrue();
        assertThat(answer.path("informational").asBoolean()).isTrue();
        assertThat(answer.at("/types/0/above_level").asBoolean()).isTrue();
        assertThat(answer.at("/types/0/least_rate").asDouble()).isGreaterThan(0.01);
        assertThat(gate.path("verdict").asText())
                .as(gate.at("/report/reasons") + " " + gate.at("/report/caveats"))
                .isEqualTo("FAIL");
        assertThat(gate.path("conclusion").asText()).isEqualTo("NEUTRAL");
        assertThat(gate.at("/report/policy/meaning").asText())
                .startsWith("This gate is informational until its record is better");
        assertThat(gate.at("/report/caveats").toString())
                .contains("This service's gate failed ")
                .contains(" comparisons of a version with itself in 30 days");
        assertThat(service.send("GET", "/metrics", new byte[0]).body())
                .contains("flamegate_trials_informational{service=\"mixed\"} 1.0");
        assertThat(TestService.json(service.send(
                                "POST", "/api/v1/gates/" + gate.path("id").asText() + "/replay", new byte[0]))
                        .path("identical")
                        .asBoolean())
                .isTrue();

        service.close();
        service = new TestService(folder, recorded.clock);
        assertThat(trials("mixed").path("failed").asInt()).as("after a restart").isEqualTo(failed);
        recorded.clock.by(Duration.ofDays(31));
        assertThat(trials("mixed").path("informational").asBoolean())
                .as("30 days later")
                .isFalse();
    }

    @Test
    void aServiceOfEqualPodsKeepsItsGate() {
        int[] counts = IntStream.of(1000, 500, 700, 800).toArray();
        for (int i = 0; i < 20; i++) {
            interval("even", "1", counts, counts);
            service.trial();
        }
        for (int i = 0; i < 2; i++) {
            interval("even", "1", counts, counts);
            send("even", "2", counts, counts);
        }
        JsonNode gate = asked("even");

        assertThat(trials("even").path("failed").asInt()).isZero();
        assertThat(gate.at("/report/policy/informational").asBoolean()).isFalse();
        assertThat(gate.at("/report/caveats").toString())
                .contains("failed 0 of 20 comparisons of a version with itself in 30 days");
    }

    @Test
    void oneUnluckyTrialIsNotEnough() {
        assertThat(SelfRecord.isAbove(1, 1, 0.01)).isFalse();
        assertThat(SelfRecord.isAbove(1, 120, 0.01)).isFalse();
        assertThat(SelfRecord.isAbove(3, 120, 0.01)).isFalse();
        assertThat(SelfRecord.isAbove(7, 120, 0.01)).isTrue();
        assertThat(SelfRecord.isAbove(3, 10, 0.01)).isTrue();
        assertThat(SelfRecord.isAbove(0, 0, 0.01)).isFalse();
    }
}
