package dev.flamegate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PostStratificationTest {
    private static final ShareSettings SETTINGS = ShareSettings.withDefaults();
    private final SplittableRandom random = new SplittableRandom(21);

    /** Within each entry point nothing changes; the candidate's pods only serve more of the first. */
    @Test
    void aDifferentMixOfEntryPointsMovesPlainSharesButNotStandardisedOnes() {
        double[][] withinShares = {{0.2, 0.1, 0.15}, {0.02, 0.3, 0.1}};
        StratifiedTable baseline = mixed(withinShares, 8, 0.3, 0.4, 0.3);
        StratifiedTable candidate = mixed(withinShares, 8, 0.5, 0.2, 0.3);

        RowOutcome plain = rows(ShareComparison.withDefaults()
                        .compare(baseline.unstratified(), candidate.unstratified(), new int[2]))
                .get(1);
        PostStratification strata = PostStratification.of(baseline, candidate, SETTINGS);
        RowOutcome standardised =
                rows(ShareComparison.withDefaults().compare(strata, new int[2])).get(1);

        assertThat(strata.standardised(1)).isTrue();
        assertThat(Math.abs(plain.delta())).isGreaterThan(0.04);
        assertThat(Math.abs(standardised.delta())).isLessThan(0.006);
    }

    @Test
    void aRealChangeKeepsItsSizeAfterStandardisation() {
        StratifiedTable baseline = mixed(new double[][] {{0.10, 0.1, 0.1}}, 30, 0.4, 0.3, 0.3);
        StratifiedTable candidate = mixed(new double[][] {{0.14, 0.14, 0.14}}, 30, 0.4, 0.3, 0.3);

        RowOutcome row = rows(ShareComparison.withDefaults()
                        .compare(PostStratification.of(baseline, candidate, SETTINGS), new int[1]))
                .get(0);

        assertThat(row.delta()).isCloseTo(0.04, within(0.004));
    }

    @Test
    void anEntryPointItselfStaysAPlainShare() {
        StratifiedTable side = mixed(new double[][] {{0.98, 0, 0}, {0.2, 0.2, 0.2}}, 4, 0.5, 0.3, 0.2);
        PostStratification rows = PostStratification.of(side, side, SETTINGS);

        assertThat(rows.standardised(0)).isFalse();
        assertThat(rows.standardised(1)).isTrue();
    }

    @Test
    void attenuationIsAFractionAndOneWhereAllStrataAreAlike() {
        double[][] shares = new double[40][3];
        Arrays.stream(shares).forEach(row -> Arrays.setAll(row, e -> random.nextDouble()));
        shares[0] = new double[] {0.3, 0.3, 0.3};
        StratifiedTable side = exact(shares, 1000, 1000, 1000);
        PostStratification rows = PostStratification.of(side, side, SETTINGS);

        assertThat(rows.attenuation(0)).isCloseTo(1, within(1e-12));
        for (int feature = 0; feature < 40; feature++) {
            assertThat(rows.attenuation(feature)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void oneStratumChangesNothing() {
        RandomTables tables = new RandomTables(22);
        CountTable a = tables.table(20, 5);
        CountTable b = tables.table(20, 4);

        Compared plain = (Compared) ShareComparison.withDefaults().compare(a, b, new int[20]);
        Compared stratified = (Compared) ShareComparison.withDefaults()
                .compare(PostStratification.of(single(a), single(b), SETTINGS), new int[20]);

        assertThat(stratified)
                .usingRecursiveComparison()
                .withComparatorForType((x, y) -> Math.abs(x - y) < 1e-9 ? 0 : Double.compare(x, y), Double.class)
                .isEqualTo(plain);
    }

    @Test
    void aStratumThatAReplicateLacksIsMergedAway() {
        double[][][] counts = {{{30, 30, 30, 30}, {10, 10, 10, 0}, {10, 10, 10, 20}}};
        double[][] totals = {{500, 500, 500, 500}, {250, 250, 250, 0}, {250, 250, 250, 500}};
        StratifiedTable side = StratifiedTable.of(counts, totals);

        RowOutcome row = rows(ShareComparison.withDefaults()
                        .compare(PostStratification.of(side, side, SETTINGS), new int[1]))
                .get(0);

        assertThat(row.delta()).isZero();
        assertThat(row.standardError()).isLessThan(0.01);
    }

    @Test
    void aFeatureWithoutSamplesStaysFinite() {
        StratifiedTable side = exact(new double[][] {{0, 0}, {0.1, 0.3}}, 1000, 500);
        PostStratification rows = PostStratification.of(side, side, SETTINGS);

        assertThat(rows.attenuation(0)).isZero();
        assertThat(rows(ShareComparison.withDefaults().compare(rows, new int[2]))
                        .get(0)
                        .p())
                .isEqualTo(0.5);
    }

    @Test
    void tooFewReplicatesAreNotComparableHereToo() {
        StratifiedTable side = mixed(new double[][] {{0.1, 0.1, 0.1}}, 2, 0.4, 0.3, 0.3);

        assertThat(ShareComparison.withDefaults().compare(PostStratification.of(side, side, SETTINGS), new int[1]))
                .isInstanceOf(NotComparable.class);
    }

    @Test
    void countsAboveTheirStratumAndEmptyReplicatesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StratifiedTable.of(new double[][][] {{{1}, {3}}}, new double[][] {{5}, {2}}))
                .withMessage(
                        "count of feature 0, stratum 1, replicate 0 must lie between 0 and the total 2.0, was 3.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StratifiedTable.of(new double[0][][], new double[][] {{0}, {0}}))
                .withMessage("total of replicate 0 must be finite and positive, was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StratifiedTable.of(new double[0][][], new double[0][]))
                .withMessage("there must be at least one stratum");
    }

    private static List<RowOutcome> rows(Outcome outcome) {
        return ((Compared) outcome).rows();
    }

    private static StratifiedTable single(CountTable table) {
        double[][][] counts = Arrays.stream(RandomTables.counts(table))
                .map(row -> new double[][] {row})
                .toArray(double[][][]::new);
        return StratifiedTable.of(counts, new double[][] {RandomTables.totals(table)});
    }

    /** Three equal replicates. */
    private static StratifiedTable exact(double[][] shares, double... strata) {
        double[][] totals =
                Arrays.stream(strata).mapToObj(n -> new double[] {n, n, n}).toArray(double[][]::new);
        double[][][] counts = new double[shares.length][strata.length][3];
        for (int feature = 0; feature < shares.length; feature++) {
            for (int stratum = 0; stratum < strata.length; stratum++) {
                Arrays.fill(counts[feature][stratum], shares[feature][stratum] * strata[stratum]);
            }
        }
        return StratifiedTable.of(counts, totals);
    }

    /** Replicates of about 10,000 samples whose mix varies by a fifth and whose shares within strata by a tenth. */
    private StratifiedTable mixed(double[][] shares, int replicates, double... mix) {
        double[][] totals = new double[mix.length][replicates];
        double[][][] counts = new double[shares.length][mix.length][replicates];
        for (int replicate = 0; replicate < replicates; replicate++) {
            for (int stratum = 0; stratum < mix.length; stratum++) {
                totals[stratum][replicate] = Math.rint(10_000 * mix[stratum] * random.nextDouble(0.8, 1.2));
                for (int feature = 0; feature < shares.length; feature++) {
                    double share = Math.min(1, shares[feature][stratum] * random.nextDouble(0.95, 1.05));
                    counts[feature][stratum][replicate] = Math.floor(share * totals[stratum][replicate]);
                }
            }
        }
        return StratifiedTable.of(counts, totals);
    }
}
