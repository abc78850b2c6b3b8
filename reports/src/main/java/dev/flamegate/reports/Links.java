package dev.flamegate.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a report can be found from outside.
 *
 * @param report address of the page, null if it is not served
 * @param image address of the picture, null if it cannot be fetched without signing in
 * @param otherPages addresses of the pages of {@link GateReport#others}, in their order; none if they have none
 */
public record Links(@Nullable String report, @Nullable String image, List<String> otherPages) {
    public Links {
        otherPages = List.copyOf(otherPages);
    }

    /** Of a report whose other profile types have no pages. */
    public Links(@Nullable String report, @Nullable String image) {
        this(report, image, List.of());
    }
}
