package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DesignEffectTest {
    private static final int REPLICATES = 400;
    private final SplittableRandom random = new SplittableRandom(81);

    @Test
    void isAboutOneWhenOnlyCountingVaries() {
        DesignEffect effect = DesignEffect.of(sampled(0), sampled(0), 0);

        assertThat(effect.factor()).isCloseTo(1, within(0.2));
    }

    /** A share of 10 % that varies by a fifth: 1 + 0.2^2 * 0.1 * 2000 / 0.9 = 9.9. */
    @Test
    void growsWithTheSpreadBetweenReplicates() {
        DesignEffect effect = DesignEffect.of(sampled(0.2), sampled(0.2), 0);

        assertThat(effect.factor()).isCloseTo(9.9, within(1.5));
        assertThat(effect.effectiveSamples()).isCloseTo(2 * REPLICATES * 2000 / effect.factor(), within(1e-6));
    }

    @Test
    void evenLoadsCountInFullAndOneBusyReplicateCountsForAll() {
        assertThat(DesignEffect.effectiveReplicates(loads(1, 1, 1, 1))).isEqualTo(4);
        assertThat(DesignEffect.effectiveReplicates(loads(1e6, 1, 1, 1))).isCloseTo(1, within(1e-5));
        assertThat(DesignEffect.effectiveReplicates(loads())).isZero();
    }

    @Test
    void twoReplicatesHaveNoVarianceWithinVersions() {
        assertThatIllegalArgumentException().isThrownBy(() -> DesignEffect.of(loads(1), loads(1), 0));
    }

    private static CountTable loads(double... totals) {
        return CountTable.of(new double[1][totals.length], totals);
    }

    private CountTable sampled(double spread) {
        double[] counts = new double[REPLICATES];
        double[] totals = new double[REPLICATES];
        Arrays.fill(totals, 2000);
        Arrays.setAll(counts, replicate -> {
            double share = 0.1 * (1 + spread * random.nextGaussian());
            return random.doubles(2000).filter(x -> x < share).count();
        });
        return CountTable.of(new double[][] {counts}, totals);
    }
}
