package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The short calibration on a small tree, with fixed seeds. {@link CalibrationTableTest} is the long one.
 *
 * <p>Sixty comparisons of equal versions may fail at most three times: with a true rate of 1 % more than three happen with
 * probability 0.003, with 2 % in 0.03, with 10 % in 0.86.
 */
class CalibrationTest {
    private static final int RUNS = 60;
    private static final int FAILURES_MAX = 3;
    private static final double ALPHA = 0.01;

    private final SimulatedTree tree = SimulatedTree.small();
    private final SimulatedGate gate = new SimulatedGate(tree);

    @ParameterizedTest
    @ValueSource(strings = {"A2", "A4", "A5", "A9"})
    void equalVersionsFailAtTheNominalRate(String scenario) {
        assertThat(count(equal(scenario), profiles -> gate.judge(profiles).fails()))
                .as("failures of %d runs of %s", RUNS, scenario)
                .isLessThanOrEqualTo(FAILURES_MAX);
    }

    /** The harness has teeth: one test on all samples, one on minutes as replicates, both far beyond the bound. */
    @Test
    void testsThatTakeDependentSamplesForIndependentFailTheSameBound() {
        int pooled = 0;
        int minutes = 0;
        for (int run = 0; run < RUNS; run++) {
            SimulatedProfiles profiles = equal("A4").apply(run);
            SimulatedGate.Rows rows = gate.rows(profiles.pods(0), profiles.pods(1));
            CountTable baseline = gate.table(rows, profiles.minutes(0));
            CountTable candidate = gate.table(rows, profiles.minutes(1));
            pooled += NegativeControls.pooledZRejects(baseline, candidate, ALPHA) ? 1 : 0;
            minutes += NegativeControls.welchRejects(baseline, candidate, ALPHA) ? 1 : 0;
        }
        assertThat(pooled).as("pooled z of %d runs", RUNS).isGreaterThan(RUNS / 2);
        assertThat(minutes).as("Welch over minutes of %d runs", RUNS).isGreaterThan(2 * FAILURES_MAX);
    }

    @Test
    void aPointMoreOnAOnePercentFunctionIsFoundAtTenPods() {
        int function = tree.functionWithSelfShare(0.01);
        double share = tree.selfShare(function);
        double[] factors = factors(function, 1 + 0.01 / (share * (1 - share - 0.01)));
        LongFunction<SimulatedProfiles> grown =
                seed -> SimulatedProfiles.changed(tree, SimulatedScenario.named("A2"), seed, factors);

        long found = IntStream.range(0, RUNS / 2)
                .filter(run -> gate.judge(grown.apply(seed(run))).failsSelf(function))
                .count();

        assertThat(found).isGreaterThanOrEqualTo(RUNS / 2 - 1);
    }

    /** What remains grows from 94 to 100 % in share without having changed. */
    @Test
    void makingALargeFunctionFasterFailsNoOtherOne() {
        int function = tree.functionWithSelfShare(0.07);
        double[] factors = factors(function, 0.1);
        LongFunction<SimulatedProfiles> improved =
                seed -> SimulatedProfiles.changed(tree, SimulatedScenario.named("A6"), seed, factors);

        int fails = (int) IntStream.range(0, RUNS / 3)
                .filter(run -> gate.judge(improved.apply(seed(run))).fails())
                .count();

        assertThat(fails).isLessThanOrEqualTo(1);
    }

    /** Six past runs at three pods: more is found, and equal versions fail no more often. */
    @Test
    void historyFindsMoreAtThreePodsWithoutMoreFalseFailures() {
        int function = tree.functionWithSelfShare(0.01);
        SimulatedScenario scenario = SimulatedScenario.named("A5");
        double[] factors = factors(function, 1.6);
        int runs = RUNS / 3;
        int plain = 0;
        int helped = 0;
        int falseFailures = 0;
        for (int run = 0; run < runs; run++) {
            List<SimulatedProfiles> past = SimulatedGate.pastRuns(tree, scenario, seed(run));
            SimulatedProfiles grown = SimulatedProfiles.changed(tree, scenario, seed(run), factors);
            plain += gate.judge(grown).failsSelf(function) ? 1 : 0;
            helped += gate.judge(grown, past).failsSelf(function) ? 1 : 0;
            falseFailures += gate.judge(equal("A5").apply(run), past).fails() ? 1 : 0;
        }
        assertThat(helped).isGreaterThan(plain + runs / 4);
        assertThat(falseFailures).isLessThanOrEqualTo(FAILURES_MAX - 1);
    }

    /** Versions that ran at different times: pods fail far too often, periods as units do not. */
    @Test
    void periodsHoldTheirLevelWherePodsDoNot() {
        int runs = 2 * RUNS / 3;
        int pods = 0;
        int periods = 0;
        for (int run = 0; run < runs; run++) {
            SimulatedProfiles apart = equal("A10").apply(run);
            pods += gate.judgePlain(apart).fails() ? 1 : 0;
            periods += gate.judgePeriods(apart, SimulatedGate.earlierPeriods(tree, seed(run)))
                            .fails()
                    ? 1
                    : 0;
        }
        assertThat(pods).isGreaterThan(FAILURES_MAX);
        assertThat(periods).isLessThanOrEqualTo(FAILURES_MAX);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameSeedGivesTheSameProfiles(boolean pods) {
        SimulatedProfiles first = equal("A5").apply(3);
        SimulatedProfiles second = equal("A5").apply(3);

        assertThat(pods ? first.pods(1) : first.minutes(1)).isDeepEqualTo(pods ? second.pods(1) : second.minutes(1));
    }

    private LongFunction<SimulatedProfiles> equal(String scenario) {
        return run -> SimulatedProfiles.equal(tree, SimulatedScenario.named(scenario), seed(run));
    }

    private double[] factors(int function, double factor) {
        double[] factors = new double[tree.nodes];
        Arrays.setAll(factors, node -> tree.function[node] == function ? factor : 1);
        return factors;
    }

    private static long seed(long run) {
        return 1_000_003L * run + 77;
    }

    private static int count(LongFunction<SimulatedProfiles> draw, Predicate<SimulatedProfiles> outcome) {
        return (int) IntStream.range(0, RUNS)
                .filter(run -> outcome.test(draw.apply(run)))
                .count();
    }
}
