package dev.flamegate.bench;

import dev.flamegate.bench.DrawnTables.Replicate;
import dev.flamegate.stats.CountTable;

/**
 * What a common judge of canaries does with a metric a function, on minute profiles: High if the lower end of the 98 % interval of the
 * shift exceeds a quarter of its estimate, every function on its own (Kayenta's MannWhitneyClassifier). Self rows only.
 */
final class KayentaRule implements Control {
    private static final double CONFIDENCE = 0.98;
    private static final double TOLERANCE = 0.25;

    @Override
    public String name() {
        return "Kayenta's rule on minute profiles";
    }

    @Override
    public boolean fails(DrawnTables tables) {
        CountTable baseline = tables.table(false, Replicate.WINDOW);
        CountTable candidate = tables.table(true, Replicate.WINDOW);
        for (int row = 0; row < tables.rows(); row++) {
            if (tables.isSelf(row) && isHigh(baseline, candidate, row)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHigh(CountTable baseline, CountTable candidate, int row) {
        return isHigh(SignificanceControl.shares(baseline, row), SignificanceControl.shares(candidate, row));
    }

    static boolean isHigh(double[] before, double[] after) {
        double[] shift = TwoSamples.shift(before, after, CONFIDENCE);
        return shift[0] > TOLERANCE * Math.abs(shift[1]);
    }
}
