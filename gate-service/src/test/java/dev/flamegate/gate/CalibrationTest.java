package dev.flamegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.reports.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/**
 * The whole gate, from merged counts to verdict, on simulated fleets whose truth is known. Runs are few, so that the build stays quick,
 * and seeds are fixed: a bound is what a gate at its stated rate keeps with 99 % (binomial), so a change that breaks one has broken
 * the rate or is very unlucky.
 */
class CalibrationTest {
    private static final SimulatedProgram PROGRAM = SimulatedProgram.random(2000, 3200, 7);
    private static final SimulatedFleet TEN_PODS = new SimulatedFleet(10, 10, 4, 3);
    private static final SimulatedFleet FIVE_PODS = new SimulatedFleet(5, 5, 8, 3);
    private static final SimulatedFleet THREE_PODS = new SimulatedFleet(3, 3, 10, 3);

    private record Run(Judge.Judgement judgement, Comparison rest) {
        Verdict verdict() {
            return judgement.verdict();
        }
    }

    private static List<Run> runs(SimulatedFleet fleet, double[] candidate, int count) {
        List<Run> runs = new ArrayList<>();
        for (int run = 0; run < count; run++) {
            Comparison all =
                    Comparison.of(fleet.run(PROGRAM, candidate, 1000 + run), Policy.withDefaults(), History.none());
            Comparison rest = Improvements.in(all).rest();
            runs.add(new Run(new Judge(all, rest).judge(), rest));
        }
        return runs;
    }

    private static long count(List<Run> runs, Verdict verdict) {
        return runs.stream().filter(run -> run.verdict() == verdict).count();
    }

    private static double[] grown(int node, double points) {
        double share = PROGRAM.costs[node];
        double factor = 1 + points / 100 / (share * (1 - share - points / 100));
        return PROGRAM.costsWith(other -> other == node ? factor : 1);
    }

    /** At most 1 % false FAIL: a gate at exactly 1 % has 3 or more of 60 with probability 2.3 %. Seeds are fixed: every run is the same. */
    @Test
    void anUnchangedVersionFailsAtMostAtItsStatedRate() {
        assertThat(count(runs(TEN_PODS, PROGRAM.costs, 40), Verdict.FAIL)
                        + count(runs(FIVE_PODS, PROGRAM.costs, 20), Verdict.FAIL))
                .isLessThan(3);
    }

    @Test
    void threePodsAreInconclusiveAboutAnUnchangedVersion() {
        assertThat(count(runs(THREE_PODS, PROGRAM.costs, 10), Verdict.INCONCLUSIVE))
                .isGreaterThanOrEqualTo(7);
    }

    /** At most 2 % false FAIL: 2 of 10 happen with probability 1.6 %. */
    @Test
    void anOptimisationFailsNobody() {
        int tenth = PROGRAM.nodeNear(0.10, false);
        int twentieth = PROGRAM.nodeNear(0.05, false);
        assertThat(PROGRAM.costs[tenth]).isBetween(0.08, 0.12);

        assertThat(count(runs(TEN_PODS, PROGRAM.costsWith(node -> node == tenth ? 0.4 : 1), 10), Verdict.FAIL))
                .isLessThan(2);
        assertThat(count(runs(TEN_PODS, PROGRAM.costsWith(node -> node == twentieth ? 0.02 : 1), 10), Verdict.FAIL))
                .isLessThan(2);
    }

    @Test
    void aFunctionInlinedIntoItsCallerMovedAndFailsNobody() {
        int inlined = PROGRAM.nodeNear(0.017, true);
        double[] candidate = PROGRAM.costs.clone();
        candidate[PROGRAM.tree.parent(inlined)] += candidate[inlined];
        candidate[inlined] = 0;

        List<Run> runs = runs(TEN_PODS, candidate, 10);

        assertThat(count(runs, Verdict.FAIL)).isLessThan(2);
        assertThat(runs).filteredOn(run -> !run.judgement().moved().isEmpty()).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void halfAgainAsManyRequestsOfOneKindAreNoRegressionAndNoPass() {
        int entry = PROGRAM.entryOf[PROGRAM.nodeNear(0.10, false)];
        double[] candidate = PROGRAM.costsWith(node -> PROGRAM.entryOf[node] == entry ? 1.5 : 1);

        assertThat(count(runs(TEN_PODS, candidate, 10), Verdict.INCONCLUSIVE)).isGreaterThanOrEqualTo(9);
    }

    @Test
    void aPointMoreInASmallFunctionFailsAndIsBlamedAlone() {
        int node = PROGRAM.nodeNear(0.01, false);

        List<Run> runs = runs(FIVE_PODS, grown(node, 1), 10);

        assertThat(count(runs, Verdict.FAIL)).isGreaterThanOrEqualTo(9);
        assertThat(runs)
                .filteredOn(run -> run.verdict() == Verdict.FAIL)
                .allSatisfy(run -> assertThat(run.judgement().causes())
                        .extracting(cause -> run.rest().rows().get(cause.row()).function())
                        .containsExactly(PROGRAM.tree.function(node)));
    }

    /** At most 10 % false PASS for growth of exactly the must-detect size: 4 of 10 happen with probability 1.3 %. */
    @Test
    void growthOfTheMustDetectSizeRarelyPasses() {
        int node = PROGRAM.nodeNear(0.10, false);

        assertThat(count(runs(TEN_PODS, grown(node, 25 * PROGRAM.costs[node]), 10), Verdict.PASS))
                .isLessThan(4);
    }

    /** The harness has teeth: what most tools do, pooling all samples, fails most unchanged versions. */
    @Test
    void pooledSamplesFailMostUnchangedVersions() {
        long failed = IntStream.range(0, 10)
                .filter(run -> pooledZFails(TEN_PODS.run(PROGRAM, PROGRAM.costs, 1000 + run)))
                .count();

        assertThat(failed).isGreaterThanOrEqualTo(5);
    }

    private static boolean pooledZFails(MergedTree merged) {
        double[] before = merged.sums(false);
        double[] after = merged.sums(true);
        double n = IntStream.range(0, before.length).mapToDouble(i -> before[i]).sum();
        double m = IntStream.range(0, after.length).mapToDouble(i -> after[i]).sum();
        double critical = new NormalDistribution().inverseCumulativeProbability(1 - 0.01 / 350);
        return IntStream.range(0, before.length).anyMatch(node -> {
            double pooled = (before[node] + after[node]) / (n + m);
            double growth = after[node] / m - before[node] / n;
            double error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
            return growth >= 0.003 && growth >= 0.05 * before[node] / n && growth > critical * error;
        });
    }
}
