package dev.flamegate.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels and selectors of labels: what was understood is written so that it is understood the same. */
class LabelsTextFuzzTest {
    private static final Labels SOME = LabelsText.parse("{pod=\"p1\",version=\"1.2.3\"}");

    @MethodSource("seeds")
    @FuzzTest
    void areUnderstoodOrRefused(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        try {
            Labels labels = LabelsText.parse(text);
            assertThat(LabelsText.parse(labels.toString())).isEqualTo(labels);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        try {
            LabelSelector selector = LabelSelector.parse(text);
            selector.matches(SOME);
            assertThat(LabelSelector.parse(selector.toString())).isEqualTo(selector);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "{pod=\"p1\",version=\"1 \\\" \\\\ 2\"}",
                        "{pod=~\"a+.*\", version!=`1`,x!~'[0-9]+'}",
                        "version=\"1\"",
                        "{}")
                .map(text -> Arguments.of(text.getBytes(UTF_8)));
    }
}
