package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flamegate.http.TestServer.Answer;
import dev.flamegate.ingest.ProtobufJson;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.ingest.querier.QuerierMethod;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.Profile;
import dev.flamegate.query.Shop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuerierRoutesTest {
    private static final String TIME = "\"start\":\"1700000000000\",\"end\":1700000600000";
    private static final String SELECTION =
            "\"profileTypeID\":\"" + Shop.TYPE + "\",\"labelSelector\":\"{service_name=\\\"service1\\\"}\"," + TIME;

    private final TestServer server = new TestServer();
    private final List<Profile> profiles = Shop.profiles(new Random(11), 50);

    @BeforeEach
    void fill() {
        server.store.append(profiles);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer call(String method, String json) {
        return server.post("/querier.v1.QuerierService/" + method, json, "Content-Type", "application/json");
    }

    private FlatCum expected() {
        return FlatCum.sum(profiles.stream()
                .filter(p -> p.labels().valueOrEmpty("service_name").equals("service1"))
                .map(p -> FlatCum.of(p, 1))
                .toList());
    }

    @Test
    void typesAndLabelsWithAndWithoutATime() {
        assertThat(call("ProfileTypes", "{}").json().at("/profileTypes/0/ID").asText())
                .isEqualTo(Shop.TYPE);
        assertThat(call("ProfileTypes", "{" + TIME + "}").json().path("profileTypes"))
                .hasSize(2);
        assertThat(call("ProfileTypes", "{\"start\":1,\"end\":2}").text()).isEqualTo("{}");
        assertThat(call("LabelNames", "{}").json().path("names").toString())
                .isEqualTo("[\"__profile_type__\",\"pod\",\"service_name\",\"version\"]");
        String values = "{\"name\":\"version\",\"matchers\":[\"{__profile_type__=\\\"" + Shop.TYPE
                + "\\\",service_name=\\\"service1\\\"}\"]}";
        assertThat(call("LabelValues", values).json().path("names")).hasSize(3);
        JsonNode sets = call("Series", "{\"labelNames\":[\"service_name\",\"__profile_type__\"],\"matchers\":[]}")
                .json()
                .path("labelsSet");
        assertThat(sets).hasSize(6);
        assertThat(sets.at("/0/labels/1/value").asText()).isEqualTo("service0");
    }

    @Test
    void namesThatPrometheusDoesNotKnowAreForClientsThatTakeThem() {
        server.store.append(List.of(
                Shop.profile(new Random(2), java.util.Map.of("service_name", "s", "k8s.node", "n"), Shop.START)));

        assertThat(call("LabelNames", "{}").text()).doesNotContain("k8s.node");
        assertThat(server.post(
                                "/querier.v1.QuerierService/LabelNames",
                                "{}",
                                "Content-Type",
                                "application/json",
                                "Accept",
                                "*/*;allow-utf8-labelnames=true")
                        .text())
                .contains("k8s.node");
    }

    @Test
    void stacksComeAsFlameGraphOrPprof() {
        JsonNode graph =
                call("SelectMergeStacktraces", "{" + SELECTION + "}").json().path("flamegraph");
        assertThat(graph.path("total").asText())
                .isEqualTo(Long.toString(expected().total()));
        assertThat(graph.at("/levels/0/values/1").asText())
                .isEqualTo(Long.toString(expected().total()));
        assertThat(graph.at("/names/0").asText()).isEqualTo("total");

        JsonNode pprof = call("SelectMergeStacktraces", "{" + SELECTION + ",\"format\":\"PROFILE_FORMAT_PPROF\"}")
                .json();
        assertThat(pprof.at("/pprof/profile/sample")).isNotEmpty();
    }

    @Test
    void theBinaryFormOfAMergedProfileIsAPprof() {
        byte[] request = ProtobufJson.toWire(
                ("{" + SELECTION + "}").getBytes(StandardCharsets.UTF_8),
                QuerierMethod.SELECT_MERGE_PROFILE.schema(),
                "test");
        Answer answer =
                server.post(QuerierMethod.SELECT_MERGE_PROFILE.path(), request, "Content-Type", "application/proto");

        Profile read =
                new PprofFormat(PprofLimits.DEFAULT).read(answer.response().body(), "answer");
        assertThat(FlatCum.of(read, 0)).isEqualTo(expected());
        assertThat(answer.header("Content-Type")).isEqualTo("application/proto");
        assertThat(read.startNanos()).isEqualTo(1_700_000_600_001_000_000L);
    }

    @Test
    void pointsAndDifferences() {
        JsonNode series = call("SelectSeries", "{" + SELECTION + ",\"step\":60.0,\"groupBy\":[\"pod\"]}")
                .json()
                .path("series");
        double sum = 0;
        for (JsonNode line : series) {
            assertThat(line.at("/labels/0/name").asText()).isEqualTo("pod");
            for (JsonNode point : line.path("points")) {
                assertThat((Long.parseLong(point.path("timestamp").asText()) - 1_700_000_000_000L) % 60_000)
                        .isZero();
                sum += point.path("value").asDouble();
            }
        }
        assertThat(sum).isEqualTo(expected().total());

        JsonNode diff = call("Diff", "{\"left\":{" + SELECTION + "},\"right\":{" + SELECTION + "}}")
                .json();
        assertThat(diff.at("/flamegraph/leftTicks").asText())
                .isEqualTo(Long.toString(expected().total()));
        assertThat(diff.at("/flamegraph/total").asText())
                .isEqualTo(Long.toString(2 * expected().total()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "SelectMergeStacktraces | {\"profileTypeID\":\"cpu\"} | 400 | invalid_argument | start is 0 and end 0",
                "SelectMergeStacktraces | {\"start\":1,\"end\":2} | 400 | invalid_argument | 'profile_typeID' is missing",
                "SelectMergeProfile | {\"profileTypeID\":\"a:b\",\"start\":1,\"end\":2} | 400 | invalid_argument | 2 parts",
                "SelectMergeProfile | {\"profileTypeID\":\"cpu\",\"start\":1,\"end\":2,\"labelSelector\":\"{pod=~\\\"(\\\"}\"} | 400 | invalid_argument | missing closing",
                "SelectMergeProfile | {\"profileTypeID\":\"cpu\",\"start\":1,\"end\":2,\"profileIdSelector\":[\"x\"]} | 501 | unimplemented | profile_id_selector",
                "SelectMergeStacktraces | {\"profileTypeID\":\"cpu\",\"start\":1,\"end\":2,\"format\":2} | 501 | unimplemented | format 2",
                "SelectSeries | {\"profileTypeID\":\"cpu\",\"start\":1,\"end\":2} | 400 | invalid_argument | step is 0.0 s",
                "SelectSeries | {\"step\":\"long\"} | 400 | invalid_argument | expected a number",
                "SelectHeatmap | {} | 501 | unimplemented | nothing here",
            })
    void whatIsWrongOrNotAnsweredIsSaidAsConnectSaysIt(
            String method, String body, int status, String code, String message) {
        Answer answer = call(method, body);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("message").asText()).contains(message);
    }
}
