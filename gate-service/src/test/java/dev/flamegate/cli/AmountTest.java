package dev.flamegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "0, nanoseconds, 0",
        "24260000000, nanoseconds, 24.26s",
        "500000000, nanoseconds, 500ms",
        "-1500, nanoseconds, -1.50us",
        "90, seconds, 1.50mins",
        "7200000, milliseconds, 2hrs",
        "1023, bytes, 1023B",
        "1536, bytes, 1.50kB",
        "10737418240, bytes, 10GB",
        "1234567, count, 1234567",
        "5, '', 5",
    })
    void numbersAreScaledByTheirUnit(long value, String unit, String text) {
        assertThat(Amount.of(value, unit)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, 33.33%",
        "0, 3, 0%",
        "3, 3, 100%",
        "-3, 3, -100%",
        "99951, 100000, 100%",
        "1, 100000, 0.0010%",
        "3, 0, -",
    })
    void sharesHaveABaseOrAreNotShown(long part, long whole, String text) {
        assertThat(Amount.percent(part, whole)).isEqualTo(text);
    }
}
