package dev.flamegate.ingest.folded;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.profile.FlatCum;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Run with the environment variable {@code JAZZER_FUZZ=1} to search; without it the seeds are read once. */
class FoldedFuzzTest {
    private static final ReadLimits LIMITS = new ReadLimits(1 << 20, 1 << 10, 1 << 16, 1 << 12, 0);
    private static final List<ProfileFormat> FORMATS =
            List.of(new FoldedFormat(LIMITS), new LinesFormat(LIMITS), new TrieFormat(LIMITS), new TreeFormat(LIMITS));

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3m")
    void onlyMalformedProfileExceptionEscapes(byte[] body) {
        for (ProfileFormat format : FORMATS) {
            format.matches(body);
            try {
                format.read(body, Source.of("fuzz")).forEach(FlatCum::allOf);
            } catch (MalformedProfileException expected) {
                expected.rule();
            }
        }
    }

    static Stream<Arguments> seeds() {
        byte[] folded = "main;work 3\nmain;spin 4.5\n".getBytes(StandardCharsets.UTF_8);
        return Stream.of(folded, Packed.tree(), Packed.trie(), new byte[0]).map(Arguments::arguments);
    }
}
