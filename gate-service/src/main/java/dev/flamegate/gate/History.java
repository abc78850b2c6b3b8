package dev.flamegate.gate;

import dev.flamegate.reports.Measure;
import dev.flamegate.stats.HistoryPrior;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The past runs that a comparison may borrow variances from: the newest {@value #RUNS}, each over before the compared profiles begin
 * and none overlapping another, so that no sample is counted twice and the same profiles are judged alike whenever they are asked
 * about; and each with about as many samples a pod, since shares of fewer samples vary more. With ten pods a side or more there is
 * nothing to gain.
 */
final class History {
    static final int RUNS = 6;
    private static final int PODS_ENOUGH = 10;
    private static final double SAMPLES_FACTOR = 1.5;

    private record Key(String function, Measure measure, boolean standardised) {}

    private record Spread(double sumOfSquares, double degreesOfFreedom) {
        Spread plus(Spread other) {
            return new Spread(sumOfSquares + other.sumOfSquares, degreesOfFreedom + other.degreesOfFreedom);
        }
    }

    private final List<PastRun> runs;
    private final Map<Key, Spread> spreads = new HashMap<>();

    private History(List<PastRun> runs) {
        this.runs = runs;
        for (PastRun run : runs) {
            for (PastRun.RowSpread row : run.rows()) {
                spreads.merge(
                        new Key(row.function(), row.measure(), row.standardised()),
                        new Spread(row.sumOfSquares(), row.degreesOfFreedom()),
                        Spread::plus);
            }
        }
    }

    static History none() {
        return new History(List.of());
    }

    /**
     * @param startNanos when the earliest of the compared profiles was taken
     * @param merged what is compared
     */
    static History of(List<PastRun> kept, long startNanos, MergedTree merged) {
        int candidatePods = merged.podCount() - merged.baselinePods();
        if (Math.min(merged.baselinePods(), candidatePods) >= PODS_ENOUGH) {
            return none();
        }
        double samples = samplesPerPod(merged);
        List<PastRun> chosen = new ArrayList<>();
        long before = startNanos;
        for (PastRun run : kept.stream()
                .sorted(Comparator.comparingLong(PastRun::endNanos).reversed())
                .toList()) {
            boolean alike =
                    run.samplesPerPod() <= SAMPLES_FACTOR * samples && samples <= SAMPLES_FACTOR * run.samplesPerPod();
            if (alike && run.endNanos() <= before && chosen.size() < RUNS) {
                chosen.add(run);
                before = run.startNanos();
            }
        }
        return new History(chosen);
    }

    /** The median; 0 without pods. */
    static double samplesPerPod(MergedTree merged) {
        double[] totals = merged.podTotals();
        return totals.length == 0 ? 0 : totals[totals.length / 2];
    }

    /** Ids of the gates, newest first. */
    List<String> gates() {
        return runs.stream().map(PastRun::gate).toList();
    }

    /**
     * @param standardised whether the row at a position is
     * @param unit shares of the comparison are these parts of what they were in the past
     */
    Optional<HistoryPrior> prior(List<TestedRow> rows, MergedTree merged, IntPredicate standardised, double unit) {
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        double[] squares = new double[rows.size()];
        double[] freedoms = new double[rows.size()];
        for (int i = 0; i < squares.length; i++) {
            TestedRow row = rows.get(i);
            Spread spread = spreads.get(new Key(merged.name(row.function()), row.measure(), standardised.test(i)));
            if (spread != null) {
                squares[i] = spread.sumOfSquares / (unit * unit);
                freedoms[i] = spread.degreesOfFreedom;
            }
        }
        return Optional.of(HistoryPrior.of(runs.size(), squares, freedoms));
    }
}
