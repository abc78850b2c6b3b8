package dev.flamegate.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Runs the experiments one after the other. */
public final class Calibration {
    private final List<Experiment> experiments;

    private Calibration(List<Experiment> experiments) {
        this.experiments = experiments;
    }

    /** @param recorded real profiles; without any, that experiment has no figures */
    public static Calibration of(List<RecordedService> recorded) {
        SimulatedProgram program = ProgramGenerator.standard();
        return new Calibration(List.of(
                new EqualVersions(program),
                new HarmlessChanges(program),
                new Power(program),
                new BorrowedSpread(program),
                new Passes(program),
                new Blamed(program),
                new UniformGrowth(program),
                new OtherTime(program),
                new SeveralLooks(program),
                new Week(),
                new NegativeControls(program),
                new LargeProgram(ProgramGenerator::large),
                new SmallestGrowth(program),
                new RealProfiles(recorded)));
    }

    /** What {@link #run} may be limited to, in the order of the runs. */
    public Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        experiments.forEach(experiment -> experiment.ids().stream().sorted().forEach(ids::add));
        return ids;
    }

    /**
     * @param tool version of the program, for the results
     * @param only which figures are wanted
     * @param sofar told of the results whenever an experiment is over
     */
    public CalibrationResults run(
            String tool,
            RunCounts runs,
            Set<String> only,
            int threads,
            BenchProgress progress,
            Consumer<CalibrationResults> sofar) {
        List<Figure> figures = new ArrayList<>();
        try (Laboratory laboratory = new Laboratory(threads, progress)) {
            for (Experiment experiment : experiments) {
                if (experiment.ids().stream().anyMatch(only::contains)) {
                    experiment.run(laboratory, runs, figure -> {
                        if (only.contains(figure.experiment())) {
                            figures.add(figure);
                        }
                    });
                    sofar.accept(CalibrationResults.of(tool, runs, figures));
                }
            }
        }
        return CalibrationResults.of(tool, runs, figures);
    }
}
