package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import dev.flamegate.stats.ChangeScan;
import dev.flamegate.stats.Scanned;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/**
 * Fourteen versions whose changes are each too small to fail (P14), as series of estimates with known standard errors: 300 functions, one
 * of which changes. Sizes are in what a comparison of two versions finds in four of five cases, 6.8 standard errors.
 */
final class Week implements Experiment {
    private static final int VERSIONS = 14;
    private static final int ROWS = 300;
    private static final int FREEDOM = 28;
    private static final double FOUND_BY_A_PAIR = 6.8;
    private static final double BETWEEN_VERSIONS = 0.5;

    /** One week: whether the changed row was found, and whether any other one was. */
    private record Scan(boolean changed, boolean unchanged) {}

    @Override
    public Set<String> ids() {
        return Set.of("P14");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        String data = VERSIONS + " versions, " + ROWS + " functions";
        List<Scan> equal = scans(laboratory, data + ": no change", runs.equal(), version -> 0);
        figures.accept(
                rate("P14", data + ": no change", "any function found", equal, Scan::unchanged, Bound.atMost(0.01)));
        measure(laboratory, data + ": step of 0.5", runs, version -> version < VERSIONS / 2 ? 0 : 0.5, figures);
        measure(laboratory, data + ": creep of 0.15 a version", runs, version -> 0.15 * version, figures);
    }

    private static void measure(
            Laboratory laboratory,
            String data,
            RunCounts runs,
            IntToDoubleFunction truth,
            Consumer<Figure> figures) {
        List<Scan> scans = scans(laboratory, data, runs.equal(), truth);
        figures.accept(rate("P14", data, "found within the week", scans, Scan::changed, Bound.atLeast(0.85)));
    }

    private static List<Scan> scans(Laboratory laboratory, String data, int count, IntToDoubleFunction truth) {
        return laboratory.runs("P14 " + data, count, random -> scan(truth, random));
    }

    private static Scan scan(IntToDoubleFunction truth, SplittableRandom random) {
        double[][] estimates = new double[ROWS][VERSIONS];
        double[][] errors = new double[ROWS][VERSIONS];
        double spread = Math.sqrt(1 + BETWEEN_VERSIONS * BETWEEN_VERSIONS);
        for (int row = 0; row < ROWS; row++) {
            for (int version = 0; version < VERSIONS; version++) {
                double size = row == 0 ? FOUND_BY_A_PAIR * truth.applyAsDouble(version) : 0;
                estimates[row][version] = size + spread * random.nextGaussian();
                errors[row][version] = Math.sqrt(FREEDOM / Noise.chiSquare(FREEDOM, random));
            }
        }
        double[] deviations = new double[ROWS];
        Arrays.fill(deviations, BETWEEN_VERSIONS);
        Scanned scanned = (Scanned) ChangeScan.withDefaults().scan(estimates, errors, deviations);
        boolean others = scanned.steps().stream().anyMatch(step -> step.row() > 0 && step.significant());
        return new Scan(scanned.steps().get(0).significant(), others);
    }
}
