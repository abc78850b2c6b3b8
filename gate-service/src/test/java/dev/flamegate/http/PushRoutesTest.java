package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.ingest.push.PushBytes;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.StoreException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Push over Connect's unary form. */
class PushRoutesTest {
    private static final byte[] CPU = PprofBytes.cpu(1_790_000_000_000_000_000L, "main");
    private static final byte[] REQUEST = PushBytes.request(Map.of("service_name", "shop", "version", "1.0.0"), CPU);
    private static final String[] PROTO = {"Content-Type", "application/proto"};
    private static final String[] GZIP = {"Content-Type", "application/proto", "Content-Encoding", "gzip"};

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @BeforeEach
    void clear() {
        server.store.clear();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void takesProtobufPlainAndCompressedAndAnswersNoBytesOfTheSameType() {
        for (Answer answer : new Answer[] {
            server.post(RpcForm.PUSH, REQUEST, PROTO),
            server.post(RpcForm.PUSH, PprofBytes.gzip(REQUEST), GZIP),
            server.post(
                    RpcForm.PUSH,
                    REQUEST,
                    "Content-Type",
                    "application/proto",
                    "Content-Encoding",
                    "identity",
                    "Connect-Protocol-Version",
                    "1")
        }) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/proto");
            assertThat(answer.response().body()).isEmpty();
        }
        assertThat(server.store.profiles()).hasSize(3);
        assertThat(TestServer.labels(server.store)).isEqualTo(Map.of("service_name", "shop", "version", "1.0.0"));
    }

    @Test
    void takesJson() {
        String json = "{\"series\":[{\"labels\":[{\"name\":\"service_name\",\"value\":\"shop\"}],\"samples\":"
                + "[{\"rawProfile\":\"" + Base64.getEncoder().encodeToString(CPU) + "\",\"ID\":\"x\"}]}],\"more\":1}";

        Answer answer = server.post(RpcForm.PUSH, json, "Content-Type", "application/json; charset=utf-8");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{}");
        assertThat(server.store.profiles()).hasSize(1);
        Answer broken = server.post(RpcForm.PUSH, "{\"series\":[{]}", "Content-Type", "application/json");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.json().path("code").asText()).isEqualTo("invalid_argument");
        assertThat(broken.json().path("message").asText()).contains("line 1, column 13");
    }

    @Test
    void givesAProfileWithoutATimeTheTimeOfItsArrival() {
        server.post(RpcForm.PUSH, PushBytes.request(Map.of(), PprofBytes.cpu(0, "main")), PROTO);

        assertThat(server.store.profiles())
                .extracting(Profile::startNanos)
                .containsExactly(TestServer.NOW.getEpochSecond() * 1_000_000_000L);
        assertThat(TestServer.labels(server.store)).containsEntry("service_name", "unknown_service");
    }

    @Test
    void storesNothingOfARequestWithOneBadProfile() {
        byte[] cut = Arrays.copyOf(CPU, CPU.length - 3);
        byte[] request = PushBytes.request(PushBytes.series(Map.of("service_name", "shop"), CPU, cut));

        Answer answer = server.post(RpcForm.PUSH, request, PROTO);

        refused(answer, 400, "invalid_argument", "series 0, sample 1");
        assertThat(answer.json().path("message").asText()).contains("nothing was stored");
        assertThat(server.store.profiles()).isEmpty();
    }

    @Test
    void refusesCompressionsAndContentTypesThatItDoesNotKnow() {
        Answer zstd =
                server.post(RpcForm.PUSH, REQUEST, "Content-Type", "application/proto", "Content-Encoding", "zstd");
        refused(zstd, 501, "unimplemented", "taken are gzip and identity");
        refused(server.post(RpcForm.PUSH, REQUEST, GZIP), 400, "invalid_argument", "not gzip");
        Answer text = server.post(RpcForm.PUSH, REQUEST, "Content-Type", "text/plain");
        assertThat(text.status()).isEqualTo(415);
        assertThat(text.header("Accept-Post")).contains("application/proto");
        assertThat(server.post(RpcForm.PUSH, REQUEST).status()).isEqualTo(415);
        assertThat(server.get(RpcForm.PUSH).status()).isEqualTo(405);
    }

    @Test
    void refusesABodyOneByteAboveTheLimitAndTakesOneAtIt() {
        byte[] padding = PushBytes.field(60, new byte[TestServer.BODY_MAX - REQUEST.length - 5]);
        byte[] full = Arrays.copyOf(REQUEST, REQUEST.length + padding.length);
        System.arraycopy(padding, 0, full, REQUEST.length, padding.length);
        byte[] atLimit = Arrays.copyOf(full, TestServer.BODY_MAX);
        assertThat(full).hasSize(TestServer.BODY_MAX);

        assertThat(server.post(RpcForm.PUSH, atLimit, PROTO).status()).isEqualTo(200);
        Answer above = server.post(RpcForm.PUSH, Arrays.copyOf(full, full.length + 1), PROTO);
        refused(above, 400, "invalid_argument", "larger than " + TestServer.BODY_MAX);
    }

    @Test
    void refusesBombsInTheRequestAndInItsProfiles() {
        byte[] bomb = PprofBytes.gzip(new byte[TestServer.PROFILE_MAX * 50]);

        refused(server.post(RpcForm.PUSH, bomb, GZIP), 400, "invalid_argument", "larger than");
        byte[] inside = PushBytes.request(Map.of("service_name", "shop"), bomb);
        refused(server.post(RpcForm.PUSH, inside, PROTO), 400, "invalid_argument", "larger than");
        assertThat(server.get("/metrics").text()).contains("flamegate_in_flight_bytes 0.0");
    }

    @ParameterizedTest
    @CsvSource({"FULL,503,unavailable", "FAILED,503,unavailable", "CLOSED,503,unavailable", "DAMAGED,500,internal"})
    void saysWhenARepetitionMayHelp(StoreException.Reason reason, int status, String code) {
        server.store.failWith(reason);

        Answer answer = server.post(RpcForm.PUSH, REQUEST, PROTO);

        refused(answer, status, code, "log entry");
        assertThat(answer.header("Retry-After") != null).isEqualTo(status == 503);
    }

    private static void refused(Answer answer, int status, String code, String message) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("message").asText()).contains(message);
    }
}
