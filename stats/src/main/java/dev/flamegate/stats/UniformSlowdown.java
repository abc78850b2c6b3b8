package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The test that sees what shares cannot: everything becoming slower at once, which leaves every share as it was.
 *
 * <p>Per pod z_p = ln(samples / requests), the logarithm of the cost of a request; u is the candidate's mean minus the
 * baseline's, tested with Student's pooled t at the part of alpha that the rows leave over (a tenth by default). Hypotheses:
 * u = 0 against u > 0. Assumed: all requests of a version cost alike on average, so a different mix of requests shows here
 * as well. Pods that do not differ at all are given the variance of counting, 1/samples + 1/requests.
 *
 * <p>What else a machine does changes the cost of every request on it, by far more than 3 %, and for both versions alike.
 * Pods that all ran at the same time share that; pods that came and went in turns do not, so then pods are compared within
 * blocks of those that ran together ({@link BlockedDifference}), if the blocks leave four degrees of freedom. That is
 * decided by when the pods ran alone, never by what they cost.
 */
public final class UniformSlowdown {
    private static final double CONSTANT_BELOW = 1e-12;
    private static final int FREEDOM_MIN = 4;

    private final ShareSettings settings;
    private final GrowthLimits limits;

    private UniformSlowdown(ShareSettings settings, GrowthLimits limits) {
        this.settings = settings;
        this.limits = limits;
    }

    public static UniformSlowdown withDefaults() {
        return new UniformSlowdown(ShareSettings.withDefaults(), GrowthLimits.withDefaults());
    }

    public UniformSlowdown with(ShareSettings newSettings) {
        return new UniformSlowdown(newSettings, limits);
    }

    public UniformSlowdown with(GrowthLimits newLimits) {
        return new UniformSlowdown(settings, newLimits);
    }

    static double alpha(ShareSettings settings) {
        return settings.alpha() * (1 - settings.rowAlphaFraction());
    }

    /** The pods of one side; all arrays have one entry a pod. */
    private record Side(String name, double[] samples, double[] requests, int[] blocks) {}

    /** {@link #test(double[], double[], int[], double[], double[], int[])} with pods that all ran at the same time. */
    public SlowdownOutcome test(
            double[] baselineSamples,
            double[] baselineRequests,
            double[] candidateSamples,
            double[] candidateRequests) {
        return test(
                baselineSamples,
                baselineRequests,
                new int[baselineSamples.length],
                candidateSamples,
                candidateRequests,
                new int[candidateSamples.length]);
    }

    /**
     * Tests for a slowdown; pods with too few samples or without requests are dropped first, with a warning.
     *
     * @param baselineSamples samples of each baseline pod, finite and non-negative
     * @param baselineRequests requests it served in the same time, finite and non-negative
     * @param baselineBlocks which pods ran together: equal numbers, on both sides, for pods of one time
     * @param candidateSamples the same for the candidate
     * @param candidateRequests the same for the candidate
     * @param candidateBlocks the same for the candidate
     * @return {@link Slowdown}, or {@link NotComparable} if a side has too few pods or the rows have all of alpha
     * @throws IllegalArgumentException if lengths differ or a number is out of range; names the side and the pod
     */
    public SlowdownOutcome test(
            double[] baselineSamples,
            double[] baselineRequests,
            int[] baselineBlocks,
            double[] candidateSamples,
            double[] candidateRequests,
            int[] candidateBlocks) {
        if (alpha(settings) <= 0) {
            return new NotComparable(
                    "The rows have the whole of alpha, so no error is left for a uniform slowdown.",
                    "Set rowAlphaFraction below 1.");
        }
        List<String> warnings = new ArrayList<>();
        Costs baseline = costs(new Side("baseline", baselineSamples, baselineRequests, baselineBlocks), warnings);
        Costs candidate = costs(new Side("candidate", candidateSamples, candidateRequests, candidateBlocks), warnings);
        if (Math.min(baseline.pods(), candidate.pods()) < settings.replicatesMin()) {
            return new NotComparable(
                    String.format(
                            Locale.ROOT,
                            "Too few pods with samples and requests: %d in the baseline, %d in the candidate.",
                            baseline.pods(),
                            candidate.pods()),
                    String.format(
                            Locale.ROOT,
                            "Count the requests of at least %d profiled pods a side.",
                            settings.replicatesMin()));
        }
        return slowdown(baseline, candidate, warnings);
    }

    private Slowdown slowdown(Costs baseline, Costs candidate, List<String> warnings) {
        BlockedDifference found = difference(baseline, candidate);
        double variance = found.variance();
        double noise = (baseline.countingVariance + candidate.countingVariance) / 2;
        if (variance < CONSTANT_BELOW * noise) {
            warnings.add(
                    "The cost of a request does not vary between pods; counting noise stands in for its variance.");
            variance = noise;
        }
        double error = Math.sqrt(variance * found.unscaled());
        double growth = found.difference();
        StudentT distribution = StudentT.withDegreesOfFreedom(found.degreesOfFreedom());
        return new Slowdown(
                settings,
                limits,
                baseline.pods(),
                candidate.pods(),
                found.blocks(),
                growth,
                error,
                found.degreesOfFreedom(),
                growth / error,
                distribution.upperTail(growth / error),
                growth + distribution.exceededWith(settings.passError()) * error,
                (distribution.exceededWith(alpha(settings)) + distribution.exceededWith(1 - settings.power())) * error,
                warnings);
    }

    /** Within blocks where they have enough of both sides; the answer depends on the design alone. */
    private BlockedDifference difference(Costs baseline, Costs candidate) {
        long blocks = IntStream.concat(IntStream.of(baseline.blocks), IntStream.of(candidate.blocks))
                .distinct()
                .count();
        boolean enough = baseline.pods() + candidate.pods() - blocks - 1 >= FREEDOM_MIN
                && Math.min(baseline.podsIn(candidate.blocks), candidate.podsIn(baseline.blocks))
                        >= settings.replicatesMin();
        return enough
                ? BlockedDifference.of(baseline.logs, baseline.blocks, candidate.logs, candidate.blocks)
                : BlockedDifference.of(baseline.logs, candidate.logs);
    }

    private Costs costs(Side side, List<String> warnings) {
        int pods = side.samples.length;
        Arguments.require(
                pods == side.requests.length && pods == side.blocks.length,
                "%s has samples of %d pods, requests of %d and blocks of %d",
                side.name,
                pods,
                side.requests.length,
                side.blocks.length);
        for (int pod = 0; pod < pods; pod++) {
            Arguments.requireAtLeast(side.name + " samples of pod " + pod, side.samples[pod], 0);
            Arguments.requireAtLeast(side.name + " requests of pod " + pod, side.requests[pod], 0);
        }
        int[] used = IntStream.range(0, pods)
                .filter(pod -> usable(settings, side.samples[pod], side.requests[pod]))
                .toArray();
        if (used.length < pods) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%d of %d %s pods were left out: fewer than %.0f samples, or no requests.",
                    pods - used.length,
                    pods,
                    side.name,
                    settings.samplesMin()));
        }
        return new Costs(side, used);
    }

    /** Whether a pod with so many samples and requests takes part. */
    public static boolean usable(ShareSettings settings, double samples, double requests) {
        return samples > 0 && samples >= settings.samplesMin() && requests > 0;
    }

    /** Logarithms of samples per request, and how much of their variance counting explains. */
    private static final class Costs {
        private final double[] logs;
        private final int[] blocks;
        private final double countingVariance;

        private Costs(Side side, int[] used) {
            logs = Arrays.stream(used)
                    .mapToDouble(pod -> Math.log(side.samples[pod] / side.requests[pod]))
                    .toArray();
            blocks = Arrays.stream(used).map(pod -> side.blocks[pod]).toArray();
            countingVariance = Arrays.stream(used)
                    .mapToDouble(pod -> 1 / side.samples[pod] + 1 / side.requests[pod])
                    .average()
                    .orElse(0);
        }

        private int pods() {
            return logs.length;
        }

        private int podsIn(int[] others) {
            return (int) IntStream.of(blocks)
                    .filter(block -> IntStream.of(others).anyMatch(other -> other == block))
                    .count();
        }
    }
}
