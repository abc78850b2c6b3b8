package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.http.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficRoutesTest {
    private static final String LINE =
            "{\"service\":\"shop\",\"version\":\"1\",\"pod\":\"p1\",\"start\":1790000000,\"end\":\"1790000060\",\"requests\":2227}";

    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keepsEveryLineAndTheSameLineOnce() {
        Answer answer = server.post("/api/v1/traffic", LINE + "\n\n" + LINE.replace("p1", "p2") + "\n" + LINE + "\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("records").asInt()).isEqualTo(3);
        assertThat(server.documents.size()).isEqualTo(2);
    }

    @Test
    void knowsTheUsualNamesOfLabels() {
        String line =
                "{\"labels\":{\"service.name\":\"shop\",\"k8s.pod.name\":\"p1\"},\"start\":\"now-1m\",\"end\":\"now\",\"requests\":\"1e3\"}";

        assertThat(server.post("/api/v1/traffic", line).status()).isEqualTo(200);
        assertThat(server.documents.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | empty_body | ''",
                "{\"service\":\"shop\",\"start\":1,\"end\":2} | field_missing | line 2",
                "{\"service\":\"shop\",\"end\":2,\"requests\":1} | field_missing | line 2",
                "{\"service\":\"shop\",\"start\":1790000000,\"end\":1789999999,\"requests\":1} | invalid_traffic | line 2",
                "{\"service\":\"shop\",\"start\":1790000000,\"end\":1799999999,\"requests\":1} | invalid_traffic | line 2",
                "{\"service\":\"shop\",\"start\":1790000000,\"end\":1790000060,\"requests\":-1} | invalid_traffic | line 2",
                "{\"service\":\"shop\",\"start\":\"soon\",\"end\":1790000060,\"requests\":1} | invalid_traffic | line 2",
                "{\"start\":1790000000,\"end\":1790000060,\"requests\":1} | invalid_traffic | line 2",
                "{\"service\":\"shop\",\"count\":3} | unknown_field | line 2",
                "no json | invalid_json | line 2"
            })
    void oneBadLineRefusesAllAndIsNamed(String line, String code, String position) {
        String body = line.isEmpty() ? "\n" : LINE + "\n" + line;

        Answer answer = server.post("/api/v1/traffic", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("position").asText()).startsWith(position);
        assertThat(server.documents.size()).isZero();
    }
}
