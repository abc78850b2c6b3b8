package dev.flamegate.bench;

import dev.flamegate.bench.Figure.Unit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How small a regression fails with the right first finding in four of five runs: what a user may expect of how much data. Several
 * functions of one size take turns, since some vary more than others.
 */
final class SmallestGrowth implements Experiment {
    static final String ID = "size";
    private static final double WANTED = 0.8;
    private static final double ENOUGH = 0.97;
    private static final double SMALLEST = 0.003;
    private static final double STEP = 1.5;
    private static final int STEPS = 7;
    private static final int FUNCTIONS = 5;

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
                figures.accept(measure(FleetScenario.named(id), share, laboratory, runs.power()));
            }
        }
    }

    private Figure measure(FleetScenario scenario, double share, Laboratory laboratory, int count) {
        List<Target> targets = Target.selves(program, share, FUNCTIONS);
        String data = data(scenario, share);
        PowerCurve curve = new PowerCurve();
        double growth = SMALLEST;
        for (int step = 0; step < STEPS; step++) {
            int right = 0;
            int made = 0;
            for (Target target : targets) {
                PlantedChange change = PlantedChange.grown(program, target, growth);
                List<Judged> judged = laboratory.judged(
                        ID + " " + data + ", number " + target.function() + Points.grew(growth),
                        (count + FUNCTIONS - 1) / FUNCTIONS,
                        random -> Judged.of(
                                new SimulatedFleet(scenario).run(change, random).selection()));
                right += (int) judged.stream()
                        .filter(run -> run.blames(change.culprits()))
                        .count();
                made += judged.size();
            }
            curve.add(growth, new Rate(right, made));
            if (right >= ENOUGH * made) {
                break;
            }
            growth *= STEP;
        }
        return figure(data, curve);
    }

    /** How figures name functions of a share. */
    static String data(FleetScenario scenario, double share) {
        return String.format(Locale.ROOT, "%s: functions of about %.1f %%", scenario.text(), 100 * share);
    }

    private static Figure figure(String data, PowerCurve curve) {
        OptionalDouble size = curve.sizeFoundWith(WANTED);
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
