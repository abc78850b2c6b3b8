package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrigammaInverseTest {
    private static final String COMMAND = "python3 -c 'from scipy import special, optimize;"
            + " print(10 ** optimize.brentq(lambda v: special.polygamma(1, 10.0 ** v) / %s - 1, -6, 9.5, xtol=1e-15))'";

    // Expected: the command above, SciPy 1.17.1.
    @ParameterizedTest
    @CsvSource({
        "1e-8, 100000000.5",
        "1e-3, 1000.4999166666815",
        "0.05, 20.49583523915458",
        "0.1, 10.491681821078423",
        "0.6449340668482264, 2",
        "1, 1.426255120215079",
        "1.6449340668482264, 1",
        "4.93, 0.5002855920201862",
        "100, 0.10072375880005267",
        "1e5, 0.0031623035494822253",
        "1e9, 3.162277662769129e-05"
    })
    void agreesWithScipy(double x, double expected) {
        assertThat(TrigammaInverse.of(x)).as(COMMAND, x).isCloseTo(expected, within(2e-8 * expected));
    }

    @Test
    void undoesTrigamma() {
        for (double y = 0.01; y < 5_000; y *= 1.3) {
            assertThat(TrigammaInverse.of(Gamma.trigamma(y))).isCloseTo(y, within(1e-9 * y));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatTrigammaNeverIs(double x) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrigammaInverse.of(x));
    }
}
