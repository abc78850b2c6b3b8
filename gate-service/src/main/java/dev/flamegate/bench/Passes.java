package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** How often PASS is said: about equal versions (P9), where it should be, and about a growth of the must-detect size (P8), where not. */
final class Passes implements Experiment {
    private final SimulatedProgram program;

    Passes(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of("P8", "P9");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        FleetScenario quiet = FleetScenario.of("quiet", 10, 10, 12, 1.5);
        FleetScenario longer = FleetScenario.of("longer", 10, 10, 12, 3);
        FleetScenario three = FleetScenario.named("A5");
        PlantedChange none = PlantedChange.none(program);
        passRate(quiet, 0.97, laboratory.judged("P9", quiet, none, runs.changes()), figures);
        passRate(longer, 0.80, laboratory.judged("P9", longer, none, runs.changes()), figures);
        figures.accept(rate(
                "P9",
                three.text(),
                "INCONCLUSIVE",
                laboratory.judged("P9", three, none, runs.changes()),
                Judged::inconclusive,
                Bound.atLeast(0.90)));
        for (FleetScenario scenario : List.of(quiet, longer, FleetScenario.named("A2"), FleetScenario.named("A4"))) {
            falsePasses(scenario, Target.self(program, 0.04), laboratory, runs, figures);
            falsePasses(scenario, Target.self(program, 0.10), laboratory, runs, figures);
        }
    }

    private static void passRate(FleetScenario scenario, double least, List<Judged> judged, Consumer<Figure> figures) {
        figures.accept(rate("P9", scenario.text(), "PASS", judged, Judged::passes, Bound.atLeast(least)));
    }

    private void falsePasses(
            FleetScenario scenario, Target target, Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        double mustDetect = Math.max(0.01, 0.25 * target.share());
        PlantedChange change = PlantedChange.grown(program, target, mustDetect);
        List<Judged> judged = laboratory.judged("P8", scenario, change, runs.changes());
        String data = Laboratory.data(scenario, change) + Points.grew(mustDetect);
        figures.accept(rate("P8", data, "false PASS", judged, Judged::passes, Bound.atMost(0.10)));
        figures.accept(rate("P8", data, "FAIL", judged, Judged::fails, null));
        figures.accept(rate("P8", data, "INCONCLUSIVE", judged, Judged::inconclusive, null));
    }
}
