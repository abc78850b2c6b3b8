package dev.flamegate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flamegate.stats.CountTable;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The controls' tests against SciPy 1.17.1. */
class TwoSamplesTest {
    private static final double[] BEFORE = {0.010, 0.012, 0.009, 0.011, 0.013};
    private static final double[] AFTER = {0.014, 0.012, 0.015, 0.0135, 0.018, 0.0125};

    /** {@code stats.ttest_ind(b, a, equal_var=False, alternative='greater')}. */
    @Test
    void welch() {
        assertThat(TwoSamples.welch(BEFORE, AFTER)).isCloseTo(0.01044429864271394, within(1e-12));
    }

    /** U = 27.5; {@code stats.norm.sf((U - 15 - 0.5) / np.sqrt(5 * 6 * 12 / 12))}. */
    @Test
    void mannWhitney() {
        assertThat(TwoSamples.mannWhitney(BEFORE, AFTER)).isCloseTo(0.014229868458155282, within(1e-12));
    }

    /** {@code np.median(np.subtract.outer(b, a))}; the lower end is the second smallest difference. */
    @Test
    void theShiftIsTheMedianOfAllDifferences() {
        double[] shift = TwoSamples.shift(BEFORE, AFTER, 0.98);

        assertThat(shift[1]).isCloseTo(0.003, within(1e-12));
        assertThat(shift[0]).isCloseTo(-0.0005, within(1e-12));
    }

    @Test
    void kayentasRuleCallsAClearShiftHighAndAnUnclearOneNot() {
        double[] before = DoubleStream.iterate(0.010, x -> x + 0.0001).limit(20).toArray();
        double[] after = DoubleStream.of(before).map(x -> x + 0.005).toArray();

        assertThat(KayentaRule.isHigh(before, after)).isTrue();
        assertThat(KayentaRule.isHigh(after, before)).isFalse();
        assertThat(KayentaRule.isHigh(BEFORE, AFTER)).isFalse();
    }

    /** 120 of 10,000 against 170 of 10,500: {@code stats.norm.sf(z)}. */
    @Test
    void pooledZ() {
        CountTable before = CountTable.of(new double[][] {{50, 70}}, new double[] {4000, 6000});
        CountTable after = CountTable.of(new double[][] {{170}}, new double[] {10_500});

        assertThat(SignificanceControl.pooledZ(before, after, 0)).isCloseTo(0.005550126894895382, within(1e-12));
    }
}
