package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Changes that are no regression: optimisations (P3), cost that moved (P4), other traffic (P5). None may fail. */
final class HarmlessChanges implements Experiment {
    private static final double MOVED_SHARE = 0.017;

    private final SimulatedProgram program;

    HarmlessChanges(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of("P3", "P4", "P5");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        for (FleetScenario scenario : List.of(FleetScenario.named("A2"), FleetScenario.named("A6"))) {
            for (PlantedChange change : optimised()) {
                failures("P3", 0.02, scenario, change, laboratory, runs, figures);
            }
            for (PlantedChange change : moved()) {
                List<Judged> judged = failures("P4", 0.02, scenario, change, laboratory, runs, figures);
                String data = Laboratory.data(scenario, change);
                figures.accept(rate("P4", data, "called moved", judged, Judged::moved, Bound.atLeast(0.95)));
            }
            PlantedChange mix = PlantedChange.mix(program, 1.5);
            failures("P5", 0.01, scenario, mix, laboratory, runs, figures);
        }
    }

    private static List<Judged> failures(
            String experiment,
            double most,
            FleetScenario scenario,
            PlantedChange change,
            Laboratory laboratory,
            RunCounts runs,
            Consumer<Figure> figures) {
        List<Judged> judged = laboratory.judged(experiment, scenario, change, runs.changes());
        String data = Laboratory.data(scenario, change);
        figures.accept(rate(experiment, data, "false FAIL", judged, Judged::fails, Bound.atMost(most)));
        figures.accept(rate(experiment, data, "INCONCLUSIVE", judged, Judged::inconclusive, null));
        return judged;
    }

    private List<PlantedChange> optimised() {
        return List.of(
                PlantedChange.cheaper("10 % function 60 % cheaper", program, 0.10, 0.4),
                PlantedChange.cheaper("5 % function all but removed", program, 0.05, 0.02));
    }

    private List<PlantedChange> moved() {
        return Stream.of(
                        PlantedChange.renamed(program, MOVED_SHARE),
                        PlantedChange.movedToSibling(program, MOVED_SHARE),
                        PlantedChange.extracted(program, MOVED_SHARE),
                        PlantedChange.inlined(program, MOVED_SHARE))
                .toList();
    }
}
