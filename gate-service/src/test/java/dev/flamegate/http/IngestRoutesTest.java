package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestRoutesTest {
    private static final byte[] PROFILE = PprofBytes.gzip(PprofBytes.cpu(1_790_000_000_000_000_000L, "main"));
    private static final String NAME = "name=shop%7Bversion%3D1.0.0%2Cregion%3Deu%7D";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @BeforeEach
    void clear() {
        server.store.clear();
        server.gates.clear();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ingest", "/pyroscope/ingest"})
    void takesTheMultipartFormThatTheGoClientSends(String path) {
        Answer answer = form(
                path + "?" + NAME + "&spyName=gospy&from=1790000000000000000&sampleRate=100",
                "profile",
                PROFILE,
                "sample_type_config",
                "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
        assertThat(TestServer.labels(server.store))
                .containsEntry("service_name", "shop")
                .containsEntry("version", "1.0.0")
                .containsEntry("region", "eu")
                .containsEntry("pyroscope_spy", "gospy");
    }

    @Test
    void takesTheNumberOfRequestsAndRefusesOneThatIsNone() {
        assertThat(server.post("/ingest?" + NAME + "&requests=12.5", PROFILE).status())
                .isEqualTo(200);
        assertThat(server.post("/ingest?" + NAME + "&requests=-3", PROFILE).status())
                .isEqualTo(400);

        assertThat(server.store.profiles()).extracting(Profile::requests).containsExactly(OptionalDouble.of(12.5));
    }

    @Test
    void takesARawBodyAndRepairsAStartInTheYear1970() {
        byte[] microseconds = PprofBytes.cpu(1_790_000_000_000_000L, "main");

        Answer answer = server.post("/ingest?" + NAME + "&format=pprof&from=1790000000", microseconds);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(server.store.profiles().get(0).startNanos()).isEqualTo(1_790_000_000_000_000_000L);
    }

    @Test
    void tellsMutexAndBlockProfilesApartByTheNamesOfTheGoClient() {
        byte[] contentions = PprofBytes.typed("contentions", "count", 1_790_000_000_000_000_000L, "main");
        byte[] types = "{\"contentions\":{\"display-name\":\"block_count\"}}".getBytes(StandardCharsets.UTF_8);

        form("/ingest?" + NAME, "profile", contentions, "sample_type_config", types);
        server.post("/ingest?" + NAME, contentions);

        assertThat(server.store.profiles()).extracting(Profile::name).containsExactly("block", "mutex");
        assertThat(form("/ingest?" + NAME, "profile", contentions, "sample_type_config", new byte[] {'{'})
                        .status())
                .isEqualTo(422);
    }

    @Test
    void keepsTheServiceNameThatTheClientGivesAndDropsReservedLabels() {
        server.post("/ingest?name=app%7Bservice_name%3Dreal%2C__x__%3D1%2C__session_id__%3Dab%7D", PROFILE);

        assertThat(TestServer.labels(server.store))
                .containsEntry("service_name", "real")
                .containsEntry("__session_id__", "ab")
                .doesNotContainKey("__x__");
    }

    @Test
    void takesAnEmptyBodyAsNothingToStore() {
        assertThat(server.post("/ingest?" + NAME, new byte[0]).status()).isEqualTo(200);
        assertThat(server.store.profiles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',400,invalid_argument",
        "'name=a%7Bb%7D',400,invalid_argument",
        "'name=a%20b',400,invalid_argument",
        "'name=a&format=jfr',415,invalid_argument",
        "'name=a&format=trie',415,invalid_argument",
        "'name=a&format=speedscope',415,invalid_argument"
    })
    void refusesWithPyroscopesStatusAndCode(String query, int status, String code) {
        Answer answer = server.post("/ingest?" + query, PROFILE);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("message").asText()).isNotBlank();
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void refusesFormsWithoutAProfileAndOtherBodies() {
        byte[] other = {1};

        assertThat(form("/ingest?" + NAME, "jfr", other, "x", other).status()).isEqualTo(415);
        assertThat(form("/ingest?" + NAME, "profile", PROFILE, "prev_profile", other)
                        .status())
                .isEqualTo(422);
        assertThat(form("/ingest?" + NAME, "else", other, "x", other).status()).isEqualTo(422);
        assertThat(server.post("/ingest?" + NAME, "main;work 3\n").status())
                .as("folded text")
                .isEqualTo(422);
        assertThat(server.post("/ingest?" + NAME, PROFILE, "Content-Type", "multipart/form-data; boundary=nowhere")
                        .status())
                .isEqualTo(422);
        assertThat(server.store.profiles()).isEmpty();
    }

    private Answer form(String path, String first, byte[] firstBytes, String second, byte[] secondBytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, first, firstBytes);
        part(body, second, secondBytes);
        body.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.US_ASCII));
        return server.post(path, body.toByteArray(), "Content-Type", "multipart/form-data; boundary=frontier");
    }

    private static void part(ByteArrayOutputStream body, String name, byte[] bytes) {
        String head = "--frontier\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + ".bin\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(bytes);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
