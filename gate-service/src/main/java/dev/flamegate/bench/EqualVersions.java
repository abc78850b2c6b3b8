package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Versions without a difference: how often they fail (P1), and how often any row is rejected whatever its size (P2). A version that
 * ran at another time is P12's.
 */
final class EqualVersions implements Experiment {
    private static final Set<String> QUICK = Set.of("A2", "A4", "A5");

    private final SimulatedProgram program;

    EqualVersions(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of("P1", "P2");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        PlantedChange none = PlantedChange.none(program);
        Rate all = null;
        for (FleetScenario scenario : FleetScenario.all()) {
            if (scenario.concurrent() && (runs.scenarios() || QUICK.contains(scenario.id()))) {
                List<Judged> judged = laboratory.judged("P1", scenario, none, runs.equal());
                figures.accept(rate("P1", scenario.text(), "false FAIL", judged, Judged::fails, Bound.atMost(0.02)));
                figures.accept(rate("P1", scenario.text(), "INCONCLUSIVE", judged, Judged::inconclusive, null));
                Experiment.times("P1", scenario.text(), judged).forEach(figures);
                figures.accept(rate(
                        "P2",
                        scenario.text(),
                        "any row rejected",
                        judged,
                        run -> !run.significant().isEmpty(),
                        Bound.atMost(0.025)));
                Rate one = new Rate((int) judged.stream().filter(Judged::fails).count(), judged.size());
                all = all == null ? one : all.plus(one);
            }
        }
        if (all != null) {
            figures.accept(rate("P1", "mean of the scenarios", "false FAIL", all, Bound.atMost(0.01)));
        }
    }
}
