package dev.flamegate.gate;

import dev.flamegate.reports.Measure;
import dev.flamegate.stats.Compared;
import dev.flamegate.stats.RowOutcome;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became cheaper, and the comparison of all the rest without it. Shares add up to one, so an optimisation makes every neighbour
 * look slower: its samples are taken out of both sides, counts and totals alike, and the rest is compared again, until nothing
 * shrinks, at most three times (section S4 of the method). The same holds the other way round: a function that grew makes every
 * neighbour look cheaper, so a decrease counts only if it is still there without the samples blamed for growth.
 */
final class Improvements {
    private static final int PASSES_MAX = 3;

    /** With less than this neither grown nor shrunk there is nothing to measure both against: fewer functions did it, in doubt those that grew. */
    private static final double REFERENCE_MIN = 0.1;

    /** Where a row was found to have shrunk. */
    record Shrunk(Comparison comparison, int row) {}

    private final Comparison rest;
    private final Map<TestedRow, Shrunk> shrunk;

    private Improvements(Comparison rest, Map<TestedRow, Shrunk> shrunk) {
        this.rest = rest;
        this.shrunk = shrunk;
    }

    /** @param all a comparison that could be made */
    static Improvements in(Comparison all) {
        Map<TestedRow, Shrunk> shrunk = new LinkedHashMap<>();
        Comparison rest = all;
        for (int pass = 0; pass < PASSES_MAX; pass++) {
            Set<TestedRow> confirmed = confirmed(rest);
            BitSet cheaper = new BitSet();
            for (int row = 0; row < rest.rows().size(); row++) {
                TestedRow tested = rest.rows().get(row);
                if (confirmed.contains(tested)) {
                    shrunk.putIfAbsent(tested, new Shrunk(rest, row));
                    if (tested.measure() == Measure.SELF) {
                        cheaper.or(rest.merged().nodes(tested.function()));
                    }
                }
            }
            Comparison without = cheaper.isEmpty() ? rest : rest.without(cheaper);
            if (without == rest || !(without.outcome() instanceof Compared)) {
                break;
            }
            rest = without;
        }
        return new Improvements(rest, shrunk);
    }

    private static Set<TestedRow> confirmed(Comparison comparison) {
        Set<TestedRow> candidates = shrunk(comparison);
        List<Integer> grown = comparison.compared().rows().stream()
                .filter(row -> row.significant() && row.material())
                .map(RowOutcome::feature)
                .toList();
        if (candidates.isEmpty() || grown.isEmpty()) {
            return candidates;
        }
        Blame blame = new Blame(comparison);
        int causes = blame.causes(grown, List.of()).size();
        Set<TestedRow> functions =
                candidates.stream().filter(row -> row.measure() == Measure.SELF).collect(Collectors.toSet());
        BitSet shrunk = new BitSet();
        functions.forEach(row -> shrunk.or(comparison.merged().nodes(row.function())));
        BitSet blamed = blame.blamed();
        blamed.andNot(shrunk);
        if (share(comparison, blamed, shrunk) < REFERENCE_MIN) {
            return functions.size() < causes ? candidates : Set.of();
        }
        Comparison again = comparison.plain().without(blamed);
        Set<TestedRow> still = again.outcome() instanceof Compared ? shrunk(again) : Set.of();
        return candidates.stream().filter(still::contains).collect(Collectors.toSet());
    }

    /** What is in neither set, as a share of all. */
    private static double share(Comparison comparison, BitSet blamed, BitSet shrunk) {
        double[] shares = comparison.merged().meanShares();
        double sum = 0;
        for (int node = 0; node < shares.length; node++) {
            sum += blamed.get(node) || shrunk.get(node) ? 0 : shares[node];
        }
        return sum;
    }

    private static Set<TestedRow> shrunk(Comparison comparison) {
        Set<TestedRow> rows = new HashSet<>();
        for (RowOutcome row : comparison.compared().rows()) {
            if (row.significantDecrease() && -row.delta() >= row.materialSize()) {
                rows.add(comparison.rows().get(row.feature()));
            }
        }
        return rows;
    }

    /** The comparison without what became cheaper; that of everything if nothing did. */
    Comparison rest() {
        return rest;
    }

    /** What became cheaper, and the comparison that shows it. */
    Map<TestedRow, Shrunk> shrunk() {
        return shrunk;
    }
}
