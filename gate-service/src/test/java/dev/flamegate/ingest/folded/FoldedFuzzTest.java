package dev.flamegate.ingest.folded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.FuzzedBody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Text, a stack a line. */
class FoldedFuzzTest {
    private static final FoldedFormat FOLDED = new FoldedFormat(FuzzedBody.LIMITS);
    private static final LinesFormat LINES = new LinesFormat(FuzzedBody.LIMITS);

    @MethodSource("seeds")
    @FuzzTest
    void isReadWithinItsLimitsOrRefused(byte[] body) {
        FuzzedBody.read(FOLDED, body);
        FuzzedBody.read(LINES, body);
    }

    static Stream<Arguments> seeds() {
        return Stream.of("main;work 3\nmain;spin 4.5\n", "a;b 1 2\r\na 3e2\r\n", "; 1\nx\n")
                .map(text -> Arguments.of(text.getBytes(UTF_8)));
    }
}
