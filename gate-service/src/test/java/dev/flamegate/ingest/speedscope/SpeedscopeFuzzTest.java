package dev.flamegate.ingest.speedscope;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.FuzzedBody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpeedscopeFuzzTest {
    private static final SpeedscopeFormat FORMAT = new SpeedscopeFormat(FuzzedBody.LIMITS);
    private static final String FRAMES = "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\","
            + "\"shared\":{\"frames\":[{\"name\":\"a\",\"file\":\"f\",\"line\":3},{\"name\":\"b\"}]},\"profiles\":[";

    @MethodSource("seeds")
    @FuzzTest
    void isReadWithinItsLimitsOrRefused(byte[] body) {
        FuzzedBody.read(FORMAT, body);
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        FRAMES
                                + "{\"type\":\"sampled\",\"unit\":\"seconds\",\"samples\":[[0,1],[0]],\"weights\":[1,0.5]}]}",
                        FRAMES + "{\"type\":\"evented\",\"unit\":\"bytes\",\"startValue\":0,\"endValue\":3,\"events\":["
                                + "{\"type\":\"O\",\"at\":0,\"frame\":0},{\"type\":\"C\",\"at\":3,\"frame\":0}]}]}",
                        FRAMES + "]}")
                .map(text -> Arguments.of(text.getBytes(UTF_8)));
    }
}
