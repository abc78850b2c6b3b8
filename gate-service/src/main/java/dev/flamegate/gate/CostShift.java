package dev.flamegate.gate;

import dev.flamegate.reports.Measure;
import dev.flamegate.stats.RowOutcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells cost that moved from cost that grew. When code is renamed, extracted, inlined or handed to a sibling, one function grows by
 * what another one shrinks. A third of what a large fleet first took for regressions was of this kind (FBDetect, SOSP 2024).
 *
 * <p>For a cause c with growth d, in each domain D of functions near it the decreases that are significant at 1 % over |D| and larger
 * than d / 10 are added up. If they make up 70 % of d, or leave less than half of the material size, c is called moved. Domains: what
 * each direct caller calls, with the caller; what c calls; the other functions of c's type; and, if c is new, each function that is
 * gone and has a like name or like callers and callees. For a total row, a single neighbour's total may shrink for it as well.
 *
 * <p>Decreases are those of plain shares, and they have to show, at 5 %, without the cause's samples and with the mix of entry points
 * held constant too: what merely makes room for the cause, or serves fewer requests, gave nothing up.
 */
final class CostShift {
    private static final double ALPHA = 0.01;
    private static final double ALPHA_RELATIVE = 0.05;
    private static final double LEAST_PART = 0.1;
    private static final double MOST = 0.7;
    private static final double LEFT_OVER = 0.5;

    /** By how much a row shrank, one of so many that are tested; 0 if that is not sure, or little. */
    private interface Decreases {
        double of(TestedRow row, int tests);
    }

    private record Offset(double sum, List<Integer> functions) {}

    private final Comparison all;
    private final CallGraph graph;
    private final Comparison plain;
    private final double[] shares;
    private final boolean[] inBaseline;
    private final boolean[] inCandidate;

    /** @param all the comparison before anything was left out */
    CostShift(Comparison all) {
        this.all = all;
        this.graph = new CallGraph(all.merged().tree());
        this.plain = all.plain();
        this.shares = new FunctionShares(all.merged()).total();
        this.inBaseline = present(false);
        this.inCandidate = present(true);
    }

    /** Which functions one side runs at all. */
    private boolean[] present(boolean candidate) {
        double[] totals = all.merged().totals(all.merged().sums(candidate));
        boolean[] present = new boolean[shares.length];
        for (int node = 1; node < totals.length; node++) {
            present[all.merged().tree().function(node)] |= totals[node] > 0;
        }
        return present;
    }

    /** The functions that gave up what the cause took over, the largest decrease first; none if it grew on its own account. */
    List<Integer> givers(TestedRow cause, RowOutcome growth) {
        List<Set<Integer>> domains = domains(cause.function());
        List<TestedRow> near = domains.stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .flatMap(f -> Stream.of(new TestedRow(f, Measure.SELF), new TestedRow(f, Measure.TOTAL)))
                .toList();
        Map<TestedRow, RowOutcome> inPlain = plain.outcomes(near);
        double least = LEAST_PART * growth.delta();
        if (inPlain.values().stream().noneMatch(row -> row.delta() < -least && isBelow(row, ALPHA))) {
            return List.of();
        }
        Map<TestedRow, RowOutcome> relative =
                all.without(all.merged().nodes(cause)).outcomes(near);
        Decreases decreases = (row, tests) -> {
            RowOutcome own = inPlain.get(row);
            boolean shrank = isBelow(own, ALPHA / tests) && isBelow(relative.get(row), ALPHA_RELATIVE);
            return shrank && own != null && own.delta() < -least ? -own.delta() : 0;
        };
        List<Offset> offsets = new ArrayList<>();
        domains.forEach(domain -> offsets.add(selfOffset(domain, decreases)));
        if (cause.measure() == Measure.TOTAL) {
            formerNames(cause.function())
                    .forEach(former -> offsets.add(
                            new Offset(decreases.of(new TestedRow(former, Measure.TOTAL), 1), List.of(former))));
        }
        if (cause.measure() == Measure.TOTAL && !isEntryPoint(cause.function())) {
            new TreeSet<>(graph.callers(cause.function()))
                    .forEach(caller -> offsets.add(totalOffset(cause.function(), caller, decreases)));
        }
        Offset best =
                offsets.stream().max(Comparator.comparingDouble(Offset::sum)).orElse(new Offset(0, List.of()));
        boolean moved =
                best.sum >= MOST * growth.delta() || growth.delta() - best.sum < LEFT_OVER * growth.materialSize();
        return moved && best.sum > 0 ? best.functions : List.of();
    }

    /** Whether the cause and its givers together stayed below the must-detect size. */
    boolean settled(TestedRow cause, List<Integer> givers) {
        BitSet nodes = all.merged().nodes(cause);
        givers.forEach(function -> nodes.or(all.merged().nodes(function)));
        return plain.equivalent(nodes);
    }

    private List<Set<Integer>> domains(int function) {
        List<Set<Integer>> domains = new ArrayList<>();
        formerNames(function).forEach(former -> domains.add(new TreeSet<>(Set.of(former))));
        if (isEntryPoint(function)) {
            return domains;
        }
        for (int caller : new TreeSet<>(graph.callers(function))) {
            Set<Integer> siblings = new TreeSet<>(graph.callees(caller));
            siblings.add(caller);
            domains.add(siblings);
        }
        domains.add(new TreeSet<>(graph.callees(function)));
        domains.add(sameType(function));
        domains.forEach(domain -> domain.remove(function));
        return domains;
    }

    /** Between entry points the mix of requests moves cost, so that only another name for the same one counts. */
    private boolean isEntryPoint(int function) {
        return all.entries().names().contains(all.merged().name(function));
    }

    private Set<Integer> sameType(int function) {
        String name = all.merged().name(function);
        String type = LikeNames.owner(name);
        return functions(other -> LikeNames.ownerIsType(name)
                && LikeNames.owner(all.merged().name(other)).equals(type));
    }

    /** Functions that are gone, if this one is new and may be one of them under another name. */
    private Set<Integer> formerNames(int function) {
        String name = all.merged().name(function);
        return functions(other -> !inBaseline[function]
                && !inCandidate[other]
                && (LikeNames.alike(name, all.merged().name(other)) || graph.alike(function, other)));
    }

    /** Functions that are large enough to have given up a part of anything material. */
    private Set<Integer> functions(IntPredicate wanted) {
        double least = all.policy().shares().materialShare() * LEAST_PART / 2;
        return IntStream.range(0, shares.length)
                .filter(function -> shares[function] >= least && wanted.test(function))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Offset selfOffset(Set<Integer> domain, Decreases decreases) {
        Map<Integer, Double> shrunk = new HashMap<>();
        double sum = 0;
        for (int function : domain) {
            double decrease = decreases.of(new TestedRow(function, Measure.SELF), domain.size());
            if (decrease > 0) {
                sum += decrease;
                shrunk.put(function, -decrease);
            }
        }
        List<Integer> largestFirst = shrunk.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        return new Offset(sum, largestFirst);
    }

    /** One sibling's total: sums of totals would count what siblings call of each other twice. */
    private Offset totalOffset(int cause, int caller, Decreases decreases) {
        Set<Integer> siblings = graph.callees(caller);
        Offset best = new Offset(0, List.of());
        for (int function : new TreeSet<>(siblings)) {
            double decrease = decreases.of(new TestedRow(function, Measure.TOTAL), siblings.size());
            if (function != cause && decrease > best.sum) {
                best = new Offset(decrease, List.of(function));
            }
        }
        return best;
    }

    private static boolean isBelow(@Nullable RowOutcome row, double alpha) {
        return row != null && 1 - row.p() < alpha;
    }
}
