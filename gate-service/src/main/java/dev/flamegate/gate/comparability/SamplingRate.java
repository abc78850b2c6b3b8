package dev.flamegate.gate.comparability;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.reports.Reason;
import dev.flamegate.store.StoredProfile;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Values in the unit of the period (nanoseconds of CPU sampled by nanoseconds of CPU, bytes by bytes) are the samples times what each
 * stands for: their shares estimate the same thing at any rate, only more or less surely. The test assumes that pods of both sides are
 * about equally sure; it is known to hold with twice the samples on one side, so that is how far rates may differ. Mere counts of
 * samples change with the rate themselves, and are never compared across rates.
 */
final class SamplingRate implements Examination {
    private static final double FACTOR_MAX = 2;
    private static final String NAME = "sampling rate";

    @Override
    public Step examine(Sides sides) {
        TreeSet<Long> before = periods(sides.baseline());
        TreeSet<Long> after = periods(sides.candidate());
        if (before.isEmpty() || after.isEmpty()) {
            return Step.nothing(sides);
        }
        String unit = sides.type().periodType().unit();
        String detail = "a sample every " + sides.both(pods -> words(periods(pods), unit));
        if (before.equals(after)) {
            return Step.fine(sides, NAME, detail);
        }
        double factor = (double) Math.max(before.last(), after.last()) / Math.min(before.first(), after.first());
        if (isInPeriods(sides.type()) && factor <= FACTOR_MAX) {
            return Step.warning(sides, NAME, detail + ": shares are compared all the same");
        }
        return Step.failed(
                sides,
                NAME,
                detail,
                new Reason(
                        "unlike-sampling-rate",
                        "Sampled at unlike rates: " + detail
                                + ". What a profile shows, how sure it is and what profiling itself costs change with the rate",
                        "Profile both versions at one rate and ask again."));
    }

    private static boolean isInPeriods(ProfileType type) {
        return type.sampleType().unit().equals(type.periodType().unit());
    }

    private static TreeSet<Long> periods(List<PodProfiles> pods) {
        return pods.stream()
                .flatMap(pod -> pod.windows().stream())
                .map(StoredProfile::period)
                .filter(period -> period > 0)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String words(TreeSet<Long> periods, String unit) {
        boolean millis = unit.equals("nanoseconds") && periods.stream().allMatch(period -> period % 10_000 == 0);
        return periods.stream()
                .limit(4)
                .map(period -> millis ? Words.number(period / 1e6) + " ms" : period + " " + unit)
                .collect(Collectors.joining(", "));
    }
}
