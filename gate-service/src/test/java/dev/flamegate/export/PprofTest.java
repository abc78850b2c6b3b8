package dev.flamegate.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.query.Shop;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PprofTest {
    private static final PprofFormat READER = new PprofFormat(PprofLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsBackAsWhatWasWritten(long seed) {
        Profile written = oneType(Shop.profile(new Random(seed), Map.of("service_name", "s"), Shop.START));
        Profile read = READER.read(Pprof.gzip(written, List.of("asked", "cut")), "test");

        assertThat(FlatCum.allOf(read)).isEqualTo(FlatCum.allOf(written));
        assertThat(Shop.byPath(read, 0)).isEqualTo(Shop.byPath(written, 0));
        assertThat(read.sampleTypes()).isEqualTo(written.sampleTypes());
        assertThat(read.periodType()).isEqualTo(written.periodType());
        assertThat(read.period()).isEqualTo(written.period());
        assertThat(read.startNanos()).isEqualTo(written.startNanos());
        assertThat(read.durationNanos()).isEqualTo(written.durationNanos());
    }

    @Test
    void anEmptyProfileIsOneToo() {
        Profile empty = new ProfileBuilder("test", List.of(Shop.CPU)).build();

        assertThat(READER.read(Pprof.gzip(empty, List.of()), "test").stackCount())
                .isZero();
    }

    @Test
    void theJsonFormHasItsNumbersAsText() {
        Profile profile = oneType(Shop.profile(new Random(6), Map.of("service_name", "s"), Shop.START));

        String json = new String(Pprof.message(profile, List.of()).json(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(json)
                .contains("\"timeNanos\":\"" + Shop.START + "\"", "\"stringTable\":[\"\",", "\"locationId\":[\"");
    }

    private static Profile oneType(Profile two) {
        ProfileBuilder one = new ProfileBuilder("test", List.of(Shop.CPU))
                .name("process_cpu")
                .period(two.periodType(), two.period())
                .time(two.startNanos(), two.durationNanos());
        int[] numbers = new int[two.tree().nodeCount()];
        for (int node = 1; node < numbers.length; node++) {
            int function = one.tree().function(two.tree().functionAt(two.tree().function(node)));
            numbers[node] = one.tree()
                    .child(
                            numbers[two.tree().parent(node)],
                            function,
                            two.tree().line(node));
        }
        for (int i = 0; i < two.stackCount(); i++) {
            one.add(numbers[two.node(i)], 0, two.value(1, i));
        }
        return one.build();
    }
}
