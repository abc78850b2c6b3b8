package dev.flamegate.bench;

import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Pods of all versions side by side, which send a profile each every 15 seconds, busier by day than by night. The same every time. */
final class MadeFleet {
    static final String SERVICE = "shop";

    /** A Monday; nothing about it matters but that it begins a day. */
    static final long START_NANOS = 20_045L * 86_400 * 1_000_000_000;

    static final long PERIOD_NANOS = StoreScale.PERIOD_SECONDS * 1_000_000_000L;

    private static final int SAMPLES_MEAN = 900;

    private final EnlargedProgram program;
    private final StoreScale scale;
    private final List<Labels> pods = new ArrayList<>();

    MadeFleet(EnlargedProgram program, StoreScale scale) {
        this.program = program;
        this.scale = scale;
        for (int pod = 0; pod < scale.pods(); pod++) {
            pods.add(Labels.of(Map.of(
                    Labels.SERVICE,
                    SERVICE,
                    Labels.VERSION,
                    version(pod % program.versions()),
                    Labels.POD,
                    "pod" + pod)));
        }
    }

    static String version(int number) {
        return "1." + number;
    }

    long endNanos() {
        return START_NANOS + scale.days() * 86_400L * 1_000_000_000;
    }

    /** What all pods send in one period. */
    List<Profile> round(long number) {
        List<Profile> round = new ArrayList<>();
        for (int pod = 0; pod < pods.size(); pod++) {
            SplittableRandom random = new SplittableRandom(number * pods.size() + pod);
            double day = 1 - 0.4 * Math.cos(2 * Math.PI * (number % rounds(1)) / rounds(1));
            int samples = (int) (SAMPLES_MEAN * day * (0.9 + 0.2 * random.nextDouble()));
            long start = START_NANOS + number * PERIOD_NANOS + pod * 500_000_000L;
            round.add(program.profile(pod % program.versions(), samples, pods.get(pod), start, random));
        }
        return round;
    }

    /** Rounds in so many days. */
    static long rounds(int days) {
        return days * 86_400L / StoreScale.PERIOD_SECONDS;
    }
}
