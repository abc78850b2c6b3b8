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
        ShareSettings planned = ShareSettings.withDefaults();

        assertThat(spending.settingsAt(0, planned).passError()).isCloseTo(0.01, within(1e-15));
        assertThat(spending.settingsAt(3, planned).passError()).isCloseTo(0.01, within(1e-15));
        assertThat(spending.settingsAt(4, planned).passError()).isEqualTo(0.05);
    }

    @Test
    void timeMustAscendToOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> SequentialSpending.at(0.5, 0.4, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SequentialSpending.at(0.5));
        assertThatIllegalArgumentException().isThrownBy(SequentialSpending::at);
        assertThatIllegalArgumentException().isThrownBy(() -> SequentialSpending.equallySpaced(0));
    }
}
