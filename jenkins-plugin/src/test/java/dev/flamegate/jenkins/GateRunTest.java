package dev.flamegate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateRunTest {
    private static final GateQuestion QUESTION = new GateQuestion("shop", "1", "2", "", "", "");
    private static final String RUNNING =
            "{\"id\":\"g1\",\"state\":\"running\",\"links\":{\"self\":\"/api/v1/gates/g1\",\"page\":\"/gates/g1\"}}";
    private static final String DONE =
            "{\"id\":\"g1\",\"state\":\"done\",\"verdict\":\"FAIL\",\"conclusion\":\"FAILURE\","
                    + "\"headline\":\"`a\\u001b[31m` grew\\nmuch\",\"links\":{\"page\":\"/gates/g1\"}}";

    private record Answer(int status, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> log = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Answer answer = answers.remove();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Retry-After", "0");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Outcome ask(Duration waitMax) throws IOException, InterruptedException {
        URI base = ServiceApi.address("http://127.0.0.1:" + server.getAddress().getPort());
        ServiceApi api = new ServiceApi(base, "s3cret", Duration.ofMillis(1), log::add);
        return new GateRun(api, log::add).ask(QUESTION, waitMax);
    }

    private void answers(int status, String body) {
        answers.add(new Answer(status, body));
    }

    @Test
    void followsTheGateUntilItIsDone() throws Exception {
        answers(202, RUNNING);
        answers(200, RUNNING);
        answers(200, DONE);
        Outcome outcome = ask(Duration.ofMinutes(1));
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.headline()).isEqualTo("`a [31m` grew much");
        assertThat(outcome.path()).isEqualTo("/api/v1/gates/g1");
        assertThat(outcome.page()).endsWith("/gates/g1");
        assertThat(asked.get(0))
                .startsWith("POST /api/v1/gates?wait=")
                .endsWith("{\"service\":\"shop\",\"baseline\":\"1\",\"candidate\":\"2\"}");
        assertThat(asked.get(2)).startsWith("GET /api/v1/gates/g1?wait=");
        assertThat(log).anyMatch(line -> line.startsWith("still running after"));
    }

    @Test
    void aBusyServiceIsAskedAgainAndTheTokenStaysOutOfTheLog() throws Exception {
        answers(429, "{\"message\":\"busy\"}");
        answers(503, "");
        answers(200, DONE);
        assertThat(ask(Duration.ofMinutes(1)).id()).isEqualTo("g1");
        assertThat(asked).hasSize(3).allMatch(line -> line.contains("Bearer s3cret"));
        assertThat(log).hasSize(3).noneMatch(line -> line.contains("s3cret"));
        assertThat(log.get(0)).contains("status 429: busy");
    }

    @Test
    void aRefusalIsNotRepeatedAndKeepsItsReasonAndHint() {
        answers(400, "{\"message\":\"no such service\",\"hint\":\"services: a, b\"}");
        assertThatThrownBy(() -> ask(Duration.ofMinutes(1)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("status 400: no such service (services: a, b)")
                .hasMessageNotContaining("s3cret");
        assertThat(asked).hasSize(1);
    }

    @Test
    void aServiceThatStaysAwayIsGivenUp() {
        for (int i = 0; i < 4; i++) {
            answers(502, "<html>");
        }
        assertThatThrownBy(() -> ask(Duration.ofMinutes(1)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("after 4 tries: status 502");
    }

    @Test
    void aGateThatCouldNotRunIsAnError() {
        answers(200, "{\"id\":\"g1\",\"state\":\"failed\",\"message\":\"the disk is full\",\"links\":{}}");
        assertThatThrownBy(() -> ask(Duration.ofMinutes(1)))
                .isInstanceOf(ServiceException.class)
                .hasMessage("gate g1 could not run: the disk is full");
    }

    @Test
    void waitingEndsAtTheDeadline() {
        answers(202, RUNNING);
        assertThatThrownBy(() -> ask(Duration.ZERO))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("did not answer within 0 s")
                .hasMessageContaining("/gates/g1");
    }
}
