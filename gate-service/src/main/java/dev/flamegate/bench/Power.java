package dev.flamegate.bench;

import dev.flamegate.bench.Figure.Unit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the gate finds of what could be found (P6, P7): growth of four targets, of the sizes that the {@link Oracle} finds with some
 * probability, and of larger ones. Found means that the target's row is significant, as the oracle knows no material size.
 */
final class Power implements Experiment {
    private static final double HALF = 0.5;
    private static final double FOUR_FIFTHS = 0.8;
    private static final double NEARLY_ALWAYS = 0.95;
    private static final double ALWAYS = 0.99;

    /** Further sizes, over what the oracle finds in four of five runs. */
    private static final double[] LARGER = {1.6, 2.2};

    private static final double SHARE_MAX = 0.6;

    /** What is asked of one scenario: power over the oracle's at its 80 and 95 % points, and size over the oracle's. */
    private record Asked(String scenario, double fourFifths, double nearlyAlways, double size) {}

    private static final List<Asked> ASKED = List.of(
            new Asked("A2", 0.60, 0.75, 1.3),
            new Asked("A3", 0.45, 0.50, 1.6),
            new Asked("A4", 0.30, 0.50, 1.6),
            new Asked("A5", 0.05, 0.10, 2.2),
            new Asked("A6", 0.95, 0.95, 1.1),
            new Asked("A9", 0.95, 0.95, 1.1));

    private static final Set<String> QUICK = Set.of("A2");

    /** One run: who found the target. */
    private record Found(boolean gate, boolean oracle) {}

    private final SimulatedProgram program;

    Power(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of("P6", "P7");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        for (Asked asked : ASKED) {
            if (runs.scenarios() || QUICK.contains(asked.scenario)) {
                measure(asked, laboratory, runs, figures);
            }
        }
    }

    private void measure(Asked asked, Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        FleetScenario scenario = FleetScenario.named(asked.scenario);
        Oracle oracle = Oracle.of(program, scenario, laboratory, runs.oracle());
        PowerCurve gate = new PowerCurve();
        PowerCurve best = new PowerCurve();
        for (double power : new double[] {HALF, FOUR_FIFTHS, NEARLY_ALWAYS, ALWAYS}) {
            double size = oracle.sizeFoundWith(power);
            List<Found> found = runs(scenario, oracle, size, laboratory, runs.power());
            gate.add(size, rate(found, true));
            best.add(size, rate(found, false));
            if (power == FOUR_FIFTHS || power == NEARLY_ALWAYS) {
                double least = power == FOUR_FIFTHS ? asked.fourFifths : asked.nearlyAlways;
                figures(scenario, power, rate(found, true), rate(found, false), least, figures);
            }
        }
        for (double larger : LARGER) {
            double size = larger * oracle.sizeFoundWith(FOUR_FIFTHS);
            List<Found> found = runs(scenario, oracle, size, laboratory, runs.power());
            gate.add(size, rate(found, true));
        }
        figures.accept(size(asked, scenario, gate, best));
    }

    private static void figures(
            FleetScenario scenario, double power, Rate gate, Rate oracle, double least, Consumer<Figure> figures) {
        String where = " where the oracle should find " + Math.round(100 * power) + " %";
        figures.accept(Figure.rate("P6", scenario.text(), "found by the gate" + where, gate, null));
        figures.accept(Figure.rate("P6", scenario.text(), "found by the oracle" + where, oracle, null));
        figures.accept(Figure.number(
                "P6",
                scenario.text(),
                "gate over oracle" + where,
                Unit.RATIO,
                oracle.count() == 0 ? 0 : gate.value() / oracle.value(),
                Bound.atLeast(least)));
    }

    private static Figure size(Asked asked, FleetScenario scenario, PowerCurve gate, PowerCurve oracle) {
        String what = "size found in 4 of 5 runs, gate over oracle";
        double best = oracle.sizeFoundWith(FOUR_FIFTHS).orElse(gate.smallest());
        if (gate.sizeFoundWith(FOUR_FIFTHS).isEmpty()) {
            what += gate.beginsAbove(FOUR_FIFTHS) ? " (less than this)" : " (more than this)";
        }
        double size = gate.sizeFoundWith(FOUR_FIFTHS)
                .orElse(gate.beginsAbove(FOUR_FIFTHS) ? gate.smallest() : gate.largest());
        return Figure.number("P7", scenario.text(), what, Unit.RATIO, size / best, Bound.atMost(asked.size));
    }

    /** Sizes are in standard deviations of the target's row, so that all targets make one curve. */
    private List<Found> runs(FleetScenario scenario, Oracle oracle, double size, Laboratory laboratory, int count) {
        SimulatedFleet fleet = new SimulatedFleet(scenario);
        return Target.standard(program).stream()
                .filter(target -> target.share() + oracle.growth(size, target) <= SHARE_MAX)
                .flatMap(target -> {
                    PlantedChange change = PlantedChange.grown(program, target, oracle.growth(size, target));
                    String name = "P6 " + Laboratory.data(scenario, change) + Points.grew(oracle.growth(size, target));
                    return laboratory
                            .runs(
                                    name,
                                    count,
                                    random -> {
                                        FleetRun run = fleet.run(change, random);
                                        return new Found(
                                                Judged.of(run.selection()).finds(target, program),
                                                oracle.finds(target, run));
                                    },
                                    Found::gate)
                            .stream();
                })
                .toList();
    }

    private static Rate rate(List<Found> found, boolean byGate) {
        int count = (int)
                found.stream().filter(run -> byGate ? run.gate : run.oracle).count();
        return new Rate(count, found.size());
    }
}
