package dev.flamegate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.profile.Requests;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Run with the environment variable {@code JAZZER_FUZZ=1} to search; without it the seeds are read once. */
class PrometheusAnswerFuzzTest {

    @MethodSource("seeds")
    @FuzzTest
    void anyAnswerIsACountOrAReason(byte[] body) {
        try {
            assertThat(Requests.isCount(PrometheusAnswer.requests(200, body, "a pod")))
                    .isTrue();
        } catch (NoAnswerException expected) {
            assertThat(expected).hasMessageMatching("[^\\n]{1,1000}");
        }
    }

    static Stream<Arguments> seeds() {
        String data = "{\"status\":\"success\",\"data\":{\"resultType\":\"%s\",\"result\":%s}}";
        return Stream.of(
                        String.format(data, "vector", "[{\"metric\":{},\"value\":[1,\"2.5e3\"]}]"),
                        String.format(data, "vector", "[]"),
                        String.format(data, "scalar", "[1,\"7\"]"),
                        String.format(data, "matrix", "[[1,\"7\"]]"),
                        "{\"status\":\"error\",\"error\":\"a\\nb\"}",
                        "null",
                        "")
                .map(text -> Arguments.arguments((Object) text.getBytes(StandardCharsets.UTF_8)));
    }
}
