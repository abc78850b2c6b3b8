package dev.flamegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.gate.Evaluation;
import dev.flamegate.gate.Policy;
import dev.flamegate.gate.Selection;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Provenance;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long a gate takes once its profiles are selected, from the windows to the finished report, with 20,000 functions and 400 pods of
 * one window a side:
 *
 * <pre>mvn test -Dquick -pl gate-service -am -Dtest=GateSpeedBenchmark -Dflamegate.jmh=true -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GateSpeedBenchmark {

    /** What the candidate changed. */
    public enum Candidate {
        EQUAL,
        SLOWER,
        FASTER_AND_SLOWER
    }

    @Param
    public Candidate candidate = Candidate.EQUAL;

    @Param("400")
    public int pods = 400;

    private final Evaluation gate = new Evaluation(Policy.withDefaults());
    private final Provenance provenance = new Provenance("2026-01-01T00:00:00Z", "bench", 0, "");
    private Selection selection = drawn(2, Candidate.EQUAL);

    @Setup
    public void draw() {
        selection = drawn(pods, candidate);
    }

    private static Selection drawn(int pods, Candidate candidate) {
        SimulatedProgram program = ProgramGenerator.large();
        FleetScenario scenario = FleetScenario.of("wide", pods, pods, 1, 3);
        return new SimulatedFleet(scenario)
                .run(change(program, candidate), new SplittableRandom(1))
                .selection();
    }

    private static PlantedChange change(SimulatedProgram program, Candidate candidate) {
        PlantedChange slower = PlantedChange.grown(program, Target.self(program, 0.01), 0.01);
        if (candidate == Candidate.EQUAL) {
            return PlantedChange.none(program);
        }
        if (candidate == Candidate.SLOWER) {
            return slower;
        }
        double[] costs = slower.candidateCosts().clone();
        costs[Target.nodeNear(program, 0.05, false)] *= 0.3;
        return new PlantedChange("faster and slower", program, slower.baselineCosts(), costs, 1, slower.culprits());
    }

    @Benchmark
    public GateReport judge() {
        return gate.evaluate(selection, "bench", provenance);
    }

    @Test
    @EnabledIfSystemProperty(named = "flamegate.jmh", matches = "true")
    void timePerGate() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(GateSpeedBenchmark.class.getName())
                        .forks(1)
                        .warmupIterations(3)
                        .measurementIterations(5)
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();

        assertThat(results).hasSize(Candidate.values().length);
    }
}
