package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Every request costs more, everywhere alike, and the requests are counted (P11): shares cannot show it, the cost of a request must, and
 * no function may be blamed for it. Equal versions with counted requests are measured beside it.
 */
final class UniformGrowth implements Experiment {
    private final SimulatedProgram program;

    UniformGrowth(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of("P11");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        FleetScenario scenario = FleetScenario.named("A2");
        PlantedChange none = PlantedChange.none(program);
        figures.accept(rate(
                "P11",
                data(scenario, none),
                "false FAIL",
                judged(scenario, none, laboratory, runs.changes()),
                Judged::fails,
                Bound.atMost(0.01)));
        PlantedChange little = PlantedChange.uniform(program, 1.05);
        figures.accept(rate(
                "P11",
                data(scenario, little),
                "FAIL",
                judged(scenario, little, laboratory, runs.changes()),
                Judged::fails,
                null));
        PlantedChange much = PlantedChange.uniform(program, 1.15);
        List<Judged> judged = judged(scenario, much, laboratory, runs.changes());
        String data = data(scenario, much);
        figures.accept(rate("P11", data, "FAIL", judged, Judged::fails, Bound.atLeast(0.95)));
        figures.accept(rate(
                "P11",
                data,
                "a function is blamed",
                judged,
                run -> !run.causes().isEmpty(),
                Bound.atMost(0.01)));
    }

    private static String data(FleetScenario scenario, PlantedChange change) {
        return Laboratory.data(scenario, change) + ", requests counted";
    }

    private static List<Judged> judged(FleetScenario scenario, PlantedChange change, Laboratory laboratory, int count) {
        SimulatedFleet fleet = new SimulatedFleet(scenario);
        return laboratory.judged(
                "P11 " + data(scenario, change),
                count,
                random -> Judged.of(fleet.run(change, random).selectionWithRequests()));
    }
}
