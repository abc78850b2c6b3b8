package dev.flamegate.bench;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Ten minutes of two versions of one service side by side, twenty pods each, a profile a pod every 15 seconds. The same every time. */
final class CanaryFleet {
    static final int PODS = 20;

    private static final int MINUTES = 10;
    private static final int SAMPLES_MEAN = 900;
    private static final long PERIOD_NANOS = StoreScale.PERIOD_SECONDS * 1_000_000_000L;

    private final EnlargedProgram program;
    private final String service;
    private final long startNanos;

    CanaryFleet(EnlargedProgram program, String service, long startNanos) {
        this.program = program;
        this.service = service;
        this.startNanos = startNanos;
    }

    String service() {
        return service;
    }

    String baseline() {
        return MadeFleet.version(0);
    }

    String candidate() {
        return MadeFleet.version(program.versions() - 1);
    }

    TimeRange time() {
        return new TimeRange(startNanos, startNanos + MINUTES * 60_000_000_000L);
    }

    /** All of them. */
    List<Profile> profiles() {
        List<Profile> profiles = new ArrayList<>();
        long rounds = MINUTES * 60 / StoreScale.PERIOD_SECONDS;
        for (long round = 0; round < rounds; round++) {
            for (int pod = 0; pod < 2 * PODS; pod++) {
                int version = pod < PODS ? 0 : program.versions() - 1;
                SplittableRandom random = new SplittableRandom(service.hashCode() * 31L + round * 2 * PODS + pod);
                Labels labels = Labels.of(Map.of(
                        Labels.SERVICE,
                        service,
                        Labels.VERSION,
                        MadeFleet.version(version),
                        Labels.POD,
                        "canary" + pod));
                int samples = (int) (SAMPLES_MEAN * (0.9 + 0.2 * random.nextDouble()));
                long start = startNanos + round * PERIOD_NANOS + pod * 100_000_000L;
                profiles.add(program.profile(version, samples, labels, start, random));
            }
        }
        return profiles;
    }
}
