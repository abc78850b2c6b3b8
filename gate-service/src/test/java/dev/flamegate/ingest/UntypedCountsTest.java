package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.profile.ProfileType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntypedCountsTest {

    @ParameterizedTest
    @CsvSource({
        "cpu,process_cpu:cpu:nanoseconds:cpu:nanoseconds",
        "itimer,process_cpu:cpu:nanoseconds:cpu:nanoseconds",
        "wall,wall:wall:nanoseconds:cpu:nanoseconds",
        "milliseconds,wall:wall:nanoseconds:cpu:nanoseconds",
        "alloc_objects,memory:alloc_objects:count::",
        "inuse_space,memory:inuse_space:bytes::",
        "bytes,memory:samples:bytes::",
        "goroutines,goroutine:goroutines:count::",
        "mutex_duration,mutex:delay:nanoseconds::",
        "lock_count,block:contentions:count::",
        "exceptions,exceptions:samples:count::"
    })
    void namesOfPyroscopesClientsBecomeItsProfileTypes(String name, String type) {
        UntypedCounts counts = UntypedCounts.of(name, 100);

        assertThat(new ProfileType(counts.profileName(), counts.sampleType(), counts.periodType()))
                .hasToString(type);
        assertThat(counts.factor()).isEqualTo(type.endsWith("nanoseconds") && type.contains("cpu") ? 10_000_000 : 1);
    }

    @Test
    void aRateOfZeroLeavesSamples() {
        assertThat(UntypedCounts.of("cpu", 0).sampleType()).hasToString("samples/count");
        assertThat(UntypedCounts.of("cpu", 0).factor()).isEqualTo(1);
        assertThat(UntypedCounts.of("cpu", 0).period()).isZero();
    }

    @Test
    void otherNamesAndRatesAreRefused() {
        assertThatThrownBy(() -> UntypedCounts.of("app", 100))
                .hasMessageStartingWith("'app' is no type of profile; there are alloc_in_new_tlab_bytes, ");
        assertThatThrownBy(() -> UntypedCounts.of("cpu", -1)).hasMessageContaining("-1 samples a second");
    }
}
