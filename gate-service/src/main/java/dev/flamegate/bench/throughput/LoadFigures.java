package dev.flamegate.bench.throughput;

import org.jspecify.annotations.Nullable;

/**
 * What clients saw of a service under load, and what it cost.
 *
 * @param profiles bodies that were acknowledged, which is to say: on the disk
 * @param refused answers other than 200, in warming up as well
 * @param megabytesPerSecond of the bodies as they were sent
 * @param serverCpuMicros processor time of the service a body; null where the system does not tell
 * @param clientCpuMicros the same of the clients, which run on the same processors
 * @param millisMedian from sending the first byte to the acknowledgement
 */
public record LoadFigures(
        int connections,
        double seconds,
        long profiles,
        long refused,
        double profilesPerSecond,
        double megabytesPerSecond,
        @Nullable Double serverCpuMicros,
        double clientCpuMicros,
        double syncsPerSecond,
        double millisMedian,
        double millis95,
        double millis99) {

    double profilesPerSync() {
        return syncsPerSecond == 0 ? 1 : Math.max(1, profilesPerSecond / syncsPerSecond);
    }
}
