package dev.flamegate.ingest.pprof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.ValueType;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PprofNameTest {

    @ParameterizedTest
    @CsvSource({
        "samples cpu, process_cpu",
        "samples, process_cpu",
        "samples time, process_cpu",
        "samples wall, wall",
        "sample wall cpu, wall",
        "sample cpu-time, process_cpu",
        "alloc_objects alloc_space inuse_objects inuse_space, memory",
        "objects space, memory",
        "contentions delay, mutex",
        "delay, mutex",
        "block_count, block",
        "goroutine, goroutines",
        "goroutine_leak, goroutine_leak",
        "threadcreate, threadcreate",
        "'', profile",
    })
    void theTypesOfAProfileNameIt(String types, String name) {
        assertThat(PprofName.of(Arrays.stream(types.split(" "))
                        .map(type -> new ValueType(type, "count"))
                        .toList()))
                .isEqualTo(name);
    }
}
