package dev.flamegate.stats;

import java.util.List;

/**
 * The most likely step of every row over a series of versions.
 *
 * @param alpha family-wise error rate of the scan
 * @param versions how many versions were scanned
 * @param steps one per row, in the order of the estimates
 */
public record Scanned(double alpha, int versions, List<Step> steps) implements ScanOutcome {

    public Scanned {
        steps = List.copyOf(steps);
    }

    /**
     * The split of one row's series with the largest z.
     *
     * @param row index of the row
     * @param firstVersion first version after the step
     * @param size mean after minus mean before, in the unit of the estimates
     * @param z {@code size} over its standard error
     * @param adjustedP one-sided p-value times the number of splits and rows, at most 1
     * @param significant whether {@code adjustedP} is at most alpha
     */
    public record Step(int row, int firstVersion, double size, double z, double adjustedP, boolean significant) {}
}
