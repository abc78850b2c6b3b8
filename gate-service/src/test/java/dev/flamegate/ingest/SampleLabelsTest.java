package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.profile.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleLabelsTest {
    @Test
    void whatManyRequestsShareIsKept() {
        assertThat(SampleLabels.of(Map.of("endpoint", "/cart", "thread", "worker-1")))
                .isEqualTo(Labels.of(Map.of("endpoint", "/cart", "thread", "worker-1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"trace_id", "span_id", "profile_id", "request_id", "requestId", "request.id", "user_id", "email"
            })
    void whatNamesOneRequestOrPersonIsLeftOutAndTheRestStays(String name) {
        assertThat(SampleLabels.of(Map.of(name, "4711", "endpoint", "/cart")))
                .isEqualTo(Labels.of(Map.of("endpoint", "/cart")));
    }
}
