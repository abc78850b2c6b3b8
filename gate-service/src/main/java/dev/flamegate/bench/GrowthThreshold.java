package dev.flamegate.bench;

import dev.flamegate.bench.DrawnTables.Replicate;
import dev.flamegate.stats.CountTable;

/** What a script does: merge each side, and fail if a function of 0.3 points or more grew by 10 %. */
final class GrowthThreshold implements Control {
    private static final double RELATIVE = 0.10;
    private static final double SHARE_MIN = 0.003;

    @Override
    public String name() {
        return "10 % more in merged profiles";
    }

    @Override
    public boolean fails(DrawnTables tables) {
        CountTable baseline = tables.table(false, Replicate.POD);
        CountTable candidate = tables.table(true, Replicate.POD);
        for (int row = 0; row < tables.rows(); row++) {
            double before = SignificanceControl.samples(baseline, row) / SignificanceControl.samples(baseline);
            double after = SignificanceControl.samples(candidate, row) / SignificanceControl.samples(candidate);
            if (before >= SHARE_MIN && after >= (1 + RELATIVE) * before) {
                return true;
            }
        }
        return false;
    }
}
