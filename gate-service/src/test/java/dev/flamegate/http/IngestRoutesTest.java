package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.ingest.TestStacks;
import dev.flamegate.ingest.jfr.TinyRecording;
import dev.flamegate.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
        "'name=my.app&format=folded',400,invalid_argument",
        "'name=a&format=trie',422,invalid_argument",
        "'name=a&format=tree',422,invalid_argument"
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

        assertThat(form("/ingest?" + NAME, "profile", PROFILE, "prev_profile", other)
                        .status())
                .isEqualTo(422);
        assertThat(form("/ingest?" + NAME, "else", other, "x", other).status()).isEqualTo(422);
        assertThat(server.post("/ingest?" + NAME, "main;work 3\nmain;work x\n").status())
                .as("folded text")
                .isEqualTo(422);
        assertThat(server.post("/ingest?" + NAME, PROFILE, "Content-Type", "multipart/form-data; boundary=nowhere")
                        .status())
                .isEqualTo(422);
        assertThat(server.store.profiles()).isEmpty();
    }

    @Test
    void takesFoldedTextWhereNothingElseIsSaid() {
        Answer answer = server.post(
                "/ingest?name=shop.web.alloc_space%7Bpod%3Dp1%7D&from=1790000000&until=1790000010", "main;work 3\n");

        assertThat(answer.status()).isEqualTo(200);
        Profile profile = server.store.profiles().get(0);
        assertThat(profile.type(0)).hasToString("memory:alloc_space:bytes::");
        assertThat(profile.startNanos()).isEqualTo(1_790_000_000_000_000_000L);
        assertThat(profile.durationNanos()).isEqualTo(10_000_000_000L);
        assertThat(TestStacks.of(profile)).isEqualTo(Map.of("main;work", 3L));
        assertThat(TestServer.labels(server.store)).containsEntry("service_name", "shop.web");
    }

    @ParameterizedTest
    @CsvSource({
        "format=lines,text/plain,'main;work\nmain;work\n'",
        "format=folded,'','main;work 2\n'",
        "format=groups,'','main;work 2'",
        "'',binary/octet-stream+trie,'\u0000\u0000\u0001\u0009main;work\u0002\u0000'",
        "format=trie,'','\u0000\u0000\u0001\u0009main;work\u0002\u0000'",
        "'',binary/octet-stream+tree,'\u0000\u0000\u0001\u0004main\u0000\u0001\u0004work\u0002\u0000'",
        "format=tree,text/plain,'\u0000\u0000\u0001\u0004main\u0000\u0001\u0004work\u0002\u0000'"
    })
    void takesEveryPackingOfStacks(String query, String contentType, String body) {
        Answer answer = server.post(
                "/ingest?" + NAME + "&sampleRate=200&" + query,
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                contentType.isEmpty() ? "binary/octet-stream" : contentType);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(server.store.profiles()).hasSize(1);
        assertThat(server.store.profiles().get(0).type(0)).hasToString("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        assertThat(TestStacks.of(server.store.profiles().get(0))).isEqualTo(Map.of("main;work", 10_000_000L));
    }

    @Test
    void keepsTheNameOfTheApplicationBesideAServiceThatTheClientGives() {
        server.post("/ingest?name=app.wall%7Bservice_name%3Dreal%7D", "main;work 3\n");

        assertThat(TestServer.labels(server.store))
                .containsEntry("service_name", "real")
                .containsEntry("app_name", "app");
    }

    @Test
    void keepsNothingOfStacksOfASingleSpan() {
        assertThat(server.post("/ingest?name=app.cpu%7Bprofile_id%3D1%7D", "main;work 3\n")
                        .status())
                .isEqualTo(200);
        assertThat(server.store.profiles()).isEmpty();
    }

    @Test
    void onlyStacksHaveTheirTypeInTheName() {
        assertThat(server.post("/ingest?name=my.app", "main;work 3\n").status()).isEqualTo(400);
        assertThat(server.post("/ingest?name=my.app", PROFILE).status()).isEqualTo(200);
    }

    @Test
    void takesTheRecordingsAndLabelsOfTheJavaAgent() {
        byte[] recording = new TinyRecording()
                .setting("jdk.ExecutionSample", "event", "itimer")
                .event("jdk.ExecutionSample", 1, 1, 7, 0)
                .event("jdk.ExecutionSample", 1, 1, 0, 0)
                .event("jdk.JavaMonitorEnter", 1, 0, 0, 5)
                .bytes();
        byte[] labels = TinyRecording.snapshot(Map.of(7L, "cart"));

        Answer answer = form(
                "/ingest?" + NAME + "&spyName=javaspy&format=jfr&sampleRate=50",
                "jfr",
                PprofBytes.gzip(recording),
                "labels",
                PprofBytes.gzip(labels));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(server.store.profiles())
                .extracting(profile -> profile.name()
                        + profile.total(0)
                        + profile.labels().valueOrEmpty("endpoint")
                        + profile.labels().valueOrEmpty("jfr_event"))
                .containsExactly("process_cpu20000000itimer", "process_cpu20000000cartitimer", "mutex1itimer");
        assertThat(server.store.profiles())
                .allMatch(profile -> profile.labels().valueOrEmpty("version").equals("1.0.0"));
        assertThat(server.post("/ingest?" + NAME + "&format=jfr", recording).status())
                .isEqualTo(200);
        assertThat(server.post("/ingest?" + NAME, recording).status()).isEqualTo(200);
        assertThat(server.store.profiles()).hasSize(7);
        assertThat(server.post("/ingest?" + NAME + "&format=jfr", new byte[100]).status())
                .isEqualTo(422);
    }

    @Test
    void storesWhatCumulativeTypesGrewBy() {
        byte[] types = "{\"contentions\":{\"cumulative\":true}}".getBytes(StandardCharsets.UTF_8);
        byte[] snapshot = PprofBytes.typed("contentions", "count", 1_790_000_000_000_000_000L, "main");
        byte[] restarted = PprofBytes.typed("contentions", "count", 1_790_000_010_000_000_000L, "other");

        assertThat(form("/ingest?" + NAME, "profile", snapshot, "sample_type_config", types)
                        .status())
                .isEqualTo(200);
        assertThat(server.store.profiles()).as("the first one primes").isEmpty();
        form("/ingest?" + NAME, "profile", restarted, "sample_type_config", types);
        assertThat(server.store.profiles()).hasSize(1);
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
