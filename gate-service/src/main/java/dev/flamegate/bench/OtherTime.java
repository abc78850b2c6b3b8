package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import dev.flamegate.reports.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Equal versions that ran on different days (P12): pods of different days differ by the day alone, so the gate must not fail. With a
 * week of baselines it gives advice, with the day as the replicate.
 */
final class OtherTime implements Experiment {
    private static final int DAYS = 7;

    private record Advised(Judged judged, boolean grew) {}

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
        SimulatedFleet fleet = new SimulatedFleet(scenario);
        String data = scenario.text() + ", baselines of " + DAYS + " days";
        List<Advised> advised = laboratory.runs(
                "P12 " + data, runs.changes(), random -> advised(fleet, random), run -> run.judged.fails());
        figures.accept(rate("P12", data, "false FAIL", advised, run -> run.judged.fails(), Bound.atMost(0)));
        figures.accept(rate("P12", data, "INCONCLUSIVE", advised, run -> run.judged.inconclusive(), Bound.atLeast(1)));
        figures.accept(rate("P12", data, "advice that something grew", advised, Advised::grew, Bound.atMost(0.03)));
    }

    private Advised advised(SimulatedFleet fleet, SplittableRandom random) {
        PlantedChange none = PlantedChange.none(program);
        List<FleetRun> days = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            days.add(fleet.run(none, random));
        }
        Judged.Timed timed = Judged.gate(FleetRun.overDays(days, fleet.run(none, random)), Look.ONLY, List.of());
        boolean grew = timed.report().caveats().stream()
                .anyMatch(caveat -> caveat.code().equals("period-growth"));
        return new Advised(Judged.of(timed), grew);
    }
}
