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
 * baseline's, tested with Student's pooled t on P_0 + P_1 - 2 degrees of freedom at the part of alpha that the rows leave
 * over (a tenth by default). Hypotheses: u = 0 against u > 0. Assumed: all requests of a version cost alike on average, so
 * a different mix of requests shows here as well. Pods that do not differ at all are given the variance of counting,
 * 1/samples + 1/requests.
 */
public final class UniformSlowdown {
    static final double MATERIAL_GROWTH = 0.03;
    static final double MUST_DETECT_GROWTH = 0.10;
    private static final double CONSTANT_BELOW = 1e-12;

    private final ShareSettings settings;

    private UniformSlowdown(ShareSettings settings) {
        this.settings = settings;
    }

    public static UniformSlowdown withDefaults() {
        return new UniformSlowdown(ShareSettings.withDefaults());
    }

    public UniformSlowdown with(ShareSettings newSettings) {
        return new UniformSlowdown(newSettings);
    }

    static double alpha(ShareSettings settings) {
        return settings.alpha() * (1 - settings.rowAlphaFraction());
    }

    /**
     * Tests for a slowdown; pods with too few samples or without requests are dropped first, with a warning.
     *
     * @param baselineSamples samples of each baseline pod, finite and non-negative
     * @param baselineRequests requests it served in the same time, finite and non-negative
     * @param candidateSamples the same for the candidate
     * @param candidateRequests the same for the candidate
     * @return {@link Slowdown}, or {@link NotComparable} if a side has too few pods or the rows have all of alpha
     * @throws IllegalArgumentException if lengths differ or a number is out of range; names the side and the pod
     */
    public SlowdownOutcome test(
            double[] baselineSamples,
            double[] baselineRequests,
            double[] candidateSamples,
            double[] candidateRequests) {
        if (alpha(settings) <= 0) {
            return new NotComparable(
                    "The rows have the whole of alpha, so no error is left for a uniform slowdown.",
                    "Set rowAlphaFraction below 1.");
        }
        List<String> warnings = new ArrayList<>();
        Costs baseline = costs("baseline", baselineSamples, baselineRequests, warnings);
        Costs candidate = costs("candidate", candidateSamples, candidateRequests, warnings);
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
        PooledVariance pooled = PooledVariance.of(new double[][] {baseline.logs}, new double[][] {candidate.logs});
        double variance = pooled.variances()[0];
        double noise = (baseline.countingVariance + candidate.countingVariance) / 2;
        if (variance < CONSTANT_BELOW * noise) {
            warnings.add(
                    "The cost of a request does not vary between pods; counting noise stands in for its variance.");
            variance = noise;
        }
        double freedom = pooled.degreesOfFreedom()[0];
        double error = Math.sqrt(variance * pooled.unscaled());
        double growth = pooled.difference(0);
        StudentT distribution = StudentT.withDegreesOfFreedom(freedom);
        return new Slowdown(
                settings,
                baseline.pods(),
                candidate.pods(),
                growth,
                error,
                freedom,
                growth / error,
                distribution.upperTail(growth / error),
                growth + distribution.exceededWith(settings.passError()) * error,
                (distribution.exceededWith(alpha(settings)) + distribution.exceededWith(1 - settings.power())) * error,
                warnings);
    }

    private Costs costs(String side, double[] samples, double[] requests, List<String> warnings) {
        Arguments.require(
                samples.length == requests.length,
                "%s has samples of %d pods and requests of %d",
                side,
                samples.length,
                requests.length);
        for (int pod = 0; pod < samples.length; pod++) {
            Arguments.requireAtLeast(side + " samples of pod " + pod, samples[pod], 0);
            Arguments.requireAtLeast(side + " requests of pod " + pod, requests[pod], 0);
        }
        int[] used = IntStream.range(0, samples.length)
                .filter(pod -> samples[pod] > 0 && samples[pod] >= settings.samplesMin() && requests[pod] > 0)
                .toArray();
        if (used.length < samples.length) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%d of %d %s pods were left out: fewer than %.0f samples, or no requests.",
                    samples.length - used.length,
                    samples.length,
                    side,
                    settings.samplesMin()));
        }
        return new Costs(samples, requests, used);
    }

    /** Logarithms of samples per request, and how much of their variance counting explains. */
    private static final class Costs {
        private final double[] logs;
        private final double countingVariance;

        private Costs(double[] samples, double[] requests, int[] used) {
            logs = Arrays.stream(used)
                    .mapToDouble(pod -> Math.log(samples[pod] / requests[pod]))
                    .toArray();
            countingVariance = Arrays.stream(used)
                    .mapToDouble(pod -> 1 / samples[pod] + 1 / requests[pod])
                    .average()
                    .orElse(0);
        }

        private int pods() {
            return logs.length;
        }
    }
}
