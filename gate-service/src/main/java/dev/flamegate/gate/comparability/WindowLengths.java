package dev.flamegate.gate.comparability;

import java.util.List;
import java.util.OptionalDouble;

/** Windows are summed per pod, so their length alone changes nothing: but what a profiler does when it starts is in each of them. */
final class WindowLengths implements Examination {
    private static final String NAME = "window length";
    private static final double FACTOR_MAX = 2;

    @Override
    public Step examine(Sides sides) {
        OptionalDouble before = typical(sides.baseline());
        OptionalDouble after = typical(sides.candidate());
        if (before.isEmpty() || after.isEmpty()) {
            return Step.nothing(sides);
        }
        String detail = sides.both(pods -> Words.number(typical(pods).orElseThrow() / 1e9) + " s");
        double least = Math.min(before.getAsDouble(), after.getAsDouble());
        double most = Math.max(before.getAsDouble(), after.getAsDouble());
        return most > FACTOR_MAX * least ? Step.warning(sides, NAME, detail) : Step.fine(sides, NAME, detail);
    }

    private static OptionalDouble typical(List<PodProfiles> pods) {
        return Median.of(pods.stream()
                .flatMap(pod -> pod.windows().stream())
                .mapToDouble(window -> (double) window.sampledNanos() / window.profileCount())
                .filter(nanos -> nanos > 0));
    }
}
