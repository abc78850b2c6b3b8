package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One point more in a known place, from five pods up (P10): it must fail, and the first finding must be the place. */
final class Blamed implements Experiment {
    private static final double GROWTH = 0.01;

    private final SimulatedProgram program;

    Blamed(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of("P10");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        List<Target> targets =
                List.of(Target.self(program, 0.003), Target.self(program, 0.01), Target.subtree(program, 0.02));
        for (String scenario : List.of("A4", "A2", "A6")) {
            for (Target target : targets) {
                measure(FleetScenario.named(scenario), target, laboratory, runs, figures);
            }
        }
    }

    private void measure(
            FleetScenario scenario, Target target, Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        PlantedChange change = PlantedChange.grown(program, target, GROWTH);
        List<Judged> judged = laboratory.judged("P10", scenario, change, runs.changes());
        String data = Laboratory.data(scenario, change) + Points.grew(GROWTH);
        figures.accept(rate(
                "P10",
                data,
                "FAIL, first finding right",
                judged,
                run -> run.blames(change.culprits()),
                Bound.atLeast(0.98)));
        figures.accept(rate("P10", data, "INCONCLUSIVE", judged, Judged::inconclusive, null));
        List<Judged> failed = judged.stream().filter(Judged::fails).toList();
        if (!failed.isEmpty()) {
            double mean = failed.stream()
                    .mapToInt(run -> run.causes().size())
                    .average()
                    .orElseThrow();
            figures.accept(Figure.number("P10", data, "findings a FAIL", Figure.Unit.NUMBER, mean, Bound.atMost(1.15)));
        }
    }
}
