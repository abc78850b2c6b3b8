package dev.flamegate.ingest.jfr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.FuzzedBody;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.UntypedCounts;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a recording, and any bytes as the labels that are sent beside one. */
class JfrFuzzTest {
    private static final JfrFormat FORMAT = new JfrFormat(FuzzedBody.LIMITS);
    private static final byte[] RECORDING = JfrMutationTest.recording();
    private static final byte[] CONTEXTS = TinyRecording.snapshot(Map.of(7L, "cart"));

    @MethodSource("seeds")
    @FuzzTest
    void isReadWithinItsLimitsOrRefused(byte[] body) {
        if (FORMAT.matches(body)) {
            FuzzedBody.read(() -> FORMAT.read(body, new Source("fuzz", UntypedCounts.DEFAULT, CONTEXTS)));
        } else {
            FuzzedBody.read(FORMAT, body);
            FuzzedBody.read(() -> FORMAT.read(RECORDING, new Source("fuzz", UntypedCounts.DEFAULT, body)));
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(RECORDING, CONTEXTS, new byte[0]).map(Arguments::arguments);
    }
}
