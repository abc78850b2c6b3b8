package dev.flamegate.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a policy, or a list of errors that each have a place. */
class PolicyFuzzTest {

    @MethodSource("seeds")
    @FuzzTest
    void isReadOrRefusedWithPlaces(byte[] text) {
        String yaml = new String(text, StandardCharsets.UTF_8);
        try {
            assertThat(PolicyReader.read("fuzzed", yaml)).isNotNull();
        } catch (PolicyException e) {
            assertThat(e.errors()).isNotEmpty().allMatch(error -> error.line() >= 1 && error.column() >= 1);
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "informational: true\nalpha: 0.02\nignore: [a.**]\n",
                        "acknowledgements:\n  - {function: a, service: s, up_to: {percent: 3%}, reason: r, author: b,"
                                + " expires: 2026-12-31}\n",
                        "a: &b [*b]\n---\n")
                .map(yaml -> yaml.getBytes(StandardCharsets.UTF_8))
                .map(Arguments::arguments);
    }
}
