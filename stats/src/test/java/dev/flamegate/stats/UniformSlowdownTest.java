package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UniformSlowdownTest {
    private static final double[] BASELINE = {5100, 4900, 5200, 5000, 4800};
    private static final double[] CANDIDATE = {5600, 5400, 5700, 5500};

    private static final double[] TURNS_BASELINE = {5000, 6500, 5050, 6450, 4950, 5000};
    private static final double[] TURNS_CANDIDATE = {5700, 7500, 5900, 7300, 5800, 5750};

    // SciPy 1.17.1: stats.ttest_ind(log(candidate / 1000), log(baseline / 1000), alternative="greater"), and
    // (stats.t.isf(0.001, 7) + stats.t.ppf(0.8, 7)) * se for the last figure.
    @Test
    void agreesWithScipy() {
        Slowdown slowdown = (Slowdown) test(BASELINE, CANDIDATE);

        assertThat(slowdown.growth()).isCloseTo(0.10455731444112781, within(1e-12));
        assertThat(slowdown.t()).isCloseTo(5.496800766107628, within(1e-9));
        assertThat(slowdown.p()).isCloseTo(0.0004548076748034298, within(1e-10));
        assertThat(slowdown.upperBound()).isCloseTo(0.1405950133454127, within(1e-9));
        assertThat(slowdown.smallestDetectable()).isCloseTo(0.10806713048890979, within(1e-8));
        assertThat(slowdown.degreesOfFreedom()).isEqualTo(7);
    }

    @Test
    void significanceUsesOnlyTheTenthOfAlphaThatTheRowsLeaveOver() {
        Slowdown slowdown = (Slowdown) test(BASELINE, CANDIDATE);

        assertThat(slowdown.p()).isBetween(1e-4, 1e-3);
        assertThat(slowdown.significant()).isTrue();
        ShareSettings half = new ShareSettings(0.0015, 0.9, 0.003, 0.05, 0.01, 0.25, 0.05, 3, 200, 2, 0.8);
        assertThat(((Slowdown) UniformSlowdown.withDefaults()
                                .with(half)
                                .test(BASELINE, thousands(5), CANDIDATE, thousands(4)))
                        .significant())
                .isFalse();
    }

    @Test
    void moreLoadAtTheSameCostIsNoSlowdown() {
        double[] doubled = Arrays.stream(BASELINE).map(x -> 2 * x).toArray();
        double[] requests = {2000, 2000, 2000, 2000, 2000};

        Slowdown slowdown = (Slowdown) UniformSlowdown.withDefaults().test(BASELINE, thousands(5), doubled, requests);

        assertThat(slowdown.growth()).isCloseTo(0, within(1e-12));
        assertThat(slowdown.significant()).isFalse();
        assertThat(slowdown.equivalent()).isTrue();
    }

    @Test
    void swappingTheSidesFlipsTheSign() {
        Slowdown there = (Slowdown) test(BASELINE, CANDIDATE);
        Slowdown back = (Slowdown) test(CANDIDATE, BASELINE);

        assertThat(back.growth()).isEqualTo(-there.growth());
        assertThat(back.t()).isCloseTo(-there.t(), within(1e-12));
        assertThat(back.significant()).isFalse();
    }

    @Test
    void podsWithoutRequestsAreLeftOutWithAWarning() {
        double[] requests = {1000, 0, 1000, 1000, 1000};

        Slowdown slowdown = (Slowdown) UniformSlowdown.withDefaults().test(BASELINE, requests, CANDIDATE, thousands(4));

        assertThat(slowdown.baselineReplicates()).isEqualTo(4);
        assertThat(slowdown.warnings())
                .containsExactly("1 of 5 baseline pods were left out: fewer than 200 samples, or no requests.");
    }

    @Test
    void noTrafficIsNotComparableAndNoPass() {
        SlowdownOutcome outcome = UniformSlowdown.withDefaults().test(BASELINE, new double[5], CANDIDATE, thousands(4));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        NotComparable.class, it -> assertThat(it.reason()).contains("0 in the baseline"));
    }

    @Test
    void podsThatDoNotVaryAreJudgedByCountingNoise() {
        Slowdown slowdown = (Slowdown) test(new double[] {900, 900, 900}, new double[] {950, 950, 950});

        assertThat(slowdown.warnings()).singleElement().asString().contains("counting noise");
        assertThat(slowdown.significant()).isFalse();
    }

    @Test
    void settingsThatLeaveNoErrorAreNotComparable() {
        ShareSettings all = new ShareSettings(0.01, 1, 0.003, 0.05, 0.01, 0.25, 0.05, 3, 200, 2, 0.8);

        assertThat(UniformSlowdown.withDefaults().with(all).test(BASELINE, thousands(5), CANDIDATE, thousands(4)))
                .isInstanceOf(NotComparable.class);
    }

    @Test
    void negativeOrMissingNumbersAreRefusedByPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UniformSlowdown.withDefaults()
                        .test(new double[] {1, -1}, thousands(2), CANDIDATE, thousands(4)))
                .withMessageStartingWith("baseline samples of pod 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UniformSlowdown.withDefaults().test(BASELINE, thousands(4), CANDIDATE, thousands(4)))
                .withMessage("baseline has samples of 5 pods, requests of 4 and blocks of 5");
    }

    /** 15 % more at ten pods with 5 % noise between pods: the figure to reach is 95 %. */
    @Test
    void fifteenPerCentAtTenPodsIsFoundAlmostAlways() {
        SplittableRandom random = new SplittableRandom(51);
        int found = 0;
        int falselyFound = 0;
        for (int run = 0; run < 1000; run++) {
            found += fails(random, 1.15) ? 1 : 0;
            falselyFound += fails(random, 1) ? 1 : 0;
        }

        assertThat(found).isGreaterThanOrEqualTo(950);
        assertThat(falselyFound).isLessThanOrEqualTo(5);
    }

    private static boolean fails(SplittableRandom random, double factor) {
        Slowdown slowdown = (Slowdown) UniformSlowdown.withDefaults()
                .test(pods(random, 1), thousands(10), pods(random, factor), thousands(10));
        return slowdown.significant() && slowdown.material();
    }

    private static double[] pods(SplittableRandom random, double factor) {
        return random.doubles(10)
                .map(x -> 12_000 * factor * Math.exp(0.05 * random.nextGaussian()))
                .toArray();
    }

    private static SlowdownOutcome test(double[] baseline, double[] candidate) {
        return UniformSlowdown.withDefaults()
                .test(baseline, thousands(baseline.length), candidate, thousands(candidate.length));
    }

    private static double[] thousands(int pods) {
        double[] requests = new double[pods];
        Arrays.fill(requests, 1000);
        return requests;
    }

    // The machine was 30 % slower for pods 2 and 4 of both sides. SciPy 1.17.1:
    // stats.ttest_rel(log(candidate / 1000), log(baseline / 1000), alternative="greater").
    @Test
    void podsThatRanInTurnsAreComparedInPairsAndAgreeWithScipy() {
        Slowdown slowdown = (Slowdown) inTurns(TURNS_CANDIDATE);

        assertThat(slowdown.blocks()).isEqualTo(6);
        assertThat(slowdown.degreesOfFreedom()).isEqualTo(5);
        assertThat(slowdown.growth()).isCloseTo(0.1419532857275135, within(1e-12));
        assertThat(slowdown.t()).isCloseTo(25.72768375688309, within(1e-9));
        assertThat(slowdown.p()).isCloseTo(8.284497131100168e-07, within(1e-12));
        assertThat(slowdown.intervalLow()).isCloseTo(0.1277700214566903, within(1e-12));
        assertThat(slowdown.intervalHigh()).isCloseTo(0.1561365499983367, within(1e-12));
        assertThat(slowdown.significant() && slowdown.material()).isTrue();
    }

    @Test
    void withoutTheBlocksTheSameGrowthDrownsInWhatTheMachineDid() {
        Slowdown slowdown = (Slowdown)
                UniformSlowdown.withDefaults().test(TURNS_BASELINE, thousands(6), TURNS_CANDIDATE, thousands(6));

        assertThat(slowdown.blocks()).isEqualTo(1);
        assertThat(slowdown.significant()).isFalse();
    }

    @Test
    void blocksThatLeaveTooLittleToEstimateFromAreNotUsed() {
        int[] three = {0, 1, 2};
        double[] pods = {5000, 4900, 5100};

        Slowdown slowdown =
                (Slowdown) UniformSlowdown.withDefaults().test(pods, thousands(3), three, pods, thousands(3), three);

        assertThat(slowdown.blocks()).isEqualTo(1);
        assertThat(slowdown.degreesOfFreedom()).isEqualTo(4);
    }

    @Test
    void blocksOfOneSideAloneAreNotUsed() {
        int[] left = {0, 1, 2, 3, 4};
        int[] right = {5, 6, 7, 8};

        Slowdown slowdown = (Slowdown)
                UniformSlowdown.withDefaults().test(BASELINE, thousands(5), left, CANDIDATE, thousands(4), right);

        assertThat(slowdown).isEqualTo(test(BASELINE, CANDIDATE));
    }

    @Test
    void theLimitsAreThoseOfTheSettings() {
        Slowdown strict = (Slowdown) UniformSlowdown.withDefaults()
                .with(new GrowthLimits(0.2, 0.01))
                .test(BASELINE, thousands(5), CANDIDATE, thousands(4));

        assertThat(strict.material()).isFalse();
        assertThat(strict.equivalent()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GrowthLimits(0.03, 0))
                .withMessageStartingWith("mustDetect");
    }

    /** Six pods a side in turns, 10 % noise of the machine, 3 % of the pods: a seeded count of false alarms. */
    @Test
    void theSameCodeInTurnsFailsNoMoreOftenThanAlphaAllows() {
        SplittableRandom random = new SplittableRandom(52);
        int significant = 0;
        int equivalent = 0;
        for (int run = 0; run < 5000; run++) {
            double[] machine =
                    random.doubles(6).map(x -> 0.1 * random.nextGaussian()).toArray();
            Slowdown slowdown = (Slowdown) inTurns(turns(random, machine), turns(random, machine));
            significant += slowdown.significant() ? 1 : 0;
            equivalent += slowdown.equivalent() ? 1 : 0;
        }

        assertThat(significant).isLessThanOrEqualTo(14);
        assertThat(equivalent).isGreaterThan(4500);
    }

    private static double[] turns(SplittableRandom random, double[] machine) {
        return Arrays.stream(machine)
                .map(effect -> 12_000 * Math.exp(effect + 0.03 * random.nextGaussian()))
                .toArray();
    }

    private static SlowdownOutcome inTurns(double[] candidate) {
        return inTurns(TURNS_BASELINE, candidate);
    }

    private static SlowdownOutcome inTurns(double[] baseline, double[] candidate) {
        int[] turns = {0, 1, 2, 3, 4, 5};
        return UniformSlowdown.withDefaults().test(baseline, thousands(6), turns, candidate, thousands(6), turns);
    }
}
