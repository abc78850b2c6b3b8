package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TimeRangeTest {

    @Test
    void theStartIsInsideAndTheEndIsNot() {
        TimeRange range = new TimeRange(10, 20);

        assertThat(range.contains(9)).isFalse();
        assertThat(range.contains(10)).isTrue();
        assertThat(range.contains(19)).isTrue();
        assertThat(range.contains(20)).isFalse();
        assertThat(range.durationNanos()).isEqualTo(10);
        assertThat(new TimeRange(10, 10).contains(10)).isFalse();
    }

    @Test
    void timesThatRunBackwardsAreRefused() {
        assertThatThrownBy(() -> new TimeRange(20, 10)).hasMessageContaining("[20, 10)");
        assertThatThrownBy(() -> new TimeRange(-1, 10)).hasMessageContaining("[-1, 10)");
    }

    @Test
    void theTextIsInUtc() {
        assertThat(new TimeRange(0, 1_700_000_000_000_000_000L))
                .hasToString("[1970-01-01T00:00:00Z, 2023-11-14T22:13:20Z)");
        assertThat(TimeRange.ALL).hasToString("[1970-01-01T00:00:00Z, now)");
    }
}
