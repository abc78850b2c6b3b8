package dev.flamegate.traffic;

import dev.flamegate.profile.TimeRange;
import java.util.List;

/**
 * A pod whose requests are asked for.
 *
 * @param version empty if its profiles do not say
 * @param windows the times that it was profiled in, at least one
 */
public record PodWindows(String pod, String version, List<TimeRange> windows) {
    public PodWindows {
        windows = List.copyOf(windows);
    }
}
