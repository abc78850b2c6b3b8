package dev.flamegate.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One rule of {@code relabel_configs}, as whoever writes a configuration may write it, applied to labels of a target. */
class RelabellingFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> LABELS =
            Map.of("__address__", "10.0.0.1:80", "app", "shop$1", "__meta_zone", "a-b;c");

    @MethodSource("seeds")
    @FuzzTest
    void isAppliedOrRefused(byte[] bytes) {
        rule(bytes)
                .ifPresent(rule -> Relabelling.apply(List.of(rule, rule), LABELS)
                        .ifPresent(labels -> assertThat(labels).doesNotContainValue("")));
    }

    private static Optional<RelabelRule> rule(byte[] bytes) {
        try {
            return Optional.of(RelabelRule.read(new ConfigNode(JSON.readTree(bytes), "rule")));
        } catch (IOException | IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "{\"source_labels\":[\"app\",\"__meta_zone\"],\"regex\":\"(.*?);(?P<z>.+)\",\"target_label\":\"t_$1\","
                                + "\"replacement\":\"${z}-$$1-$2\"}",
                        "{\"action\":\"hashmod\",\"source_labels\":[\"app\"],\"modulus\":7,\"target_label\":\"s\"}",
                        "{\"action\":\"labelmap\",\"regex\":\"__meta_(.+)\"}",
                        "{\"action\":\"keep\",\"source_labels\":[\"app\"],\"regex\":\"shop.*\"}")
                .map(text -> Arguments.of(text.getBytes(UTF_8)));
    }
}
