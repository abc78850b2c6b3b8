package dev.flamegate.ingest.jfr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Run with the environment variable {@code JAZZER_FUZZ=1} to search; without it the seeds are read once. */
class JfrFuzzTest {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3m")
    void onlyMalformedProfileExceptionEscapes(byte[] body) {
        JfrMutationTest.read(body, new byte[0]);
        JfrMutationTest.read(JfrMutationTest.recording(), body);
    }

    static Stream<Arguments> seeds() {
        return Stream.of(JfrMutationTest.recording(), new byte[0]).map(Arguments::arguments);
    }
}
