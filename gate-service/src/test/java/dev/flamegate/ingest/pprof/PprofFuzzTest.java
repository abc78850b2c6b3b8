package dev.flamegate.ingest.pprof;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.FuzzedBody;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.profile.Profile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Adding up samples by their labels loses nothing of what they are together. */
class PprofFuzzTest {
    private static final ReadLimits OTHERS = FuzzedBody.LIMITS;
    private static final PprofLimits LIMITS = new PprofLimits(
            OTHERS.bytes(), 1 << 10, 8, 1 << 10, OTHERS.frames(), OTHERS.callPaths(), OTHERS.nameChars());
    private static final PprofFormat TOGETHER = new PprofFormat(LIMITS);
    private static final PprofFormat BY_LABELS = new PprofFormat(LIMITS, OTHERS.labelSets());

    @MethodSource("seeds")
    @FuzzTest
    void isReadWithinItsLimitsOrRefused(byte[] body) {
        List<Profile> byLabels = FuzzedBody.read(BY_LABELS, body);
        if (byLabels.isEmpty()) {
            return; // labels that cannot be
        }
        for (Profile together : FuzzedBody.read(TOGETHER, body)) {
            for (int i = 0; i < together.sampleTypes().size(); i++) {
                int type = i;
                assertThat(byLabels.stream().mapToLong(part -> part.total(type)).sum())
                        .isEqualTo(together.total(type));
            }
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(PprofBytes.small().bytes(), PprofBytes.small().gzip(), new byte[0])
                .map(Arguments::arguments);
    }
}
