package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a request costs in several versions, oldest first: z = ln(samples / requests) of every replicate, as in {@link UniformSlowdown},
 * with one variance for all versions. The versions of a week run at different times, on machines with other neighbours; how much that
 * alone makes them differ is the version-to-version deviation of {@link VersionSeries}. Sizes are logarithms of ratios. Immutable.
 */
public final class VersionCosts {
    private static final double CONSTANT_BELOW = 1e-12;

    private final double[][] logs;
    private final double variance;
    private final int degreesOfFreedom;

    private VersionCosts(double[][] logs, double variance, int degreesOfFreedom) {
        this.logs = logs;
        this.variance = variance;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /**
     * @param samples {@code samples[version][replicate]}, finite and positive
     * @param requests likewise, of the same time
     * @throws IllegalArgumentException if lengths differ, a number is out of range, a version has no replicate, or none has two
     */
    public static VersionCosts of(double[][] samples, double[][] requests) {
        Arguments.require(samples.length == requests.length, "%d and %d versions", samples.length, requests.length);
        double[][] logs = new double[samples.length][];
        double counting = 0;
        double squares = 0;
        int replicates = 0;
        for (int version = 0; version < logs.length; version++) {
            int count = samples[version].length;
            Arguments.require(
                    count > 0 && count == requests[version].length,
                    "version %d has samples of %d replicates and requests of %d",
                    version,
                    count,
                    requests[version].length);
            logs[version] = new double[count];
            for (int replicate = 0; replicate < count; replicate++) {
                double cost = samples[version][replicate] / requests[version][replicate];
                Arguments.require(
                        cost > 0 && Double.isFinite(cost),
                        "version %d, replicate %d costs %s",
                        version,
                        replicate,
                        cost);
                logs[version][replicate] = Math.log(cost);
                counting += 1 / samples[version][replicate] + 1 / requests[version][replicate];
            }
            squares += PooledVariance.sumOfSquares(logs[version]);
            replicates += count;
        }
        int freedom = replicates - logs.length;
        Arguments.require(freedom > 0, "no version has two replicates");
        double noise = counting / replicates;
        double observed = squares / freedom;
        return new VersionCosts(logs, observed < CONSTANT_BELOW * noise ? noise : observed, freedom);
    }

    public int versions() {
        return logs.length;
    }

    /** Geometric mean of the samples a request takes. */
    public double mean(int version) {
        return Math.exp(PooledVariance.mean(logs[version]));
    }

    /** Factor by which the 95 % interval of {@link #mean} reaches up and, divided by, down. */
    public double intervalFactor(int version) {
        double error = Math.sqrt(variance / logs[version].length);
        return Math.exp(StudentT.withDegreesOfFreedom(degreesOfFreedom).exceededWith(0.025) * error);
    }

    private VersionSeries series(double level) {
        double wider = VersionTables.widening(degreesOfFreedom, level);
        double[] estimates =
                Arrays.stream(logs).mapToDouble(PooledVariance::mean).toArray();
        double[] errors = Arrays.stream(logs)
                .mapToDouble(version -> wider * Math.sqrt(variance / version.length))
                .toArray();
        return VersionSeries.of(new double[][] {estimates}, new double[][] {errors});
    }

    /**
     * Compares a version with others pooled, both ways, each at half the error rate.
     *
     * @param anchors numbers of one to seven other versions
     * @param comparisons how many share {@code alpha}
     * @return one departure; negative if a request became cheaper
     */
    public Anchored.Departure against(int[] anchors, int version, double alpha, int comparisons) {
        double level = alpha / 2 / comparisons;
        int[] compared = Arrays.copyOf(anchors, anchors.length + 1);
        compared[anchors.length] = version;
        VersionSeries series = series(level).select(compared);
        AnchorComparison check = AnchorComparison.withDefaults().with(level);
        Anchored.Departure up = ((Anchored) check.newest(series)).departures().get(0);
        Anchored.Departure down =
                ((Anchored) check.newest(series.negated())).departures().get(0);
        return up.size() >= 0
                ? up
                : new Anchored.Departure(
                        0, up.anchor(), up.size(), up.standardError(), down.adjustedP(), down.significant());
    }

    /**
     * Lasting steps, up and down, each looked for at half the error rate.
     *
     * @return none if there are fewer than four versions or no step is significant
     */
    public List<Scanned.Step> steps(double alpha) {
        List<Scanned.Step> found = new ArrayList<>();
        VersionSeries series = series(alpha / 2 / Math.max(1, logs.length));
        ChangeScan check = ChangeScan.withDefaults().with(alpha / 2);
        if (check.scan(series) instanceof Scanned up && up.steps().get(0).significant()) {
            found.add(up.steps().get(0));
        }
        if (check.scan(series.negated()) instanceof Scanned down
                && down.steps().get(0).significant()) {
            Scanned.Step step = down.steps().get(0);
            found.add(new Scanned.Step(
                    0, step.firstVersion(), -step.size(), -step.z(), step.adjustedP(), step.significant()));
        }
        return found;
    }
}
