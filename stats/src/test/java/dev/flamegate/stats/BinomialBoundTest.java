package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialBoundTest {

    /** P(X >= count), summed term by term. */
    private static double upperTail(int count, int trials, double rate) {
        double tail = 0;
        double term = Math.pow(1 - rate, trials);
        for (int x = 0; x <= trials; x++) {
            if (x >= count) {
                tail += term;
            }
            term *= (trials - x) * rate / ((x + 1) * (1 - rate));
        }
        return tail;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,120", "2,10", "7,120", "60,120", "119,120"})
    void atTheBoundSoManyOrMoreAreJustAsUnlikelyAsTheConfidenceLeaves(int count, int trials) {
        for (double confidence : new double[] {0.95, 0.99, 0.999}) {
            double bound = BinomialBound.lower(count, trials, confidence);

            assertThat(upperTail(count, trials, bound)).isCloseTo(1 - confidence, within(1e-8));
        }
    }

    @Test
    void hasTheClosedFormsOfOneAndOfAll() {
        assertThat(BinomialBound.lower(1, 30, 0.999)).isCloseTo(1 - Math.pow(0.999, 1.0 / 30), within(1e-10));
        assertThat(BinomialBound.lower(30, 30, 0.999)).isCloseTo(Math.pow(0.001, 1.0 / 30), within(1e-8));
        assertThat(BinomialBound.lower(0, 30, 0.999)).isZero();
    }

    @Test
    void refusesCountsThatAreNone() {
        assertThatThrownBy(() -> BinomialBound.lower(3, 2, 0.9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BinomialBound.lower(-1, 2, 0.9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BinomialBound.lower(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
