package dev.flamegate.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One function of two merged profiles. Points are percentage points of the shares, null where a side is empty. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DiffRow(
        String function,
        long baseline_flat,
        long candidate_flat,
        long baseline_cum,
        long candidate_cum,
        @Nullable Double flat_points,
        @Nullable Double cum_points) {

    static final Comparator<DiffRow> LARGEST_FIRST =
            Comparator.<DiffRow>comparingDouble(row -> -row.size()).thenComparing(DiffRow::function);

    private double size() {
        return flat_points == null ? Math.abs((double) candidate_flat - baseline_flat) : Math.abs(flat_points);
    }
}
