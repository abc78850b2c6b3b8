package dev.flamegate.bench;

import static dev.flamegate.bench.Figure.rate;

import dev.flamegate.stats.AnchorComparison;
import dev.flamegate.stats.Anchored;
import dev.flamegate.stats.ChangeScan;
import dev.flamegate.stats.Scanned;
import dev.flamegate.stats.VersionSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

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

    /**
     * One week.
     *
     * @param changed whether the scan found the changed function
     * @param others whether it found any other
     * @param departed whether any version departed in the changed function from the seven before it
     * @param lastDeparted whether the last version did so in any other function
     */
    private record Weekly(boolean changed, boolean others, boolean departed, boolean lastDeparted) {}

    @Override
    public Set<String> ids() {
        return Set.of("P14");
    }

    @Override
    public void run(Laboratory laboratory, RunCounts runs, Consumer<Figure> figures) {
        String data = VERSIONS + " versions, " + ROWS + " functions";
        List<Weekly> equal = weeks(laboratory, data + ": no change", runs.equal(), version -> 0);
        Bound rarely = Bound.atMost(0.01);
        figures.accept(
                rate("P14", data + ": no change", "any function found in a week", equal, Weekly::others, rarely));
        figures.accept(rate(
                "P14",
                data + ": no change",
                "any function of one version departs from the seven before",
                equal,
                Weekly::lastDeparted,
                rarely));
        measure(laboratory, data + ": step of 0.5", runs, version -> version < VERSIONS / 2 ? 0 : 0.5, figures);
        measure(laboratory, data + ": creep of 0.15 a version", runs, version -> 0.15 * version, figures);
    }

    private static void measure(
            Laboratory laboratory, String data, RunCounts runs, IntToDoubleFunction truth, Consumer<Figure> figures) {
        List<Weekly> weeks = weeks(laboratory, data, runs.equal(), truth);
        figures.accept(rate("P14", data, "found by the scan", weeks, Weekly::changed, Bound.atLeast(0.85)));
        figures.accept(rate("P14", data, "departs from the seven before", weeks, Weekly::departed, null));
    }

    private static List<Weekly> weeks(Laboratory laboratory, String data, int count, IntToDoubleFunction truth) {
        return laboratory.runs("P14 " + data, count, random -> week(truth, random));
    }

    private static Weekly week(IntToDoubleFunction truth, SplittableRandom random) {
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
        Scanned scanned = (Scanned) ChangeScan.withDefaults().scan(VersionSeries.of(estimates, errors));
        return new Weekly(
                scanned.steps().get(0).significant(),
                scanned.steps().stream().anyMatch(step -> step.row() > 0 && step.significant()),
                IntStream.rangeClosed(2, VERSIONS)
                        .anyMatch(
                                versions -> departs(estimates, errors, versions).contains(0)),
                departs(estimates, errors, VERSIONS).stream().anyMatch(row -> row > 0));
    }

    /** Rows in which the last of the first versions departs from the ones before it. */
    private static List<Integer> departs(double[][] estimates, double[][] errors, int versions) {
        VersionSeries series = VersionSeries.of(first(estimates, versions), first(errors, versions));
        Anchored anchored = (Anchored) AnchorComparison.withDefaults().newest(series);
        return anchored.departures().stream()
                .filter(Anchored.Departure::significant)
                .map(Anchored.Departure::row)
                .toList();
    }

    private static double[][] first(double[][] rows, int versions) {
        return Arrays.stream(rows).map(row -> Arrays.copyOf(row, versions)).toArray(double[][]::new);
    }
}
