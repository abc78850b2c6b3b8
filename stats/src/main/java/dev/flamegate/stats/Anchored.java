package dev.flamegate.stats;

import java.util.List;

/**
 * A version against the pooled versions before it.
 *
 * @param alpha family-wise error rate over all rows
 * @param versions how many versions were pooled
 * @param departures one per row, in the order of the series
 */
public record Anchored(double alpha, int versions, List<Departure> departures) implements AnchorOutcome {

    public Anchored {
        departures = List.copyOf(departures);
    }

    /**
     * One row of the version.
     *
     * @param row index of the row
     * @param anchor mean of the pooled versions
     * @param size estimate minus anchor, in the unit of the estimates
     * @param standardError of {@code size}
     * @param adjustedP one-sided p-value for growth after Holm
     * @param significant whether {@code adjustedP} is at most alpha
     */
    public record Departure(
            int row, double anchor, double size, double standardError, double adjustedP, boolean significant) {}
}
