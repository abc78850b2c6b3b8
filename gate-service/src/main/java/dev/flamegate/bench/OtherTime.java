package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Equal versions that ran on different days (P12): pods of different days differ by the day alone, so the gate must not fail. */
final class OtherTime implements Experiment {
    private final SimulatedProgram program;

    OtherTime(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of("P12");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        FleetScenario scenario = FleetScenario.named("A10");
        List<Judged> judged = laboratory.judged("P12", scenario, PlantedChange.none(program), runs.changes());
        figures.accept(rate("P12", scenario.text(), "false FAIL", judged, Judged::fails, Bound.atMost(0)));
        figures.accept(rate("P12", scenario.text(), "INCONCLUSIVE", judged, Judged::inconclusive, Bound.atLeast(1)));
    }
}
