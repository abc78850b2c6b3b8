package dev.flamegate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated pods against what they are meant to report. */
class SimulatedFleetTest {
    private static final SimulatedProgram PROGRAM = ProgramGenerator.standard();
    private static final PlantedChange NONE = PlantedChange.none(PROGRAM);

    private static FleetRun run(String scenario, PlantedChange change, int run) {
        return new SimulatedFleet(FleetScenario.named(scenario)).run(change, Laboratory.random("test", run));
    }

    @Test
    void theSameSeedGivesTheSameCountsAndRequests() {
        FleetRun first = run("A5", NONE, 3);
        FleetRun second = run("A5", NONE, 3);

        assertThat(first.candidate().counts()).isDeepEqualTo(second.candidate().counts());
        assertThat(first.candidate().requests())
                .isDeepEqualTo(second.candidate().requests());
        assertThat(first.candidate().counts()).isNotEqualTo(first.baseline().counts());
    }

    /** Variance of one window over that of counting, mean over the functions of about one per cent: about phi, by its definition. */
    @ParameterizedTest
    @CsvSource({"A1, 1", "A2, 3", "A3, 10"})
    void oneWindowVariesByTheInflationOfTheScenario(String scenario, double phi) {
        double[] self = PROGRAM.selfShares();
        double[] inflations = IntStream.range(0, 4)
                .boxed()
                .flatMap(seed -> {
                    double[][] windows = run(scenario, NONE, seed).baseline().windows();
                    return IntStream.range(0, self.length)
                            .filter(function -> Math.abs(self[function] - 0.0105) < 0.0035)
                            .mapToObj(function -> inflation(windows, function));
                })
                .mapToDouble(Double::doubleValue)
                .toArray();

        assertThat(StatUtils.mean(inflations)).isBetween(0.8 * phi, 1.2 * phi);
    }

    private static double inflation(double[][] windows, int function) {
        double[] shares = shares(windows, function);
        double mean = StatUtils.mean(shares);
        double perSample = Arrays.stream(windows)
                .mapToDouble(counts -> 1 / Arrays.stream(counts).sum())
                .average()
                .orElseThrow();
        return StatUtils.variance(shares) / (mean * (1 - mean) * perSample);
    }

    private static double[] shares(double[][] replicates, int function) {
        return Arrays.stream(replicates)
                .mapToDouble(counts ->
                        PROGRAM.self(counts)[function] / Arrays.stream(counts).sum())
                .toArray();
    }

    @Test
    void aPlantedGrowthIsThereOnOneSideOnly() {
        Target target = Target.self(PROGRAM, 0.04);
        FleetRun run = run("A1", PlantedChange.grown(PROGRAM, target, 0.02), 1);

        assertThat(StatUtils.mean(shares(run.baseline().pods(), target.function())))
                .isCloseTo(target.share(), within(0.003));
        assertThat(StatUtils.mean(shares(run.candidate().pods(), target.function())))
                .isCloseTo(target.share() + 0.02, within(0.003));
    }

    @Test
    void aUniformSlowdownShowsInSamplesPerRequestAndNotInShares() {
        FleetRun run = run("A6", PlantedChange.uniform(PROGRAM, 1.15), 1);

        double ratio = samplesPerRequest(run.candidate()) / samplesPerRequest(run.baseline());

        assertThat(ratio).isCloseTo(1.15, within(0.05));
    }

    private static double samplesPerRequest(FleetRun.Side side) {
        double samples =
                Arrays.stream(side.pods()).flatMapToDouble(Arrays::stream).sum();
        double requests =
                Arrays.stream(side.requests()).flatMapToDouble(Arrays::stream).sum();
        return samples / requests;
    }

    @Test
    void movedCostStaysInTheProgram() {
        for (PlantedChange change : new PlantedChange[] {
            PlantedChange.renamed(PROGRAM, 0.017),
            PlantedChange.movedToSibling(PROGRAM, 0.017),
            PlantedChange.extracted(PROGRAM, 0.017),
            PlantedChange.inlined(PROGRAM, 0.017)
        }) {
            assertThat(Arrays.stream(change.candidateCosts()).sum())
                    .as(change.name())
                    .isCloseTo(1, within(1e-12));
            assertThat(change.candidateCosts()).isNotEqualTo(change.baselineCosts());
        }
    }

    /** Expected counts 500, 1500 and 8000, with standard deviations of 22, 36 and 40. */
    @Test
    void drawsAreMultinomial() {
        int[] counts = Multinomial.draw(10_000, new double[] {0, 1, 3, 16}, new SplittableRandom(1));

        assertThat(Arrays.stream(counts).sum()).isEqualTo(10_000);
        assertThat(counts[0]).isZero();
        assertThat(counts[1]).isBetween(400, 600);
        assertThat(counts[2]).isBetween(1350, 1650);
    }

    @Test
    void thePodsOfAScenarioThatIsNotConcurrentAreADayApart() {
        FleetRun apart = run("A10", NONE, 1);

        assertThat(apart.selection()
                                .candidate()
                                .pods()
                                .get(0)
                                .windows()
                                .get(0)
                                .time()
                                .startNanos()
                        - apart.selection()
                                .baseline()
                                .pods()
                                .get(0)
                                .windows()
                                .get(0)
                                .time()
                                .startNanos())
                .isEqualTo(86_400_000_000_000L);
    }
}
