package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.delivery.DeliveryException;
import dev.flamegate.delivery.Surface;
import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.reports.Verdict;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxRoutesTest {
    private static final String SHA = "0123456789012345678901234567890123456789";
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private Answer ask(String github) {
        return server.post(
                "/api/v1/gates",
                "{\"service\": \"shop\", \"baseline\": \"1.0\", \"candidate\": \"1.1\", \"github\": " + github + "}");
    }

    private static String place() {
        return "{\"repository\": \"acme/shop\", \"pull_request\": 7, \"sha\": \"" + SHA + "\"}";
    }

    private void fail() {
        server.publisher.surfaces = List.of(Surface.CHECK, Surface.COMMENT);
        server.publisher.failure =
                new DeliveryException(DeliveryException.Kind.UNREACHABLE, "GitHub answered <502>", null);
        ask(place());
        server.gates.answerWith(id -> TestReports.of(id, Verdict.FAIL));
        server.get("/api/v1/gates/gate-1?wait=1s");
        server.outbox.deliverDue();
    }

    @Test
    void theAnswerSaysWhoPosts() {
        assertThat(ask(place()).json().at("/reporting/posted_by").asText()).isEqualTo("caller");
        server.publisher.surfaces = List.of(Surface.CHECK);
        assertThat(ask(place()).json().at("/reporting/posted_by").asText()).isEqualTo("service");
    }

    @Test
    void aQuestionWithoutAPlaceIsAnsweredWithoutAWordAboutPosting() {
        Answer answer =
                server.post("/api/v1/gates", "{\"service\": \"shop\", \"baseline\": \"1\", \"candidate\": \"2\"}");

        assertThat(answer.json().has("reporting")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"repository\": \"acme/shop\"}",
                "{\"repository\": \"../shop\", \"sha\": \"0123456789012345678901234567890123456789\"}",
                "{\"repository\": \"acme/shop\", \"sha\": \"main\"}",
                "{\"repository\": \"acme/shop\", \"pull_request\": 0, \"sha\": \"0123456789012345678901234567890123456789\"}",
                "{\"repo\": \"acme/shop\"}"
            })
    void aPlaceThatIsNoneIsRefusedBeforeAnythingIsAsked(String place) {
        assertThat(ask(place).status()).isEqualTo(400);
        assertThat(server.gates.asked()).isEmpty();
    }

    @Test
    void whatWaitsIsListedWithTheReasonAndTheNextTry() {
        fail();

        JsonNode answer = server.get("/api/v1/outbox?state=pending").json();

        assertThat(answer.path("pending").asInt()).isEqualTo(2);
        JsonNode check = answer.path("deliveries").get(1);
        assertThat(check.path("id").asText()).isEqualTo("gate-1-check");
        assertThat(check.path("state").asText()).isEqualTo("pending");
        assertThat(check.path("note").asText()).contains("502");
        assertThat(check.path("next_attempt_at").asText()).startsWith("2026-11-21T12:00:0");
        assertThat(server.get("/api/v1/gates/gate-1").json().path("deliveries")).hasSize(2);
        assertThat(server.get("/metrics").text()).contains("flamegate_outbox_pending 2.0");
    }

    @Test
    void theReportsPageSaysThatGitHubWasNotToldYet() {
        fail();

        assertThat(server.get("/gates/gate-1").text())
                .contains("GitHub is not yet told of this verdict; next try <time datetime=\"2026-11-21T12:00:0");
    }

    @Test
    void retryNowTriesAtOnceAndTheRowSaysDelivered() {
        fail();
        server.publisher.failure = null;

        Answer answer = server.post("/api/v1/outbox/gate-1-check/retry", "");
        server.outbox.deliverDue();

        assertThat(answer.status()).isEqualTo(202);
        assertThat(server.publisher.said).containsExactly("gate-1-check Answered");
        assertThat(server.get("/api/v1/gates/gate-1")
                        .json()
                        .at("/deliveries/0/state")
                        .asText())
                .isEqualTo("delivered");
    }

    @Test
    void aDeliveryThatDoesNotExistCannotBeRetried() {
        assertThat(server.post("/api/v1/outbox/nothing/retry", "").status()).isEqualTo(404);
        assertThat(server.get("/api/v1/outbox?state=lost").status()).isEqualTo(400);
    }

    @Test
    void thePageShowsTextAsText() {
        fail();

        assertThat(server.get("/outbox").text())
                .contains("GitHub answered &lt;502&gt;", "acme/shop #7")
                .doesNotContain("<502>");
    }
}
