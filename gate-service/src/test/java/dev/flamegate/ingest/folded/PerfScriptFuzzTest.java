package dev.flamegate.ingest.folded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.FuzzedBody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PerfScriptFuzzTest {
    private static final PerfScriptFormat FORMAT = new PerfScriptFormat(FuzzedBody.LIMITS);

    @MethodSource("seeds")
    @FuzzTest
    void isReadWithinItsLimitsOrRefused(byte[] body) {
        FuzzedBody.read(FORMAT, body);
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "shop 1 2.3: 1 cycles: \n\tff work+0x3 (/opt/shop)\n\tfe [unknown] ([unknown])\n\n",
                        "# header\nweb worker 7/8 [001] 4.5: cpu-clock: \n\n\nsh 1 2.3: x:\n 1f main (sh)\n")
                .map(text -> Arguments.of(text.getBytes(UTF_8)));
    }
}
