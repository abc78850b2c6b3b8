package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.profile.Labels;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The parameters {@code name}, {@code from} and {@code until} of Pyroscope's clients. */
class ParametersFuzzTest {
    private static final TimeText TIMES =
            new TimeText(Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC));

    @MethodSource("seeds")
    @FuzzTest
    void areUnderstoodOrRefused(byte[] bytes) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        TIMES.nanos(text);
        try {
            PyroscopeName name = PyroscopeName.parse(text);
            assertThat(name.app()).isNotBlank();
            assertThat(name.labels().keySet())
                    .allSatisfy(key -> assertThat(key.startsWith("__") && !key.equals("__session_id__"))
                            .isFalse());
            labels(name);
        } catch (ProblemException e) {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.problem().message()).contains("position ");
        }
    }

    /** Labels that cannot be stored are refused by their own rule, and no other exception. */
    private static void labels(PyroscopeName name) {
        try {
            assertThat(Labels.of(name.labels()).asMap()).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "shop.cpu{version=1.2,pod=p 1,otel.scope.name=a=b}",
                        "shop{__name__=other,__session_id__=ff,java=17.0.1, Oracle {x}}",
                        "shop{a=b",
                        "now-1h30m",
                        "20261121",
                        "1790000000000000000",
                        "1_790_000_000")
                .map(text -> Arguments.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
