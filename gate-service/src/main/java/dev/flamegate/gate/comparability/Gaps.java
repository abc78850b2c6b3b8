package dev.flamegate.gate.comparability;

import dev.flamegate.reports.Reason;
import dev.flamegate.store.StoredProfile;
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
    private static final int PROFILES_MIN = 5;

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
        List<double[]> rhythms = pods.stream()
                .filter(pod -> pod.profileCount() >= PROFILES_MIN)
                .filter(pod -> pod.windows().get(0).time().startNanos() > 0)
                .map(Gaps::steps)
                .toList();
        OptionalDouble beat = Median.of(rhythms.stream().flatMapToDouble(DoubleStream::of));
        if (beat.isEmpty() || beat.getAsDouble() <= 0) {
            return OptionalDouble.empty();
        }
        return Median.of(rhythms.stream()
                .mapToDouble(steps -> Math.min(
                        1,
                        steps.length
                                * beat.getAsDouble()
                                / DoubleStream.of(steps).sum())));
    }

    /** Nanoseconds from the start of each profile to that of the next; of profiles that were added up, the mean of them. */
    private static double[] steps(PodProfiles pod) {
        DoubleStream.Builder steps = DoubleStream.builder();
        double before = Double.NaN;
        for (StoredProfile window : pod.windows()) {
            double start = window.time().startNanos();
            if (!Double.isNaN(before)) {
                steps.add(start - before);
            }
            int inside = window.profileCount() - 1;
            double lastStart = inside == 0 ? start : window.time().endNanos() - window.longestNanos();
            for (int i = 0; i < inside; i++) {
                steps.add((lastStart - start) / inside);
            }
            before = lastStart;
        }
        return steps.build().toArray();
    }
}
