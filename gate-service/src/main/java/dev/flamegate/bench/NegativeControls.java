package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import dev.flamegate.bench.DrawnTables.Replicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What else could be done with the very tables that the gate judges (P16), all versions being equal. The bench must see it fail. */
final class NegativeControls implements Experiment {
    static final String ID = "P16";
    static final String ALL = "all scenarios";
    static final String GATE = "this gate";

    private static final List<String> SCENARIOS = List.of("A2", "A4", "A5", "A7", "A9");
    private static final Set<String> QUICK = Set.of("A4", "A7");

    /** A control and how often it has to fail, null if that is not asked. */
    record Asked(Control control, @Nullable Bound bound) {}

    static final List<Asked> CONTROLS = List.of(
            new Asked(
                    new SignificanceControl(
                            "all samples pooled, z test", SignificanceControl::pooledZ, Replicate.POD, true),
                    Bound.atLeast(0.5)),
            new Asked(
                    new SignificanceControl(
                            "Welch's t test on minute profiles", SignificanceControl::welch, Replicate.WINDOW, true),
                    Bound.atLeast(0.05)),
            new Asked(
                    new SignificanceControl(
                            "the same without correction for many functions",
                            SignificanceControl::welch,
                            Replicate.WINDOW,
                            false),
                    null),
            new Asked(
                    new SignificanceControl(
                            "Mann-Whitney on minute profiles",
                            SignificanceControl::mannWhitney,
                            Replicate.WINDOW,
                            true),
                    null),
            new Asked(
                    new SignificanceControl(
                            "Mann-Whitney without correction",
                            SignificanceControl::mannWhitney,
                            Replicate.WINDOW,
                            false),
                    null),
            new Asked(new KayentaRule(), null),
            new Asked(new GrowthThreshold(), null),
            new Asked(new StratumFactor(), Bound.atLeast(0.10)));

    private final SimulatedProgram program;

    NegativeControls(SimulatedProgram program) {
        this.program = program;
    }

    @Override
    public Set<String> ids() {
        return Set.of(ID);
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        List<List<Boolean>> all = new ArrayList<>();
        for (String id : SCENARIOS) {
            if (runs.scenarios() || QUICK.contains(id)) {
                FleetScenario scenario = FleetScenario.named(id);
                SimulatedFleet fleet = new SimulatedFleet(scenario);
                List<List<Boolean>> failed = laboratory.runs(
                        ID + " " + scenario.text(),
                        runs.controls(),
                        random -> failed(fleet, random),
                        run -> run.get(CONTROLS.size()));
                figures(scenario.text(), failed, false, figures);
                all.addAll(failed);
            }
        }
        figures(ALL, all, true, figures);
    }

    /** Which controls failed; the last is the gate. */
    private List<Boolean> failed(SimulatedFleet fleet, SplittableRandom random) {
        FleetRun run = fleet.run(PlantedChange.none(program), random);
        Judged judged = Judged.of(run.selection());
        DrawnTables tables = new DrawnTables(run, judged.tested());
        List<Boolean> failed = new ArrayList<>();
        CONTROLS.forEach(asked -> failed.add(asked.control.fails(tables)));
        failed.add(judged.fails());
        return List.copyOf(failed);
    }

    private static void figures(String data, List<List<Boolean>> failed, boolean bounded, Consumer<Figure> figures) {
        figures.accept(
                rate(ID, data, GATE, failed, run -> run.get(CONTROLS.size()), bounded ? Bound.atMost(0.01) : null));
        IntStream.range(0, CONTROLS.size()).forEach(i -> {
            Asked asked = CONTROLS.get(i);
            figures.accept(
                    rate(ID, data, asked.control.name(), failed, run -> run.get(i), bounded ? asked.bound : null));
        });
    }
}
