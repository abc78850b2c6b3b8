package dev.flamegate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.FuzzedBody;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.folded.Packed;
import dev.flamegate.ingest.jfr.TinyRecording;
import dev.flamegate.ingest.pprof.PprofBytes;
import dev.flamegate.ingest.pprof.PprofLimits;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A body of which nobody says what it is. */
class FormatsFuzzTest {
    private static final ReadLimits LIMITS = FuzzedBody.LIMITS;
    private static final ProfileFormats FORMATS = Flamegate.formats(
            new PprofLimits(
                    LIMITS.bytes(), 1 << 10, 8, 1 << 10, LIMITS.frames(), LIMITS.callPaths(), LIMITS.nameChars()),
            LIMITS);

    @MethodSource("seeds")
    @FuzzTest
    void isReadAsWhatItLooksLikeOrRefused(byte[] body) {
        FuzzedBody.read(() -> FORMATS.read(body, Source.of("fuzz")));
    }

    static Stream<Arguments> seeds() {
        Stream<byte[]> binary = Stream.of(
                PprofBytes.small().bytes(),
                PprofBytes.small().gzip(),
                new TinyRecording().event("jdk.ExecutionSample", 1, 1, 0, 0).bytes(),
                new Packed().node("", 0, 1).node("main", 1, 0).bytes());
        Stream<byte[]> text = Stream.of(
                        "main;work 3\nmain;spin 4\n",
                        "shop 1 2.3: 1 cycles: \n\tff work (/opt/shop)\n",
                        "{\"shared\":{\"frames\":[{\"name\":\"a\"}]},\"profiles\":[{\"type\":\"sampled\",\"samples\":[[0]],\"weights\":[1]}]}",
                        "<html>",
                        "heap profile: 1: 2 [3: 4] @ heap/5\n")
                .map(each -> each.getBytes(UTF_8));
        return Stream.concat(binary, text).map(Arguments::arguments);
    }
}
