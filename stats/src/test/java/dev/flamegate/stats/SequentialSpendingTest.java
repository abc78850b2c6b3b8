package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SequentialSpendingTest {
    // numpy 2.4.6: 0.01 * numpy.diff((numpy.arange(7) / 6) ** 2)
    @Test
    void sixEqualLooksSpendTheIncrementsOfTheSquaredTime() {
        SequentialSpending spending = SequentialSpending.equallySpaced(6);
        double[] expected = {
            0.0002777777777777778,
            0.0008333333333333334,
            0.001388888888888889,
            0.0019444444444444444,
            0.0025,
            0.0030555555555555557
        };
        double sum = 0;
        for (int look = 0; look < 6; look++) {
            assertThat(spending.alphaAt(look, 0.01)).isCloseTo(expected[look], within(1e-15));
            sum += spending.alphaAt(look, 0.01);
        }
        assertThat(sum).isCloseTo(0.01, within(1e-15));
    }

    @Test
    void oneLookIsTheFixedDesign() {
        SequentialSpending spending = SequentialSpending.equallySpaced(1);

        assertThat(spending.settingsAt(0, ShareSettings.withDefaults())).isEqualTo(ShareSettings.withDefaults());
        assertThat(spending.equivalentAt(0, row(0.001, 0.005))).isTrue();
    }

    @Test
    void unevenLooksSpendAllOfAlphaToo() {
        SequentialSpending spending = SequentialSpending.at(0.1, 0.6, 1);

        assertThat(spending.alphaAt(0, 1) + spending.alphaAt(1, 1) + spending.alphaAt(2, 1))
                .isCloseTo(1, within(1e-15));
        assertThat(spending.settingsAt(1, ShareSettings.withDefaults()).alpha()).isCloseTo(0.0035, within(1e-15));
    }

    @Test
    void anEarlyPassHasToHoldAtAStricterLevelThanTheLastOne() {
        SequentialSpending spending = SequentialSpending.equallySpaced(5);
        RowOutcome row = row(0, 0.0055);

        assertThat(row.equivalent()).isTrue();
        assertThat(spending.equivalentAt(4, row)).isTrue();
        assertThat(spending.equivalentAt(0, row)).isFalse();
        assertThat(spending.equivalentAt(0, row(0, 0.002))).isTrue();
    }

    @Test
    void timeMustAscendToOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> SequentialSpending.at(0.5, 0.4, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SequentialSpending.at(0.5));
        assertThatIllegalArgumentException().isThrownBy(SequentialSpending::at);
        assertThatIllegalArgumentException().isThrownBy(() -> SequentialSpending.equallySpaced(0));
    }

    private static RowOutcome row(double delta, double standardError) {
        double upper = delta + StudentT.withDegreesOfFreedom(20).exceededWith(0.05) * standardError;
        return new RowOutcome(
                0, 0.02, 0.02, delta, standardError, 20, 0, 4, 0.5, 1, 0, 0, upper, 0.003, 0.01, 0.01, 1, false, false);
    }
}
