package dev.flamegate.gate;

import dev.flamegate.reports.Measure;
import java.util.List;

/**
 * By how much shares differed between pods of one version when a gate ran. Later gates with few pods borrow it. It says nothing of
 * what the versions cost, only of how steady that was.
 *
 * @param gate id of the gate
 * @param startNanos of the earliest profile compared
 * @param endNanos of the latest profile compared
 * @param samplesPerPod median of all pods compared
 * @param rows what was tested
 */
public record PastRun(String gate, long startNanos, long endNanos, double samplesPerPod, List<RowSpread> rows) {

    /**
     * One row.
     *
     * @param function canonical name
     * @param standardised whether the mix of entry points was held constant
     * @param sumOfSquares around each version's own mean, in squared shares
     * @param degreesOfFreedom pods minus two
     */
    public record RowSpread(
            String function, Measure measure, boolean standardised, double sumOfSquares, double degreesOfFreedom) {}

    public PastRun {
        rows = List.copyOf(rows);
        if (startNanos >= endNanos) {
            throw new IllegalArgumentException(
                    "past run " + gate + " starts at " + startNanos + " and ends at " + endNanos);
        }
    }
}
