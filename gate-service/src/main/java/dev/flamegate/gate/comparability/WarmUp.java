package dev.flamegate.gate.comparability;

import dev.flamegate.profile.DurationText;
import dev.flamegate.reports.Reason;
import dev.flamegate.store.StoredProfile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A fresh pod compiles, loads classes, fills caches and opens connections: against pods that did so long ago, all of that looks like
 * growth. Profiles of a pod's first minutes are compared with such, or not at all.
 */
final class WarmUp implements Examination {
    private static final String NAME = "warm-up";
    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** Pods come and go on both sides: so much may differ before anything is left out. */
    private static final double DIFFERENCE_MAX = 0.1;

    private final Duration warmUp;
    private final int podsMin;

    WarmUp(Duration warmUp, int podsMin) {
        this.warmUp = warmUp;
        this.podsMin = podsMin;
    }

    @Override
    public Step examine(Sides sides) {
        Predicate<PodProfiles> known = pod ->
                pod.startedNanos().isPresent() && pod.windows().get(0).time().startNanos() > 0;
        Sides told = sides.pods(known);
        if (warmUp.isZero() || told.podCount() == 0) {
            return Step.nothing(sides);
        }
        String first = "in the first " + DurationText.write(warmUp) + " of their pods: ";
        if (told.podCount() < sides.podCount()) {
            return Step.warning(sides, NAME, first + "unknown for " + (sides.podCount() - told.podCount()) + " pods");
        }
        String detail = "profiles " + first + sides.both(pods -> Words.percent(freshShare(pods)));
        if (Math.abs(freshShare(sides.baseline()) - freshShare(sides.candidate())) <= DIFFERENCE_MAX) {
            return Step.fine(sides, NAME, detail);
        }
        Sides settled = windows(sides, (pod, window) -> !isFresh(pod, window));
        if (settled.podsLeast() >= podsMin) {
            return stratified(sides, settled, detail, "fresh");
        }
        Sides fresh = windows(sides, this::isFresh);
        return fresh.podsLeast() >= podsMin
                ? stratified(sides, fresh, detail, "no longer fresh")
                : Step.failed(sides, NAME, detail, reason(sides, detail));
    }

    private static Step stratified(Sides sides, Sides rest, String detail, String gone) {
        String note = (sides.profileCount() - rest.profileCount()) + " profiles of pods that were " + gone
                + " then were left out: the rest is of pods of like age.";
        return Step.stratified(rest, NAME, detail + "; " + note, note);
    }

    private Reason reason(Sides sides, String detail) {
        boolean candidateIsFresh = freshShare(sides.candidate()) > freshShare(sides.baseline());
        List<PodProfiles> fresher = candidateIsFresh ? sides.candidate() : sides.baseline();
        long wait = minutesToWait(fresher);
        return new Reason(
                "warm-up",
                "The pods of the " + (candidateIsFresh ? "candidate" : "baseline")
                        + " are fresh and those of the other side are not (" + detail
                        + "): what a process does only after its start would be taken for growth",
                String.format(
                        Locale.ROOT,
                        "Wait %s and ask again, or deploy the other side freshly at the same time; gate.warm_up says how long a pod "
                                + "counts as fresh.",
                        wait == 1 ? "a minute" : wait + " minutes"));
    }

    /** Until enough pods have a whole profile that is not fresh, counted from each pod's last profile. */
    private long minutesToWait(List<PodProfiles> pods) {
        long wait = pods.stream()
                .mapToLong(this::nanosToWait)
                .sorted()
                .limit(podsMin)
                .max()
                .orElseThrow();
        return Math.max(1, -Math.floorDiv(-wait, MINUTE_NANOS));
    }

    private long nanosToWait(PodProfiles pod) {
        long last = pod.windows().stream()
                .mapToLong(window -> window.time().endNanos())
                .max()
                .orElseThrow();
        long length = pod.windows().get(0).longestNanos();
        return pod.startedNanos().orElseThrow() + warmUp.toNanos() + length - last;
    }

    private boolean isFresh(PodProfiles pod, StoredProfile window) {
        return window.time().startNanos() - pod.startedNanos().orElseThrow() < warmUp.toNanos();
    }

    /** Of the profiled time. */
    private double freshShare(List<PodProfiles> pods) {
        double fresh = 0;
        double all = 0;
        for (PodProfiles pod : pods) {
            for (StoredProfile window : pod.windows()) {
                double weight = Math.max(1, window.sampledNanos());
                all += weight;
                fresh += isFresh(pod, window) ? weight : 0;
            }
        }
        return fresh / all;
    }

    private static Sides windows(Sides sides, BiPredicate<PodProfiles, StoredProfile> wanted) {
        return new Sides(
                sides.type(), sides.tree(), windows(sides.baseline(), wanted), windows(sides.candidate(), wanted));
    }

    private static List<PodProfiles> windows(List<PodProfiles> pods, BiPredicate<PodProfiles, StoredProfile> wanted) {
        return pods.stream()
                .flatMap(pod -> {
                    List<StoredProfile> some = pod.windows().stream()
                            .filter(window -> wanted.test(pod, window))
                            .toList();
                    return some.isEmpty() ? Stream.<PodProfiles>empty() : Stream.of(pod.with(some));
                })
                .toList();
    }
}
