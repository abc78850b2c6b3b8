package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import dev.flamegate.bench.Figure.Unit;
import dev.flamegate.gate.PastRun;
import dev.flamegate.reports.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Few pods that borrow the variances of the last six gates (P6b): what they find, and how often equal versions fail. */
final class BorrowedSpread implements Experiment {
    private static final int PAST_RUNS = 6;
    private static final double[] POWERS = {0.8, 0.95};
    private static final double RATIO_MIN = 0.75;

    /** One run: who found the target. */
    private record Found(boolean gate, boolean oracle) {}

    private final SimulatedProgram program;

    BorrowedSpread(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of("P6b");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        for (String id : runs.scenarios() ? List.of("A5", "A4") : List.of("A5")) {
            FleetScenario scenario = FleetScenario.named(id);
            SimulatedFleet fleet = new SimulatedFleet(scenario);
            String data = scenario.text() + ", six past gates";
            PlantedChange none = PlantedChange.none(program);
            List<Judged> equal =
                    laboratory.judged("P6b " + data, runs.changes(), random -> judged(fleet, none, random));
            figures.accept(rate("P6b", data, "false FAIL", equal, Judged::fails, Bound.atMost(0.01)));
            Oracle oracle = Oracle.of(program, scenario, laboratory, runs.oracle());
            for (double power : POWERS) {
                List<Found> found = found(scenario, oracle, power, laboratory, runs.power());
                figures(data, power, found, figures);
            }
        }
    }

    private static void figures(String data, double power, List<Found> found, Consumer<Figure> figures) {
        String where = " where the oracle should find " + Math.round(100 * power) + " %";
        Rate gate = new Rate((int) found.stream().filter(Found::gate).count(), found.size());
        Rate oracle = new Rate((int) found.stream().filter(Found::oracle).count(), found.size());
        figures.accept(rate("P6b", data, "found by the gate" + where, gate, null));
        figures.accept(Figure.number(
                "P6b",
                data,
                "gate over oracle" + where,
                Unit.RATIO,
                oracle.count() == 0 ? 0 : gate.value() / oracle.value(),
                Bound.atLeast(RATIO_MIN)));
    }

    private List<Found> found(FleetScenario scenario, Oracle oracle, double power, Laboratory laboratory, int count) {
        SimulatedFleet fleet = new SimulatedFleet(scenario);
        List<Found> found = new ArrayList<>();
        for (Target target : Target.standard(program)) {
            double growth = oracle.growth(oracle.sizeFoundWith(power), target);
            PlantedChange change = PlantedChange.grown(program, target, growth);
            found.addAll(laboratory.runs(
                    "P6b " + Laboratory.data(scenario, change) + Points.grew(growth),
                    count,
                    random -> {
                        List<PastRun> past = past(fleet, random);
                        FleetRun run = fleet.run(change, random);
                        Judged judged = Judged.of(Judged.gate(run.selection(), Look.ONLY, past));
                        return new Found(judged.finds(target, program), oracle.finds(target, run));
                    },
                    Found::gate));
        }
        return found;
    }

    private Judged judged(SimulatedFleet fleet, PlantedChange change, SplittableRandom random) {
        List<PastRun> past = past(fleet, random);
        return Judged.of(Judged.gate(fleet.run(change, random).selection(), Look.ONLY, past));
    }

    /** What gates of equal versions left behind on the days before. */
    private List<PastRun> past(SimulatedFleet fleet, SplittableRandom random) {
        PlantedChange none = PlantedChange.none(program);
        List<PastRun> past = new ArrayList<>();
        for (int day = -PAST_RUNS; day < 0; day++) {
            FleetRun run = fleet.run(none, random);
            Judged.gate(run.selection(day, run.scenario().windows()), Look.ONLY, List.of())
                    .answer()
                    .spread()
                    .ifPresent(past::add);
        }
        return past;
    }
}
