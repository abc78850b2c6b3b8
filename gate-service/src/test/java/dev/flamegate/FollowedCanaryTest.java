package dev.flamegate;

import static dev.flamegate.RecordedCanary.awaitEnd;
import static dev.flamegate.RecordedCanary.awaitLook;
import static dev.flamegate.RecordedCanary.follow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Canaries that are followed while they run, through the API, with recorded profiles that come minute by minute. */
class FollowedCanaryTest {
    private static final String THREE_LOOKS = "{\"deadline\":\"3m\",\"looks\":3}";

    @TempDir
    Path folder;

    private final RecordedCanary canary = new RecordedCanary();
    private TestService service;

    @BeforeEach
    void start() {
        service = new TestService(folder, canary.clock);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aCanaryThatRegressesLateFailsAndNotBefore() {
        String id = follow(service, THREE_LOOKS);
        canary.minute(service, 1, "1.0.0", "1.0.1");
        JsonNode first = awaitLook(service, id, 1);
        canary.minute(service, 2, "1.0.0", "1.1.0");
        awaitLook(service, id, 2);
        canary.minute(service, 3, "1.0.0", "1.1.0");
        JsonNode end = awaitEnd(service, id);

        assertThat(first.path("state").asText()).isEqualTo("running");
        assertThat(first.at("/follow/state").asText()).isEqualTo("watching");
        assertThat(end.path("verdict").asText()).as(end.toPrettyString()).isEqualTo("FAIL");
        assertThat(end.path("headline").asText()).contains("Cart.reprice");
        assertThat(end.at("/report/id").asText()).isEqualTo(id);
    }

    @Test
    void aClearRegressionEndsItAtTheFirstLook() {
        String id = follow(service, THREE_LOOKS);
        canary.minute(service, 1, "1.0.0", "1.1.0");
        JsonNode end = awaitEnd(service, id);

        assertThat(end.path("verdict").asText()).isEqualTo("FAIL");
        assertThat(end.at("/report/subject/look/number").asInt()).isEqualTo(1);
        assertThat(end.at("/report/subject/look/planned").asInt()).isEqualTo(3);
        assertThat(canary.clock.instant()).isBefore(RecordedCanary.START.plus(Duration.ofMinutes(3)));
        assertThat(TestService.json(service.send("POST", "/api/v1/gates/" + id + "/replay", new byte[0]))
                        .path("identical")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aCanaryThatStaysGoodIsLookedAtUntilTheDeadlineAndNeverFails() {
        String id = follow(service, THREE_LOOKS);
        for (int minute = 1; minute <= 3; minute++) {
            JsonNode before = service.get("/api/v1/gates/" + id);
            assertThat(before.path("state").asText()).isEqualTo("running");
            canary.minute(service, minute, "1.0.0", "1.0.1");
            awaitLook(service, id, minute);
        }
        JsonNode end = awaitEnd(service, id);

        assertThat(end.path("verdict").asText()).isNotEqualTo("FAIL");
        assertThat(end.at("/report/subject/look/number").asInt()).isEqualTo(3);
        assertThat(end.at("/report/subject/candidate/windows").asInt()).isEqualTo(18);
    }

    @Test
    void aCanaryThatNeverGetsTrafficIsInconclusiveAtTheDeadlineWithTheReason() {
        String id = follow(service, THREE_LOOKS);
        canary.minute(service, 1, "1.0.0", "none");
        JsonNode first = awaitLook(service, id, 1);
        canary.minute(service, 2, "1.0.0", "none");
        awaitLook(service, id, 2);
        canary.minute(service, 3, "1.0.0", "none");
        JsonNode end = awaitEnd(service, id);

        assertThat(first.at("/follow/state").asText()).isEqualTo("waiting");
        assertThat(first.at("/follow/message").asText()).contains("candidate `2`");
        assertThat(first.at("/follow/baseline/pods").asInt()).isEqualTo(6);
        assertThat(end.path("verdict").asText()).isEqualTo("INCONCLUSIVE");
        assertThat(end.at("/report/reasons/0/code").asText()).isEqualTo("no-candidate-data");
        assertThat(end.at("/report/reasons/0/sentence").asText())
                .contains("Followed since 2026-11-21T12:00:00Z", "until 2026-11-21T12:03:00Z at the latest");
    }

    @Test
    void aFollowGoesOnWhenTheServiceIsStartedAgainAndItsDeadlineStays() {
        String id = follow(service, THREE_LOOKS);
        canary.minute(service, 1, "1.0.0", "1.0.1");
        JsonNode first = awaitLook(service, id, 1);
        service.close();
        canary.clock.by(Duration.ofMinutes(1));
        service = new TestService(folder, canary.clock);
        JsonNode second = awaitLook(service, id, 2);
        service.close();
        canary.clock.by(Duration.ofMinutes(30));
        service = new TestService(folder, canary.clock);
        canary.send(service, "2", "1.1.0", 20);
        JsonNode end = awaitEnd(service, id);

        assertThat(second.at("/follow/deadline")).isEqualTo(first.at("/follow/deadline"));
        assertThat(second.at("/follow/event").asLong())
                .isGreaterThan(first.at("/follow/event").asLong());
        assertThat(end.path("verdict").asText()).isNotEqualTo("FAIL");
        assertThat(end.at("/report/subject/look/number").asInt()).isEqualTo(3);
        assertThat(end.at("/report/subject/candidate/windows").asInt())
                .as("what began after the deadline does not count")
                .isEqualTo(6);
    }

    @Test
    void aFollowThatSomebodyEndsHasNoVerdictAndNeverPasses() {
        String id = follow(service, "\"1h\"");
        HttpResponse<String> ended = service.send("DELETE", "/api/v1/gates/" + id, new byte[0]);
        JsonNode state = service.get("/api/v1/gates/" + id);

        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(state.path("state").asText()).isEqualTo("cancelled");
        assertThat(state.path("conclusion").asText()).isEqualTo("FAILURE");
        assertThat(state.has("verdict")).isFalse();
        assertThat(service.send("DELETE", "/api/v1/gates/" + id, new byte[0]).statusCode())
                .isEqualTo(409);
        service.close();
        service = new TestService(folder, canary.clock);
        assertThat(service.get("/api/v1/gates/" + id).path("state").asText()).isEqualTo("cancelled");
    }

    private static final String CONFIRMED = "{\"deadline\":\"3m\",\"looks\":3,\"confirm\":true}";

    private static JsonNode confirmation(JsonNode end) {
        for (JsonNode check : end.at("/report/checks")) {
            if (check.path("name").asText().equals("confirmation")) {
                return check;
            }
        }
        throw new AssertionError("no confirmation in " + end.at("/report/checks"));
    }

    private boolean isReplayedToTheByte(String id) {
        return TestService.json(service.send("POST", "/api/v1/gates/" + id + "/replay", new byte[0]))
                .path("identical")
                .asBoolean();
    }

    @Test
    void aRegressionIsConfirmedOnFreshProfilesBeforeItFailsAcrossARestartToo() {
        String id = follow(service, CONFIRMED);
        canary.minute(service, 1, "1.0.0", "1.1.0");
        JsonNode first = awaitLook(service, id, 1);
        service.close();
        service = new TestService(folder, canary.clock);
        canary.minute(service, 2, "1.0.0", "1.1.0");
        JsonNode end = awaitEnd(service, id);

        assertThat(first.path("state").asText()).isEqualTo("running");
        assertThat(first.at("/follow/state").asText()).isEqualTo("confirming");
        assertThat(first.at("/follow/suspects/0/function").asText()).contains("Cart.reprice");
        assertThat(end.path("verdict").asText()).isEqualTo("FAIL");
        assertThat(confirmation(end).path("detail").asText())
                .startsWith("confirmed on fresh data of 2026-11-21T12:01:05Z")
                .contains("Cart.reprice");
        assertThat(isReplayedToTheByte(id)).isTrue();
    }

    @Test
    void aRegressionOfTheFirstMinuteThatIsGoneIsInconclusiveAndSaysSo() {
        String id = follow(service, CONFIRMED);
        canary.minute(service, 1, "1.0.0", "1.1.0");
        awaitLook(service, id, 1);
        canary.minute(service, 2, "1.0.0", "1.0.1");
        JsonNode end = awaitEnd(service, id);

        assertThat(end.path("verdict").asText()).isEqualTo("INCONCLUSIVE");
        assertThat(end.at("/report/reasons").toString()).contains("not-confirmed");
        assertThat(confirmation(end).path("state").asText()).isEqualTo("FAILED");
        assertThat(isReplayedToTheByte(id)).isTrue();
    }

    @Test
    void aCanaryThatIsStoppedWhileItIsConfirmedStillFails() {
        String id = follow(service, CONFIRMED);
        canary.minute(service, 1, "1.0.0", "1.1.0");
        awaitLook(service, id, 1);
        canary.minute(service, 2, "1.0.0", "none");
        JsonNode end = awaitEnd(service, id);

        assertThat(end.path("verdict").asText()).isEqualTo("FAIL");
        assertThat(confirmation(end).path("detail").asText()).contains("the first FAIL stands");
    }

    @Test
    void onlySoManyFollowsAreOpenAtOneTime() {
        for (int i = 0; i < 50; i++) {
            follow(service, "\"1h\"");
        }
        String question = "{\"service\":\"shop\",\"baseline\":\"1\",\"candidate\":\"2\",\"follow\":\"1h\"}";
        HttpResponse<String> refused = service.send("POST", "/api/v1/gates", question.getBytes(StandardCharsets.UTF_8));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }
}
