package dev.flamegate.gate.comparability;

import dev.flamegate.store.StoredProfile;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How busy the pods were: profiled time per second. It is a result of the code as well as of the traffic, so that it never stands in
 * the way: a version that takes three times the CPU must fail, not be excused.
 */
final class LoadLevel implements Examination {
    private static final String NAME = "load";

    /** Equal code under twice the traffic passes (fixtures, shop 1.6.0); more was not measured. */
    private static final double FACTOR_MAX = 2.5;

    @Override
    public Step examine(Sides sides) {
        OptionalDouble before = typical(sides.baseline());
        OptionalDouble after = typical(sides.candidate());
        boolean isTime = sides.type().sampleType().unit().equals("nanoseconds");
        if (!isTime || before.isEmpty() || after.isEmpty()) {
            return Step.nothing(sides);
        }
        double least = Math.min(before.getAsDouble(), after.getAsDouble());
        double most = Math.max(before.getAsDouble(), after.getAsDouble());
        String detail = "seconds profiled per second and pod: "
                + sides.both(pods -> Words.number(typical(pods).orElseThrow()));
        return most > FACTOR_MAX * least
                ? Step.warning(sides, NAME, detail + "; work in the background weighs more where there is less load")
                : Step.fine(sides, NAME, detail);
    }

    /** Empty if the profiles do not say how long they took. */
    private static OptionalDouble typical(List<PodProfiles> pods) {
        return Median.of(pods.stream()
                .filter(pod -> seconds(pod) > 0)
                .mapToDouble(pod -> pod.windows().stream()
                                .mapToDouble(window -> window.vector().total())
                                .sum()
                        / seconds(pod)));
    }

    private static double seconds(PodProfiles pod) {
        return pod.windows().stream().mapToDouble(StoredProfile::sampledNanos).sum();
    }
}
