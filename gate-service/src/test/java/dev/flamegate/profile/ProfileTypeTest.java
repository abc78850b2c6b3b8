package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTypeTest {

    @ParameterizedTest
    @ValueSource(strings = {"process_cpu:cpu:nanoseconds:cpu:nanoseconds", "goroutine:goroutines:count::"})
    void theTextReadsBack(String text) {
        assertThat(ProfileType.parse(text)).hasToString(text);
    }

    @Test
    void deltaIsDropped() {
        assertThat(ProfileType.parse("memory:alloc_space:bytes:space:bytes:delta"))
                .hasToString("memory:alloc_space:bytes:space:bytes");
    }

    @Test
    void otherTextIsRefused() {
        assertThatThrownBy(() -> ProfileType.parse("cpu"))
                .hasMessageStartingWith("profile type 'cpu' has 1 parts, expected NAME:");
        assertThatThrownBy(() -> ProfileType.parse("a:b:c:d:e:f")).hasMessageContaining("has 6 parts");
        assertThatThrownBy(() -> ProfileType.parse(":b:c:d:e")).hasMessage("profile type has an empty name");
        assertThatThrownBy(() -> new ProfileType("a", new ValueType("x:y", ""), ValueType.NONE))
                .hasMessage("profile type part 'x:y' contains ':', which separates parts");
    }
}
