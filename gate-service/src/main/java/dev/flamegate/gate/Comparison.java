package dev.flamegate.gate;

import dev.flamegate.reports.Measure;
import dev.flamegate.stats.Compared;
import dev.flamegate.stats.CountTable;
import dev.flamegate.stats.DesignEffect;
import dev.flamegate.stats.HistoryPrior;
import dev.flamegate.stats.MaterialRows;
import dev.flamegate.stats.Outcome;
import dev.flamegate.stats.PostStratification;
import dev.flamegate.stats.RowOutcome;
import dev.flamegate.stats.ShareComparison;
import dev.flamegate.stats.StratifiedTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a merged tree, handed to {@code stats}: which functions are worth testing, their counts per pod and entry point, and
 * the outcome. The outcome's features are positions in {@link #rows}. Shares are in units of the baseline's samples before anything
 * was taken out.
 */
final class Comparison {
    private final MergedTree merged;
    private final EntryPoints entries;
    private final Policy policy;
    private final History history;
    private final double unit;
    private final int[] pods;
    private final double[][] totals;
    private @Nullable List<TestedRow> rows;
    private @Nullable Tested tested;
    private double @Nullable [] plainGrowth;
    private double @Nullable [] standardisedGrowth;

    /**
     * The rows' samples and what the test says of them.
     *
     * @param strata null if there is nothing to stratify by
     */
    private record Tested(RowSamples samples, @Nullable PostStratification strata, Outcome outcome) {}

    /** The variances of the same rows in past runs. */
    private interface Past {
        Optional<HistoryPrior> of(IntPredicate standardised);
    }

    private Comparison(MergedTree merged, EntryPoints entries, Policy policy, History history, double unit) {
        this.merged = merged;
        this.entries = entries;
        this.policy = policy;
        this.history = history;
        this.unit = unit;
        this.pods = IntStream.range(0, merged.podCount())
                .filter(pod -> merged.pod(pod).total() > 0)
                .toArray();
        this.totals = totals();
    }

    /** The rows, tested when first asked for. */
    private Tested tested() {
        if (tested == null) {
            tested = test(RowCounts.of(merged, entries, rows(), pods), rows());
        }
        return tested;
    }

    private static int[] groups(List<TestedRow> rows) {
        return rows.stream().mapToInt(row -> row.measure().ordinal()).toArray();
    }

    private Tested test(double[][][] counts, List<TestedRow> wanted) {
        return sized(
                test(counts, groups(wanted), standardised -> history.prior(wanted, merged, standardised, unit)),
                wanted);
    }

    /** Functions may have sizes of their own: what is significant does not depend on them. */
    private Tested sized(Tested tested, List<TestedRow> wanted) {
        if (policy.rules().functions().isEmpty() || !(tested.outcome instanceof Compared compared)) {
            return tested;
        }
        List<RowOutcome> rows = compared.rows().stream()
                .map(row ->
                        policy.sized(row, merged.name(wanted.get(row.feature()).function())))
                .toList();
        Outcome outcome = new Compared(
                compared.settings(),
                compared.baselineReplicates(),
                compared.candidateReplicates(),
                rows,
                compared.warnings());
        return new Tested(tested.samples, tested.strata, outcome);
    }

    private Tested test(double[][][] counts, int[] groups, Past past) {
        RowSamples samples = new RowSamples(counts, totals, split());
        StratifiedTable baseline = samples.side(false);
        StratifiedTable candidate = samples.side(true);
        ShareComparison test =
                ShareComparison.withDefaults().with(policy.shares()).inUnitsOf(unit);
        if (entries.strata() == 1 || samples.split() == 0 || samples.split() == pods.length) {
            ShareComparison plain = past.of(row -> false).map(test::with).orElse(test);
            Outcome outcome = plain.compare(baseline.unstratified(), candidate.unstratified(), groups);
            return new Tested(samples, null, outcome);
        }
        PostStratification strata = PostStratification.of(baseline, candidate, policy.shares());
        ShareComparison stratified =
                past.of(strata::standardised).map(test::with).orElse(test);
        return new Tested(samples, strata, stratified.compare(strata, groups));
    }

    static Comparison of(MergedTree merged, Policy policy, History history) {
        return new Comparison(merged, EntryPoints.of(merged, policy.entryPoints()), policy, history, 1);
    }

    /** The same question without the samples of these nodes on either side. */
    Comparison without(BitSet nodes) {
        MergedTree rest = merged.without(nodes);
        double remaining = samples(rest) / samples(merged);
        // nothing left is not comparable in any unit
        return new Comparison(rest, entries, policy, history, remaining > 0 ? Math.min(1, unit * remaining) : unit);
    }

    private static double samples(MergedTree merged) {
        return IntStream.range(0, merged.baselinePods())
                .mapToDouble(pod -> merged.pod(pod).total())
                .sum();
    }

    private static List<TestedRow> rows(FunctionShares shares, MergedTree merged, Policy policy) {
        double[] sizes = new double[merged.tree().functionCount()];
        Arrays.setAll(sizes, function -> policy.smallestSize(merged.name(function)));
        MaterialRows chosen = MaterialRows.select(
                shares.self(), shares.total(), shares.largestCallee(), shares.totalEqualsSelf(), sizes);
        List<TestedRow> rows = new ArrayList<>();
        Arrays.stream(chosen.selfRows()).forEach(f -> rows.add(new TestedRow(f, Measure.SELF)));
        Arrays.stream(chosen.totalRows()).forEach(f -> rows.add(new TestedRow(f, Measure.TOTAL)));
        return rows;
    }

    /** Added up in the order of the counts, so that rounding keeps no total below a count. */
    private double[][] totals() {
        double[][] sums = new double[entries.strata()][pods.length];
        for (int i = 0; i < pods.length; i++) {
            PodSamples pod = merged.pod(pods[i]);
            for (int at = 0; at < pod.size(); at++) {
                sums[entries.stratum(pod.node(at))][i] += pod.samples(at);
            }
        }
        return sums;
    }

    private int split() {
        return (int)
                Arrays.stream(pods).filter(pod -> pod < merged.baselinePods()).count();
    }

    MergedTree merged() {
        return merged;
    }

    EntryPoints entries() {
        return entries;
    }

    Policy policy() {
        return policy;
    }

    /** Chosen when first asked for. */
    List<TestedRow> rows() {
        if (rows == null) {
            rows = rows(new FunctionShares(merged), merged, policy);
        }
        return rows;
    }

    Outcome outcome() {
        return tested().outcome;
    }

    /** @throws IllegalStateException if it could not be made */
    Compared compared() {
        if (outcome() instanceof Compared compared) {
            return compared;
        }
        throw new IllegalStateException("not comparable: " + outcome());
    }

    /** The same with the mix of entry points as it is. */
    Comparison plain() {
        return new Comparison(merged, EntryPoints.none(merged), policy, history, unit);
    }

    /** These rows, whether they are worth a hypothesis or not; none if they cannot be compared. */
    Map<TestedRow, RowOutcome> outcomes(List<TestedRow> wanted) {
        Map<TestedRow, RowOutcome> byRow = new LinkedHashMap<>();
        double[][][] samples = RowCounts.of(merged, entries, wanted, pods);
        if (test(samples, wanted).outcome instanceof Compared compared) {
            compared.rows().forEach(row -> byRow.put(wanted.get(row.feature()), row));
        }
        return byRow;
    }

    /** Whether these nodes together cannot have grown by the must-detect size. */
    boolean equivalent(BitSet nodes) {
        double[][][] samples = new double[1][entries.strata()][pods.length];
        for (int i = 0; i < pods.length; i++) {
            PodSamples pod = merged.pod(pods[i]);
            for (int at = 0; at < pod.size(); at++) {
                if (nodes.get(pod.node(at))) {
                    samples[0][entries.stratum(pod.node(at))][i] += pod.samples(at);
                }
            }
        }
        return test(samples, new int[1], standardised -> Optional.empty()).outcome instanceof Compared compared
                && compared.rows().stream().allMatch(RowOutcome::equivalent);
    }

    /** Whether the row's growth cannot come from the mix of requests alone: only such rows may fail. */
    boolean mayFail(int row) {
        PostStratification strata = tested().strata;
        return strata == null || strata.standardised(row);
    }

    /** What a part of a row, some of its nodes, grew by: measured as the row is. */
    double growth(int row, BitSet part) {
        PostStratification strata = tested().strata;
        if (strata == null || !strata.standardised(row)) {
            if (plainGrowth == null) {
                plainGrowth = growthOfNodes(null);
            }
            return unit * sum(plainGrowth, part);
        }
        if (standardisedGrowth == null) {
            standardisedGrowth = growthOfNodes(strata);
        }
        return unit * sum(standardisedGrowth, part) / strata.attenuation(row);
    }

    private static double sum(double[] values, BitSet nodes) {
        double sum = 0;
        for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
            sum += values[node];
        }
        return sum;
    }

    /** Growth is a sum over nodes, so that one pass over the pods serves every row. */
    private double[] growthOfNodes(@Nullable PostStratification strata) {
        int[] used = Arrays.stream(pods)
                .filter(pod -> merged.pod(pod).total() >= policy.shares().samplesMin())
                .toArray();
        int split = (int)
                Arrays.stream(used).filter(pod -> pod < merged.baselinePods()).count();
        double[] growth = new double[merged.tree().nodeCount()];
        for (int i = 0; i < used.length; i++) {
            PodSamples pod = merged.pod(used[i]);
            double[] weights = new double[entries.strata()];
            for (int stratum = 0; stratum < weights.length; stratum++) {
                weights[stratum] = i < split
                        ? -(strata == null ? 1 / pod.total() : strata.baselineWeight(i, stratum)) / split
                        : (strata == null ? 1 / pod.total() : strata.candidateWeight(i - split, stratum))
                                / (used.length - split);
            }
            for (int at = 0; at < pod.size(); at++) {
                growth[pod.node(at)] += pod.samples(at) * weights[entries.stratum(pod.node(at))];
            }
        }
        return growth;
    }

    /** Per row: how much less its samples say than as many independent ones would. */
    List<DesignEffect> designEffects() {
        CountTable baseline = usedSide(false);
        CountTable candidate = usedSide(true);
        return IntStream.range(0, rows().size())
                .mapToObj(row -> DesignEffect.of(baseline, candidate, row))
                .toList();
    }

    /** How much every row differs between pods of one version: a later comparison's past. Empty if nothing could be compared. */
    List<PastRun.RowSpread> spreads() {
        if (!(outcome() instanceof Compared)) {
            return List.of();
        }
        PostStratification strata = tested().strata;
        HistoryPrior present =
                strata == null ? HistoryPrior.ofRun(usedSide(false), usedSide(true)) : HistoryPrior.ofRun(strata);
        return IntStream.range(0, rows().size())
                .mapToObj(row -> new PastRun.RowSpread(
                        merged.name(rows().get(row).function()),
                        rows().get(row).measure(),
                        strata != null && strata.standardised(row),
                        unit * unit * present.sumOfSquares(row),
                        present.degreesOfFreedom(row)))
                .toList();
    }

    List<String> pastGates() {
        return history.gates();
    }

    /** How many equally loaded pods the pods of one side are worth. */
    double effectivePods(boolean candidate) {
        return DesignEffect.effectiveReplicates(usedSide(candidate));
    }

    private CountTable usedSide(boolean candidate) {
        return tested().samples.usable(candidate, policy.shares().samplesMin());
    }

    /** The row's plain share in each pod of one side, 0 in a pod without samples. */
    List<Double> podShares(int row, boolean candidate) {
        double[] shares = new double[merged.podCount()];
        for (int i = 0; i < pods.length; i++) {
            shares[pods[i]] = unit * tested().samples.share(row, i);
        }
        int from = candidate ? merged.baselinePods() : 0;
        int to = candidate ? shares.length : merged.baselinePods();
        return Arrays.stream(shares, from, to).boxed().toList();
    }
}
