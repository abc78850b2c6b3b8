package dev.flamegate.bench;

import dev.flamegate.bench.Figure.Unit;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/** How small a regression fails with the right first finding in four of five runs: what a user may expect of how much data. */
final class SmallestGrowth implements Experiment {
    static final String ID = "size";
    private static final double WANTED = 0.8;
    private static final double ENOUGH = 0.97;
    private static final double SMALLEST = 0.003;
    private static final double STEP = 1.5;
    private static final int STEPS = 7;

    private final SimulatedProgram program;

    SmallestGrowth(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of(ID);
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        for (String id : runs.scenarios() ? List.of("A5", "A4", "A2", "A6") : List.of("A4", "A2")) {
            for (double share : runs.scenarios() ? new double[] {0.003, 0.01, 0.04} : new double[] {0.01}) {
                figures.accept(measure(FleetScenario.named(id), Target.self(program, share), laboratory, runs.power()));
            }
        }
    }

    private Figure measure(FleetScenario scenario, Target target, Laboratory laboratory, int count) {
        PowerCurve curve = new PowerCurve();
        double growth = SMALLEST;
        for (int step = 0; step < STEPS; step++) {
            PlantedChange change = PlantedChange.grown(program, target, growth);
            List<Judged> judged = laboratory.judged(
                    ID + " " + Laboratory.data(scenario, change) + Points.grew(growth),
                    count,
                    random -> Judged.of(
                            new SimulatedFleet(scenario).run(change, random).selection()));
            int right = (int)
                    judged.stream().filter(run -> run.blames(change.culprits())).count();
            curve.add(growth, new Rate(right, count));
            if (right >= ENOUGH * count) {
                break;
            }
            growth *= STEP;
        }
        return figure(scenario, target, curve);
    }

    private static Figure figure(FleetScenario scenario, Target target, PowerCurve curve) {
        OptionalDouble size = curve.sizeFoundWith(WANTED);
        String data = scenario.text() + ": " + target.name();
        if (size.isPresent()) {
            return Figure.number(ID, data, "growth that fails in 4 of 5 runs", Unit.POINTS, size.getAsDouble(), null);
        }
        boolean all = curve.beginsAbove(WANTED);
        return Figure.number(
                ID,
                data,
                "growth that fails in 4 of 5 runs, " + (all ? "at most" : "more than"),
                Unit.POINTS,
                all ? curve.smallest() : curve.largest(),
                null);
    }
}
