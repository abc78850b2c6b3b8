package dev.flamegate.bench;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Ten times the functions (P17): hypotheses must not multiply with them, and the gate has to answer in time. */
final class LargeProgram implements Experiment {
    private static final double ROWS_MAX = 400;

    private final Supplier<SimulatedProgram> program;

    /** @param program made only when it is needed */
    LargeProgram(Supplier<SimulatedProgram> program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of("P17");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        FleetScenario scenario = FleetScenario.named("A6");
        String data = "20,000 functions, " + scenario.size();
        SimulatedFleet fleet = new SimulatedFleet(scenario);
        PlantedChange none = PlantedChange.none(program.get());
        List<Judged> judged = laboratory.judged(
                "P17 " + data,
                runs.large(),
                random -> Judged.of(fleet.run(none, random).selection()));
        int most = judged.stream().mapToInt(run -> run.tested().size()).max().orElseThrow();
        figures.accept(
                Figure.number("P17", data, "rows tested, at most", Figure.Unit.NUMBER, most, Bound.atMost(ROWS_MAX)));
        Experiment.times("P17", data, judged).forEach(figures);
    }
}
