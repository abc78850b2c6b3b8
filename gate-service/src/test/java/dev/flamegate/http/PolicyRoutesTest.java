package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.gate.EvaluationRequest.SentPolicy;
import dev.flamegate.gate.policy.Meaning;
import dev.flamegate.http.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyRoutesTest {
    private static final String PATH = "/api/v1/services/shop/policy";

    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer put(String query, String yaml) {
        return server.send("PUT", PATH + query, BodyPublishers.ofString(yaml));
    }

    @Test
    void aPolicyIsKeptReadReplacedAndRemovedAndTheLogKnowsWhoDidIt() {
        assertThat(server.get(PATH).status()).isEqualTo(404);
        Answer first = put("?author=anna&commit=4f2a1c9", "alpha: 0.02\n");
        put("?author=zoe", "alpha: 0.03\n");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().path("hash").asText()).hasSize(64);
        assertThat(server.get(PATH).json().path("policy").asText()).isEqualTo("alpha: 0.03\n");
        assertThat(server.send("DELETE", PATH, BodyPublishers.noBody()).status())
                .isEqualTo(204);
        assertThat(server.send("DELETE", PATH, BodyPublishers.noBody()).status())
                .isEqualTo(404);
        assertThat(server.get(PATH).status()).isEqualTo(404);
        JsonNode entries = server.get("/api/v1/audit").json().path("entries");
        assertThat(entries.findValuesAsText("action")).containsExactly("policy-removed", "policy-set", "policy-set");
        assertThat(entries.at("/2/sender/who").asText()).isEqualTo("anna");
        assertThat(entries.at("/2/sender/commit").asText()).isEqualTo("4f2a1c9");
        assertThat(entries.at("/2/sender/address").asText()).isEqualTo("127.0.0.1");
        assertThat(server.get("/api/v1/audit?limit=1").json().path("entries")).hasSize(1);
    }

    @Test
    void aPolicyThatDoesNotHoldChangesNothing() {
        put("", "alpha: 0.02\n");

        Answer refused = put("", "alpha: 2\ncolour: red\n");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("position").asText()).isEqualTo("line 1, column 8");
        assertThat(refused.json().path("hint").asText()).contains("line 2, column 1: there is no key 'colour'");
        assertThat(server.get(PATH).json().path("policy").asText()).isEqualTo("alpha: 0.02\n");
        assertThat(server.get("/api/v1/audit").json().path("entries")).hasSize(1);
    }

    @Test
    void aQuestionBringsItsPolicy() {
        Answer answer = server.post(
                "/api/v1/gates",
                "{\"service\":\"shop\",\"baseline\":\"1\",\"candidate\":\"2\",\"policy\":\"errors: neutral\",\"commit\":\"abc\"}");

        assertThat(answer.status()).isEqualTo(202);
        SentPolicy sent = server.gates.asked().get(0).policy().orElseThrow();
        assertThat(sent.file().document().errors()).isEqualTo(Meaning.NEUTRAL);
        assertThat(sent.file().name()).isEqualTo(".flamegate.yml");
        assertThat(sent.sender().commit()).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /api/v1/gates | {\"service\":\"s\",\"baseline\":\"1\",\"candidate\":\"2\",\"policy\":\"a: 1\"} | 400 | invalid_policy",
                "POST | /api/v1/gates | {\"service\":\"s\",\"baseline\":\"1\",\"candidate\":\"2\",\"policy\":\"\",\"commit\":\"a\\nb\"} | 400 | invalid_parameter",
                "POST | /api/v1/retro | {\"service\":\"s\"} | 400 | invalid_parameter",
                "POST | /api/v1/retro | {\"policy\":\"\",\"last\":0} | 400 | invalid_parameter",
                "POST | /api/v1/retro | {\"policy\":\"a: 1\"} | 400 | invalid_policy",
                "POST | /api/v1/gates/nothing/replay | '' | 404 | evidence_unknown",
                "GET | /api/v1/gates/nothing/evidence | '' | 404 | evidence_unknown",
                "GET | /api/v1/audit?limit=x | '' | 400 | invalid_parameter",
            })
    void whatCannotBeAnsweredIsRefusedWithAReason(String method, String path, String body, int status, String code) {
        Answer answer =
                server.send(method, path, BodyPublishers.ofString("''".equals(body) ? "" : body.replace("''", "")));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
    }

    @Test
    void aGateThatCouldNotRunSaysWhatThatMeans() {
        server.gates.failWith("the disk is gone");
        JsonNode answer = server.post(
                        "/api/v1/gates?wait=5s", "{\"service\":\"shop\",\"baseline\":\"1\",\"candidate\":\"2\"}")
                .json();

        assertThat(answer.path("state").asText()).isEqualTo("failed");
        assertThat(answer.path("conclusion").asText()).isEqualTo("FAILURE");
    }
}
