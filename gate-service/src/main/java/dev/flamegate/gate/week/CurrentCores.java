package dev.flamegate.gate.week;

import dev.flamegate.gate.week.WeekTables.Pod;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How many cores the service keeps busy: of the pods that sent a profile in the last hour there are profiles of, the sum of what each
 * kept busy on average while it was profiled. By it a share is said in cores.
 */
final class CurrentCores {
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private CurrentCores() {}

    static OptionalDouble of(WeekTables week) {
        if (!week.isCpu()) {
            return OptionalDouble.empty();
        }
        List<Pod> pods = week.versions().stream()
                .flatMap(version -> version.pods().stream())
                .toList();
        long latest = pods.stream().mapToLong(Pod::lastNanos).max().orElse(0);
        double sum = pods.stream()
                .filter(pod -> pod.lastNanos() >= latest - HOUR_NANOS)
                .mapToDouble(Pod::unitsPerNano)
                .sum();
        return sum > 0 ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }
}
