package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import dev.flamegate.bench.Figure.Unit;
import dev.flamegate.gate.Selection;
import dev.flamegate.reports.Look;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Six looks at growing data, stopping at the first FAIL (P13): planned ones, which share the error rate; the same without a plan, which
 * is the control; and the last one alone.
 */
final class SeveralLooks implements Experiment {
    private static final int LOOKS = 6;
    private static final int WINDOWS_A_LOOK = 4;
    private static final double LOSS_MAX = 0.10;
    private static final double[] GROWTHS = {0.003, 0.005, 0.010};

    private record Stopped(boolean planned, boolean unplanned, boolean last) {}

    private final SimulatedProgram program;

    SeveralLooks(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of("P13");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        FleetScenario scenario = FleetScenario.of("looks", 8, 8, LOOKS * WINDOWS_A_LOOK, 3);
        List<Stopped> equal = stopped(scenario, PlantedChange.none(program), "", laboratory, runs.changes());
        figures.accept(rate(
                "P13",
                scenario.text(),
                "false FAIL in six planned looks",
                equal,
                Stopped::planned,
                Bound.atMost(0.01)));
        figures.accept(rate(
                "P13",
                scenario.text(),
                "false FAIL in six unplanned looks (control)",
                equal,
                Stopped::unplanned,
                null));
        figures.accept(rate("P13", scenario.text(), "false FAIL at the end alone", equal, Stopped::last, null));
        Target target = Target.self(program, 0.01);
        for (double growth : GROWTHS) {
            PlantedChange change = PlantedChange.grown(program, target, growth);
            List<Stopped> grown = stopped(scenario, change, Points.grew(growth), laboratory, runs.power());
            String data = Laboratory.data(scenario, change) + Points.grew(growth);
            Figure planned = rate("P13", data, "FAIL in six planned looks", grown, Stopped::planned, null);
            Figure last = rate("P13", data, "FAIL at the end alone", grown, Stopped::last, null);
            figures.accept(planned);
            figures.accept(last);
            figures.accept(Figure.number(
                    "P13",
                    data,
                    "lost by looking",
                    Unit.RATE_DIFFERENCE,
                    last.value() - planned.value(),
                    Bound.atMost(LOSS_MAX)));
        }
    }

    private static List<Stopped> stopped(
            FleetScenario scenario, PlantedChange change, String size, Laboratory laboratory, int count) {
        SimulatedFleet fleet = new SimulatedFleet(scenario);
        return laboratory.runs(
                "P13 " + Laboratory.data(scenario, change) + size,
                count,
                random -> looks(fleet.run(change, random)),
                Stopped::planned);
    }

    private static Stopped looks(FleetRun run) {
        List<Selection> growing = IntStream.rangeClosed(1, LOOKS)
                .mapToObj(look -> run.selection(0, look * WINDOWS_A_LOOK))
                .toList();
        boolean planned =
                IntStream.rangeClosed(1, LOOKS).anyMatch(look -> fails(growing.get(look - 1), new Look(look, LOOKS)));
        boolean last = fails(growing.get(LOOKS - 1), Look.ONLY);
        boolean unplanned = last || growing.stream().anyMatch(soFar -> fails(soFar, Look.ONLY));
        return new Stopped(planned, unplanned, last);
    }

    private static boolean fails(Selection selection, Look look) {
        return Judged.of(Judged.gate(selection, look, List.of())).fails();
    }
}
