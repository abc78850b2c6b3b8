package dev.flamegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "2227, 2227", "0.5, 0.5", "1e3, 1000", "2.5E-1, 0.25"})
    void finiteNumbersOfAtLeastZeroAreRead(String text, double expected) {
        assertThat(Requests.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-1", "-0", "+1", "NaN", "Infinity", "1e999", "0x10", "1d", "1,5", "many", "1 ", ".5"})
    void everythingElseIsRefusedWithTheRule(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Requests.parse(text))
                .withMessage("'" + text + "' is no number of requests, which is finite and at least 0, such as 2227");
    }
}
