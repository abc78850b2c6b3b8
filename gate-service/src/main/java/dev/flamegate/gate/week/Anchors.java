package dev.flamegate.gate.week;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which judged versions a version is compared with. One that failed its gate as a candidate is none of them. */
final class Anchors {
    private static final int POOLED_MAX = 7;

    private final JudgedVersions judged;
    private final Set<String> failed;

    Anchors(JudgedVersions judged, Collection<String> failed) {
        this.judged = judged;
        this.failed = Set.copyOf(failed);
    }

    private List<Integer> stableBefore(int version) {
        return IntStream.range(0, version)
                .filter(other -> !failed.contains(judged.version(other).name()))
                .boxed()
                .toList();
    }

    /** At most seven, the latest, oldest first. */
    List<Integer> before(int version) {
        List<Integer> stable = stableBefore(version);
        return stable.subList(Math.max(0, stable.size() - POOLED_MAX), stable.size());
    }

    /** The newest of so long before the version's first profile. */
    Optional<Integer> weekAgo(int version, long nanos) {
        long then = judged.version(version).firstNanos() - nanos;
        return stableBefore(version).stream()
                .filter(other -> judged.version(other).firstNanos() <= then)
                .reduce((earlier, later) -> later);
    }

    Optional<Integer> releasesAgo(int version, int releases) {
        List<Integer> stable = stableBefore(version);
        return stable.size() < releases ? Optional.empty() : Optional.of(stable.get(stable.size() - releases));
    }
}
