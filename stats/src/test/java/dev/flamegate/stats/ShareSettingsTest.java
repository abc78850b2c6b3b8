package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ShareSettingsTest {
    @Test
    void theDefaultsAreTheMeasuredOnes() {
        assertThat(ShareSettings.withDefaults())
                .isEqualTo(new ShareSettings(0.01, 0.9, 0.003, 0.05, 0.01, 0.25, 0.05, 3, 200, 2, 0.8));
    }

    @Test
    void valuesOutsideTheirRangeAreRefusedByName() {
        refused("alpha", 0, 0.9, 0.003, 3, 0.8);
        refused("alpha", Double.NaN, 0.9, 0.003, 3, 0.8);
        refused("rowAlphaFraction", 0.01, 1.1, 0.003, 3, 0.8);
        refused("materialShare", 0.01, 0.9, 0, 3, 0.8);
        refused("replicatesMin", 0.01, 0.9, 0.003, 2, 0.8);
        refused("power", 0.01, 0.9, 0.003, 3, 1);
    }

    @Test
    void theLargerOfTheAbsoluteAndTheRelativeSizeHolds() {
        ShareSettings settings = ShareSettings.withDefaults();

        assertThat(settings.materialSize(0.01)).isEqualTo(0.003);
        assertThat(settings.materialSize(0.5)).isEqualTo(0.025);
        assertThat(settings.mustDetectSize(0.01)).isEqualTo(0.01);
        assertThat(settings.mustDetectSize(0.5)).isEqualTo(0.125);
    }

    private static void refused(
            String name, double alpha, double rowAlphaFraction, double materialShare, int replicatesMin, double power) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShareSettings(
                        alpha, rowAlphaFraction, materialShare, 0.05, 0.01, 0.25, 0.05, replicatesMin, 200, 2, power))
                .withMessageStartingWith(name + " must");
    }
}
