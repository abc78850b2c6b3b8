package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.ingest.otlp.OtlpRequests;
import dev.flamegate.store.StoreException;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpRoutesTest {
    private static final String TO = RpcForm.OTLP_HTTP;
    private static final byte[] REQUEST = OtlpRequests.cpu("shop", "main").toByteArray();
    private static final String JSON = "{\"resourceProfiles\":[{\"resource\":{\"attributes\":[{\"key\":"
            + "\"service.name\",\"value\":{\"stringValue\":\"shop\"}},{\"key\":\"process.pid\",\"value\":"
            + "{\"intValue\":\"7\"}}]},\"scopeProfiles\":[{\"scope\":{\"name\":\"x\"},\"profiles\":[{"
            + "\"sampleType\":{\"typeStrindex\":1,\"unitStrindex\":2},\"samples\":[{\"stackIndex\":1,\"linkIndex\":1,"
            + "\"values\":[\"2\",3]}],\"timeUnixNano\":\"1790000000000000000\",\"durationNano\":\"5000000000\","
            + "\"periodType\":{\"typeStrindex\":3,\"unitStrindex\":4},\"period\":\"10\","
            + "\"profileId\":\"00112233445566778899aabbccddeeff\"}]}]}],\"dictionary\":{\"stringTable\":[\"\","
            + "\"samples\",\"count\",\"cpu\",\"nanoseconds\",\"main\"],\"functionTable\":[{},{\"nameStrindex\":5}],"
            + "\"locationTable\":[{},{\"lines\":[{\"functionIndex\":1,\"line\":\"12\"}]}],\"linkTable\":[{},"
            + "{\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\"}],"
            + "\"stackTable\":[{},{\"locationIndices\":[1]}]}}";

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

    @ParameterizedTest
    @ValueSource(strings = {"application/x-protobuf", "application/protobuf", "application/x-protobuf; v=1"})
    void takesProtobufAndAnswersFullSuccess(String contentType) throws IOException {
        Answer answer = server.post(TO, REQUEST, "Content-Type", contentType);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(contentType);
        assertThat(ExportProfilesServiceResponse.parseFrom(answer.response().body())
                        .hasPartialSuccess())
                .isFalse();
        assertThat(TestServer.labels(server.store)).isEqualTo(Map.of("service_name", "shop", "version", "1.2.3"));
    }

    @Test
    void takesGzip() {
        Answer answer = server.post(
                TO, PprofBytes.gzip(REQUEST), "Content-Type", "application/x-protobuf", "Content-Encoding", "gzip");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(server.store.profiles()).hasSize(1);
    }

    @Test
    void takesJson() {
        Answer answer = server.post(TO, JSON, "Content-Type", "application/json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{}");
        assertThat(TestServer.labels(server.store)).isEqualTo(Map.of("service_name", "shop"));
        assertThat(server.store.profiles().get(0).total(0)).isEqualTo(50);
        assertThat(server.store.profiles().get(0).tree().line(1)).isEqualTo(12);
    }

    @Test
    void answersErrorsAsAStatusOfTheSameForm() throws IOException {
        byte[] cut = java.util.Arrays.copyOf(REQUEST, REQUEST.length - 4);

        Answer binary = server.post(TO, cut, "Content-Type", "application/x-protobuf");
        Answer json = server.post(
                TO, JSON.replace("\"stackIndex\":1", "\"stackIndex\":9"), "Content-Type", "application/json");

        assertThat(binary.status()).isEqualTo(400);
        CodedInputStream status = CodedInputStream.newInstance(binary.response().body());
        assertThat(status.readTag()).isEqualTo(8);
        assertThat(status.readInt32()).isEqualTo(3);
        assertThat(status.readTag()).isEqualTo(18);
        assertThat(status.readString()).contains("opentelemetry-proto 1.10");
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.json().path("code").asInt()).isEqualTo(3);
        assertThat(json.json().path("message").asText()).contains("stack index 9", "nothing was stored");
        assertThat(server.store.profiles()).isEmpty();
    }

    @Test
    void usesTheStatusesThatOtlpsClientsRepeatOnForWhatMayDoBetterLater() {
        server.store.failWith(StoreException.Reason.FULL);
        Answer full = server.post(TO, REQUEST, "Content-Type", "application/x-protobuf");
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.header("Retry-After")).isEqualTo("30");
        server.store.clear();
        assertThat(server.post(TO, new byte[TestServer.BODY_MAX + 1], "Content-Type", "application/x-protobuf")
                        .status())
                .isEqualTo(413);
        assertThat(server.post(TO, REQUEST, "Content-Type", "text/plain").status())
                .isEqualTo(415);
        assertThat(server.post(TO, REQUEST, "Content-Type", "application/x-protobuf", "Content-Encoding", "zstd")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void takesARequestWithoutProfiles() {
        assertThat(server.post(TO, new byte[0], "Content-Type", "application/x-protobuf")
                        .status())
                .isEqualTo(200);
        assertThat(server.store.profiles()).isEmpty();
    }
}
