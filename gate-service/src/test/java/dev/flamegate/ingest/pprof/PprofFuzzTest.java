package dev.flamegate.ingest.pprof;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.Profile;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Run with the environment variable {@code JAZZER_FUZZ=1} to search; without it the seeds are read once. */
class PprofFuzzTest {
    private static final PprofFormat FORMAT =
            new PprofFormat(new PprofLimits(1 << 20, 1 << 14, 8, 1 << 14, 1 << 10, 1 << 16, 1 << 12));

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3m")
    void onlyMalformedProfileExceptionEscapes(byte[] body) {
        try {
            Profile profile = FORMAT.read(body, "fuzz");
            FlatCum.allOf(profile);
        } catch (MalformedProfileException expected) {
            expected.rule();
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(PprofBytes.small().bytes(), PprofBytes.small().gzip(), new byte[0])
                .map(Arguments::arguments);
    }
}
