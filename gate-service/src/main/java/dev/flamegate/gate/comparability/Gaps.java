package dev.flamegate.gate.comparability;

import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Reason;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Profiles that are missing between the first and the last of a pod, counted by the rhythm that most of them come in. A pod is often
 * too busy to be profiled just when it matters, so that a side with many gaps shows its quiet hours.
 */
final class Gaps implements Examination {
    private static final String NAME = "gaps in collection";

    /** Fewer have no rhythm. */
    private static final int WINDOWS_MIN = 5;

    /** A side that has so much is whole. */
    private static final double WHOLE = 0.8;

    /** A side that has less than so much lacks more than it has. */
    private static final double HALF = 0.5;

    @Override
    public Step examine(Sides sides) {
        OptionalDouble before = collected(sides.baseline());
        OptionalDouble after = collected(sides.candidate());
        if (before.isEmpty() || after.isEmpty()) {
            return Step.nothing(sides);
        }
        String detail = "collected of the expected profiles: "
                + sides.both(pods -> Words.percent(collected(pods).orElseThrow()));
        double least = Math.min(before.getAsDouble(), after.getAsDouble());
        double most = Math.max(before.getAsDouble(), after.getAsDouble());
        if (least < HALF && most >= WHOLE) {
            String side = least == before.getAsDouble() ? "baseline" : "candidate";
            return Step.failed(
                    sides,
                    NAME,
                    detail,
                    new Reason(
                            "gaps",
                            "Most profiles of the " + side + " are missing (" + detail
                                    + "): what is there may be its quiet times",
                            "See why the profiles of the " + side
                                    + " do not arrive, or ask with a window in which they did."));
        }
        return least < HALF ? Step.warning(sides, NAME, detail) : Step.fine(sides, NAME, detail);
    }

    /** The typical pod's part; empty if there is no rhythm. */
    private static OptionalDouble collected(List<PodProfiles> pods) {
        List<PodProfiles> rhythmic = pods.stream()
                .filter(pod -> pod.windows().size() >= WINDOWS_MIN)
                .filter(pod -> pod.windows().get(0).time().startNanos() > 0)
                .toList();
        OptionalDouble beat = Median.of(rhythmic.stream().flatMapToDouble(pod -> DoubleStream.of(steps(pod))));
        if (beat.isEmpty() || beat.getAsDouble() <= 0) {
            return OptionalDouble.empty();
        }
        return Median.of(rhythmic.stream().mapToDouble(pod -> {
            double[] steps = steps(pod);
            return Math.min(
                    1,
                    steps.length * beat.getAsDouble() / DoubleStream.of(steps).sum());
        }));
    }

    /** Nanoseconds from the start of each window to that of the next. */
    private static double[] steps(PodProfiles pod) {
        List<Long> starts = new ArrayList<>(pod.windows().stream()
                .map(StoredProfile::time)
                .map(TimeRange::startNanos)
                .toList());
        double[] steps = new double[starts.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = starts.get(i + 1) - starts.get(i);
        }
        return steps;
    }
}
