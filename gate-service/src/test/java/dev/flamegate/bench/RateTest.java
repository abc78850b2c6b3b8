package dev.flamegate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {

    /** SciPy 1.17.1: {@code stats.binomtest(k, n).proportion_ci(method='exact')}. */
    @ParameterizedTest
    @CsvSource({
        "0, 200, 0, 0.018275340355148807",
        "3, 200, 0.003104107621555085, 0.043208281917709784",
        "10, 1000, 0.004805510691058102, 0.018313243055112373",
        "20, 20, 0.8315665290169145, 1"
    })
    void intervalsAreThoseOfClopperAndPearson(int count, int runs, double low, double high) {
        Rate rate = new Rate(count, runs);

        assertThat(rate.low()).isCloseTo(low, within(1e-9));
        assertThat(rate.high()).isCloseTo(high, within(1e-9));
    }

    @Test
    void moreThanAllIsRefused() {
        assertThatThrownBy(() -> new Rate(3, 2)).hasMessage("a rate of 3 in 2 runs");
        assertThatThrownBy(() -> new Rate(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBoundInsideTheIntervalIsNotSaidToBeBroken() {
        Bound bound = Bound.atMost(0.01);

        assertThat(Figure.rate("P1", "", "", new Rate(0, 100), bound).state()).isEqualTo(Figure.State.HOLDS);
        assertThat(Figure.rate("P1", "", "", new Rate(2, 100), bound).state()).isEqualTo(Figure.State.UNDECIDED);
        assertThat(Figure.rate("P1", "", "", new Rate(9, 100), bound).state()).isEqualTo(Figure.State.BROKEN);
        assertThat(Figure.rate("P1", "", "", new Rate(9, 100), null).state()).isEqualTo(Figure.State.UNBOUNDED);
    }
}
