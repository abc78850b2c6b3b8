package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Both sides without the replicates that have too few samples, and what has to be said about them. */
final class UsableSides {
    private static final int REPLICATES_RECOMMENDED = 5;

    private final CountTable baseline;
    private final CountTable candidate;
    private final int baselineOffered;
    private final int candidateOffered;
    private final double samplesMin;

    private UsableSides(CountTable baseline, CountTable candidate, double samplesMin) {
        this.baseline = baseline.withTotalsAtLeast(samplesMin);
        this.candidate = candidate.withTotalsAtLeast(samplesMin);
        this.baselineOffered = baseline.replicates();
        this.candidateOffered = candidate.replicates();
        this.samplesMin = samplesMin;
    }

    static UsableSides of(CountTable baseline, CountTable candidate, double samplesMin) {
        return new UsableSides(baseline, candidate, samplesMin);
    }

    CountTable baseline() {
        return baseline;
    }

    CountTable candidate() {
        return candidate;
    }

    /** Why nothing can be compared, if so. */
    Optional<NotComparable> obstacle(ShareSettings settings) {
        if (fewest() < settings.replicatesMin()) {
            return Optional.of(tooFewReplicates(settings.replicatesMin()));
        }
        if (baseline.features() == 0) {
            return Optional.of(new NotComparable(
                    "There is no feature to compare: none reaches half of the material share.",
                    format(
                            "At least one function must hold %.2f %% of the samples.",
                            100 * settings.materialShare() / 2)));
        }
        return Optional.empty();
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        addDropped(warnings, "baseline", baselineOffered, baseline.replicates());
        addDropped(warnings, "candidate", candidateOffered, candidate.replicates());
        if (fewest() < REPLICATES_RECOMMENDED) {
            warnings.add(format(
                    "A side has only %d replicates; with fewer than %d only very large changes are found.",
                    fewest(), REPLICATES_RECOMMENDED));
        }
        return warnings;
    }

    private int fewest() {
        return Math.min(baseline.replicates(), candidate.replicates());
    }

    private void addDropped(List<String> warnings, String side, int offered, int used) {
        if (used < offered) {
            warnings.add(format(
                    "%d of %d %s replicates were dropped: fewer than %.0f samples each.",
                    offered - used, offered, side, samplesMin));
        }
    }

    private NotComparable tooFewReplicates(int replicatesMin) {
        return new NotComparable(
                format(
                        "Too few replicates with at least %.0f samples: %d of %d in the baseline, %d of %d in the candidate.",
                        samplesMin, baseline.replicates(), baselineOffered, candidate.replicates(), candidateOffered),
                format(
                        "Profile at least %d replicates a side at the same time, each with %.0f samples or more.",
                        replicatesMin, samplesMin));
    }

    private static String format(String sentence, Object... values) {
        return String.format(Locale.ROOT, sentence, values);
    }
}
