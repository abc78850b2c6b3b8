package dev.flamegate.reports;

import static dev.flamegate.reports.Require.notNegative;
import static dev.flamegate.reports.Require.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the two things compared.
 *
 * @param name what people call it: {@code 1.4.2}
 * @param selector the labels that selected it, or the paths of its files
 * @param pods names of the replicates, in the order of every per-pod list of the report
 * @param windows number of profiles, all pods together
 * @param total sum of all values, in the unit of the profile type
 * @param samples number of samples behind the total (the total over the period, where the period is known)
 * @param firstNanos Unix time of the earliest profile; null if unknown
 * @param lastNanos Unix time at which the latest profile ends; null if unknown
 * @param requests requests served; null if no traffic was given
 */
public record Side(
        String name,
        String selector,
        List<String> pods,
        int windows,
        double total,
        double samples,
        @Nullable Long firstNanos,
        @Nullable Long lastNanos,
        @Nullable Double requests) {
    public Side {
        text(name, "side name");
        pods = List.copyOf(pods);
        notNegative(windows, "windows");
        notNegative(total, "total");
        notNegative(samples, "samples");
    }
}
