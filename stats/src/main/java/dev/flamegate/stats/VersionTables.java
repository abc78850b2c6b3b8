package dev.flamegate.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Several versions as tables of the same features, oldest first, and what each of them says of a feature's share: the unweighted mean
 * over its replicates, with an error from how much replicates of one version differ.
 *
 * <p>A version of three replicates knows too little of that, so all versions share one variance a feature, s^2 on the sum of (P_v - 1)
 * degrees of freedom, drawn towards that of features of its size as in {@link ModeratedVariance}. A version that has sampled less than
 * the others on average varies more: f q (1 - q) (mean 1/N_v - mean 1/N) is added, with the design effect f of the feature, at most
 * {@value #DESIGN_EFFECT_MAX}: more than that is a difference between replicates that longer sampling does not take away.
 *
 * <p>{@link AnchorComparison} and {@link ChangeScan} take errors for known and use the normal distribution. So errors are widened by
 * t / z at the level that a single test is made at, where t is Student's with the degrees of freedom that there are. Immutable.
 */
public final class VersionTables {
    private static final double DESIGN_EFFECT_MAX = 10;
    private static final double CONSTANT_BELOW = 1e-12;

    private final List<CountTable> versions;

    private VersionTables(List<CountTable> versions) {
        this.versions = versions;
    }

    /**
     * @param versions at least one, each with at least one replicate, all with the same features
     * @throws IllegalArgumentException if a version has no replicate or another number of features; names it
     */
    public static VersionTables of(List<CountTable> versions) {
        Arguments.require(!versions.isEmpty(), "there is no version");
        for (int version = 0; version < versions.size(); version++) {
            CountTable table = versions.get(version);
            Arguments.require(table.replicates() > 0, "version %d has no replicate", version);
            Arguments.require(
                    table.features() == versions.get(0).features(),
                    "version %d has %d features, the first has %d",
                    version,
                    table.features(),
                    versions.get(0).features());
        }
        return new VersionTables(List.copyOf(versions));
    }

    public int versions() {
        return versions.size();
    }

    public int rows() {
        return versions.get(0).features();
    }

    /** Unweighted mean over the replicates of the version, 0..1. */
    public double share(int row, int version) {
        return versions.get(version).meanShare(row);
    }

    /** Over all versions; at least 1 is needed for a series. */
    public int degreesOfFreedom() {
        return versions.stream().mapToInt(table -> table.replicates() - 1).sum();
    }

    /**
     * Without the samples of these features, in no count and no total; the others keep their order.
     *
     * @throws IllegalArgumentException if that leaves a replicate nothing
     */
    VersionTables without(BitSet gone) {
        int[] kept = kept(gone);
        List<CountTable> rest = new ArrayList<>();
        for (CountTable table : versions) {
            double[] totals = new double[table.replicates()];
            Arrays.setAll(
                    totals,
                    replicate -> table.total(replicate)
                            - gone.stream()
                                    .mapToDouble(row -> table.count(row, replicate))
                                    .sum());
            double[][] counts = new double[kept.length][totals.length];
            for (int row = 0; row < kept.length; row++) {
                for (int replicate = 0; replicate < totals.length; replicate++) {
                    counts[row][replicate] = Math.min(totals[replicate], table.count(kept[row], replicate));
                }
            }
            rest.add(CountTable.of(counts, totals));
        }
        return new VersionTables(rest);
    }

    /** Positions of the features that are left. */
    int[] kept(BitSet gone) {
        return IntStream.range(0, rows()).filter(row -> !gone.get(row)).toArray();
    }

    /** The least part of any replicate's samples that is left without these features. */
    double leastRest(BitSet gone) {
        double least = 1;
        for (CountTable table : versions) {
            for (int replicate = 0; replicate < table.replicates(); replicate++) {
                int at = replicate;
                double share =
                        gone.stream().mapToDouble(row -> table.share(row, at)).sum();
                least = Math.min(least, 1 - share);
            }
        }
        return least;
    }

    /**
     * Estimates and errors of all versions.
     *
     * @param level at which a single test is made, exclusive 0..0.5
     * @throws IllegalArgumentException if no version has two replicates
     */
    public VersionSeries series(double level) {
        Arguments.requireBetween("level", level, 0, 0.5);
        Arguments.require(degreesOfFreedom() > 0, "no version has two replicates");
        double[] inverse =
                versions.stream().mapToDouble(VersionTables::meanInverseTotal).toArray();
        double meanInverse = PooledVariance.mean(inverse);
        double[][] estimates = new double[rows()][versions()];
        double[] counting = new double[rows()];
        double[] variances = new double[rows()];
        double[] covariate = new double[rows()];
        for (int row = 0; row < rows(); row++) {
            for (int version = 0; version < versions(); version++) {
                estimates[row][version] = share(row, version);
            }
            double nearest = Math.min(0.5, meanInverse / 2);
            double mean = Math.min(1 - nearest, Math.max(nearest, PooledVariance.mean(estimates[row])));
            counting[row] = mean * (1 - mean);
            covariate[row] = Math.log(mean);
            variances[row] = withinVersions(row);
            if (variances[row] < CONSTANT_BELOW * counting[row] * meanInverse) {
                variances[row] = counting[row] * meanInverse;
            }
        }
        return VersionSeries.of(estimates, errors(moderated(variances, covariate), counting, inverse, level));
    }

    private ModeratedVariance moderated(double[] variances, double[] covariate) {
        double[] freedom = new double[rows()];
        Arrays.fill(freedom, degreesOfFreedom());
        double cap = ShareSettings.withDefaults().priorCap();
        return ModeratedVariance.of(variances, freedom, covariate, new int[rows()], cap);
    }

    private double[][] errors(ModeratedVariance moderated, double[] counting, double[] inverse, double level) {
        double meanInverse = PooledVariance.mean(inverse);
        double[][] errors = new double[rows()][versions()];
        for (int row = 0; row < rows(); row++) {
            double variance = moderated.variance(row);
            double wider = widening(moderated.degreesOfFreedom(row), level);
            double effect = Math.min(DESIGN_EFFECT_MAX, variance / (counting[row] * meanInverse));
            for (int version = 0; version < versions(); version++) {
                double more = effect * counting[row] * Math.max(0, inverse[version] - meanInverse);
                int replicates = versions.get(version).replicates();
                errors[row][version] = wider * Math.sqrt((variance + more) / replicates);
            }
        }
        return errors;
    }

    /** By how much Student's quantile is further out than the normal one. */
    static double widening(double degreesOfFreedom, double level) {
        double normal = -new NormalDistribution(null, 0, 1).inverseCumulativeProbability(level);
        return StudentT.withDegreesOfFreedom(degreesOfFreedom).exceededWith(level) / normal;
    }

    private double withinVersions(int row) {
        double squares = 0;
        for (CountTable table : versions) {
            double[] shares = new double[table.replicates()];
            Arrays.setAll(shares, replicate -> table.share(row, replicate));
            squares += PooledVariance.sumOfSquares(shares);
        }
        return squares / degreesOfFreedom();
    }

    private static double meanInverseTotal(CountTable table) {
        double sum = 0;
        for (int replicate = 0; replicate < table.replicates(); replicate++) {
            sum += 1 / table.total(replicate);
        }
        return sum / table.replicates();
    }
}
