package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commons Math against its successors, which were written anew: what both say, neither has got wrong alone. */
class SecondLibraryTest {
    private static final double PER_CENT = 1e-6;

    @ParameterizedTest
    @ValueSource(doubles = {1, 2.5, 4, 18, 41.65, 118, 2400})
    void tailsAndQuantilesOfStudentsT(double freedom) {
        StudentT ours = StudentT.withDegreesOfFreedom(freedom);
        TDistribution theirs = TDistribution.of(freedom);
        for (double t : new double[] {-7, -2, -0.1, 0, 0.3, 1, 2.5, 4, 6, 9, 14}) {
            assertThat(ours.upperTail(t))
                    .as("P(T > %s)", t)
                    .isCloseTo(theirs.survivalProbability(t), withinPercentage(PER_CENT));
            assertThat(ours.lowerTail(t))
                    .as("P(T < %s)", t)
                    .isCloseTo(theirs.cumulativeProbability(t), withinPercentage(PER_CENT));
        }
        for (double p : new double[] {0.2, 0.05, 0.01, 1e-3, 3e-5, 1e-6}) {
            assertThat(ours.exceededWith(p))
                    .as("t exceeded with %s", p)
                    .isCloseTo(theirs.inverseSurvivalProbability(p), withinPercentage(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2, 4.5, 9, 60})
    void theFDistributionOfTheHistory(double freedom) {
        FDistribution ours = new FDistribution(null, 4, freedom);
        var theirs = org.apache.commons.statistics.distribution.FDistribution.of(4, freedom);
        for (double ratio : new double[] {0.01, 0.5, 1, 3, 12}) {
            assertThat(ours.cumulativeProbability(ratio))
                    .isCloseTo(theirs.cumulativeProbability(ratio), withinPercentage(PER_CENT));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 9, 9.5, 60, 1200})
    void digammaAndTrigammaOfTheVariancePrior(double x) {
        assertThat(Gamma.digamma(x)).isCloseTo(Digamma.value(x), withinPercentage(PER_CENT));
        assertThat(Gamma.trigamma(x)).isCloseTo(Trigamma.value(x), withinPercentage(PER_CENT));
    }

    /** One group of pods, every pod with a million requests: the pooled t of the logarithms of their samples. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theUniformSlowdownIsStudentsPooledT(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] before = random.doubles(8, 1000, 1300).toArray();
        double[] after = random.doubles(6, 1050, 1400).toArray();

        Slowdown ours = (Slowdown) UniformSlowdown.withDefaults().test(before, requests(8), after, requests(6));
        TTest.Result theirs = TTest.withDefaults()
                .with(DataDispersion.HOMOSCEDASTIC)
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(logs(after), logs(before));

        assertThat(ours.t()).isCloseTo(theirs.getStatistic(), withinPercentage(PER_CENT));
        assertThat(ours.p()).isCloseTo(theirs.getPValue(), withinPercentage(PER_CENT));
    }

    private static double[] requests(int pods) {
        double[] requests = new double[pods];
        Arrays.fill(requests, 1e6);
        return requests;
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }
}
