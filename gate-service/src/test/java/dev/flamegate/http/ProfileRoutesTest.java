package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.ingest.TestStacks;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.StoreException.Reason;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRoutesTest {
    private static final String PATH = "/api/v1/profiles";
    private static final String TO = PATH + "?service=shop&version=1.0.0";
    private static final long TIME = 1_790_000_000_000_000_000L;
    private static final byte[] PROFILE = PprofBytes.cpu(TIME, "main", "work");

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

    @Test
    void storesAProfileUnderItsLabelsAndSaysWhatItStored() {
        Answer answer = server.post(TO + "&pod=p1&label=region=eu&label=note=a%3Db", PROFILE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("profiles").asInt()).isEqualTo(1);
        assertThat(answer.json().path("stacks").asInt()).isEqualTo(2);
        assertThat(answer.json().path("types").get(0).asText()).startsWith("process_cpu:cpu:nanoseconds:");
        assertThat(TestServer.labels(server.store))
                .containsEntry("service_name", "shop")
                .containsEntry("version", "1.0.0")
                .containsEntry("pod", "p1")
                .containsEntry("region", "eu")
                .containsEntry("note", "a=b");
        assertThat(server.store.profiles().get(0).startNanos()).isEqualTo(TIME);
    }

    @Test
    void keepsTheNumberOfRequestsThatTheProcessServed() {
        Answer answer = server.post(TO + "&requests=2227", PROFILE);
        server.post(TO + "&requests=0", PROFILE);
        server.post(TO, PROFILE);

        assertThat(answer.json().path("requests").asDouble()).isEqualTo(2227);
        assertThat(server.store.profiles())
                .extracting(Profile::requests)
                .containsExactly(OptionalDouble.of(2227), OptionalDouble.of(0), OptionalDouble.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "Infinity", "many", "", "1e999", "1&requests=2"})
    void refusesANumberOfRequestsThatIsNoneAndNamesTheRule(String requests) {
        Answer answer = server.post(TO + "&requests=" + requests, PROFILE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).isEqualTo("requests");
        assertThat(answer.json().path("message").asText()).containsAnyOf("finite and at least 0", "given 2 times");
        assertThat(server.store.profiles()).isEmpty();
    }

    @Test
    void readsGzipByItsFirstBytesWithOrWithoutTheHeaderAndEvenTwice() {
        byte[] packed = PprofBytes.gzip(PROFILE);

        assertThat(server.post(TO, packed).status()).isEqualTo(200);
        assertThat(server.post(TO, packed, "Content-Encoding", "gzip").status()).isEqualTo(200);
        assertThat(server.post(TO, PprofBytes.gzip(packed), "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(200);
        assertThat(server.post(TO, PROFILE, "Content-Encoding", "gzip").status())
                .as("header without compression")
                .isEqualTo(200);
        assertThat(server.store.profiles()).hasSize(4);
    }

    @Test
    void givesAProfileWithoutAStartTheOneFromTheQueryElseTheTimeOfArrival() {
        byte[] timeless = PprofBytes.cpu(0, "main");

        server.post(TO + "&from=1790000000&until=1790000010", timeless);
        server.post(TO, timeless);

        assertThat(server.store.profiles().get(0).startNanos()).isEqualTo(1_790_000_000_000_000_000L);
        assertThat(server.store.profiles().get(1).startNanos())
                .isEqualTo(TestServer.NOW.getEpochSecond() * 1_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "'?version=1',service_missing,service",
        "'?service=a&label=nothing',invalid_parameter,label",
        "'?service=a&label=b%20c=d',invalid_label,label",
        "'?service=a&label=b=c&label=b=d',invalid_parameter,label",
        "'?service=a&from=yesterday',invalid_parameter,from",
        "'?service=a&region=eu',invalid_parameter,region",
        "'?service=a&version=%00',invalid_label,label",
    })
    void refusesBadParametersNamingTheFieldAndWhatToDo(String query, String code, String field) {
        Answer answer = server.post(PATH + query, PROFILE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
        assertThat(answer.json().path("message").asText()).isNotBlank();
        assertThat(server.store.profiles()).isEmpty();
    }

    @Test
    void refusesBytesThatAreNoProfileNamingPositionAndRule() {
        byte[] html = "<html><body>login</body></html>".getBytes(StandardCharsets.UTF_8);
        byte[] packed = PprofBytes.gzip(PROFILE);
        byte[] truncated = Arrays.copyOf(packed, packed.length / 2);

        for (byte[] body : new byte[][] {html, truncated, Arrays.copyOf(PROFILE, 40), {1, 2, 3}}) {
            Answer answer = server.post(TO, body);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().path("code").asText()).isEqualTo("malformed_profile");
            assertThat(answer.json().path("position").asText()).isNotBlank();
            assertThat(answer.json().path("hint").asText()).contains("pprof");
        }
        assertThat(server.post(TO, new byte[0]).json().path("code").asText()).isEqualTo("empty_body");
        assertThat(server.store.profiles()).isEmpty();
        assertThat(server.post(TO, PROFILE).status()).as("the service goes on").isEqualTo(200);
    }

    @Test
    void refusesBodiesAboveTheLimitWithAndWithoutContentLength() {
        byte[] large = new byte[TestServer.BODY_MAX + 1];

        Answer sized = server.post(TO, large);
        Answer chunked = server.send("POST", TO, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        assertThat(sized.status()).isEqualTo(413);
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.json().path("message").asText()).contains(Integer.toString(TestServer.BODY_MAX));
    }

    @Test
    void refusesGzipBombsOfOneAndTwoLayers() {
        byte[] bomb = PprofBytes.gzip(new byte[TestServer.PROFILE_MAX * 50]);

        assertThat(server.post(TO, bomb).status()).isEqualTo(422);
        assertThat(server.post(TO, bomb).json().path("message").asText())
                .contains(Integer.toString(TestServer.PROFILE_MAX));
        assertThat(server.post(TO, PprofBytes.gzip(bomb), "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(422);
        assertThat(server.store.profiles()).isEmpty();
    }

    @Test
    void saysWhenTheStoreIsFullOrBrokenWithoutShowingItsInside() {
        server.store.failWith(Reason.FULL);
        Answer full = server.post(TO, PROFILE);
        server.store.failWith(Reason.FAILED);
        Answer broken = server.post(TO, PROFILE);
        server.store.failWith(new IllegalStateException("secret"));
        Answer unknown = server.post(TO, PROFILE);
        server.store.clear();
        server.store.whenAppending(() -> {
            throw new StackOverflowError("secret");
        });
        Answer exhausted = server.post(TO, PROFILE);
        server.store.whenAppending(() -> {});

        assertThat(full.status()).isEqualTo(507);
        assertThat(full.header("Retry-After")).isNotNull();
        assertThat(broken.status()).isEqualTo(503);
        assertThat(unknown.status()).isEqualTo(500);
        assertThat(exhausted.status()).isEqualTo(500);
        assertThat(exhausted.json().path("code").asText()).isEqualTo("internal");
        assertThat(full.text() + broken.text() + unknown.text() + exhausted.text())
                .doesNotContain("secret");
    }

    @Test
    void refusesWithRetryAfterWhenTooManyBytesAreInFlight() {
        try (TestServer small = new TestServer(true, 1024)) {
            Answer answer = small.post(TO, new byte[5000]);

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(small.post(TO, PROFILE).status())
                    .as("memory is given back")
                    .isEqualTo(200);
        }
    }

    @Test
    void takesFoldedStacksAndBelievesWhatTheyCount() {
        assertThat(server.post("/api/v1/profiles?service=shop&sample_rate=1000", "main;work 3\n")
                        .status())
                .isEqualTo(200);
        assertThat(server.post("/api/v1/profiles?service=shop&untyped_as=wall", "main;work 3\n")
                        .json()
                        .path("types")
                        .toString())
                .isEqualTo("[\"wall:wall:nanoseconds:cpu:nanoseconds\"]");
        assertThat(TestStacks.of(server.store.profiles().get(0))).isEqualTo(Map.of("main;work", 3_000_000L));
        assertThat(server.post("/api/v1/profiles?service=shop&untyped_as=time", "main;work 3\n")
                        .status())
                .isEqualTo(400);
        assertThat(server.post("/api/v1/profiles?service=shop&sample_rate=x", "main;work 3\n")
                        .status())
                .isEqualTo(400);
    }
}
