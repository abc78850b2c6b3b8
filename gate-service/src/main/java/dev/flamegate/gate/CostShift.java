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

    /** Whether a neighbour shrank, one of so many that are tested. */
    private interface Shrunk {
        boolean test(TestedRow row, int tests);
    }

    private record Offset(double sum, List<Integer> functions) {}

    private final Comparison all;
    private final CallGraph graph;
    private final double shareMin;
    private final Map<TestedRow, RowOutcome> neighbours;

    /** @param all the comparison before anything was left out */
    CostShift(Comparison all) {
        this.all = all;
        this.graph = new CallGraph(all.merged().tree());
        this.shareMin = all.policy().shares().materialShare() * LEAST_PART / 2;
        this.neighbours = all.plain().outcomes(shareMin);
    }

    /** The functions that gave up what the cause took over, the largest decrease first; none if it grew on its own account. */
    List<Integer> givers(TestedRow cause, RowOutcome growth) {
        Map<TestedRow, RowOutcome> relative =
                all.without(all.merged().nodes(cause)).outcomes(shareMin);
        Shrunk shrunk = (row, tests) ->
                shrank(neighbours.get(row), tests, growth.delta()) && isBelow(relative.get(row), ALPHA_RELATIVE);
        List<Offset> offsets = new ArrayList<>();
        for (Set<Integer> domain : domains(cause.function())) {
            offsets.add(selfOffset(domain, shrunk));
        }
        if (cause.measure() == Measure.TOTAL) {
            new TreeSet<>(graph.callers(cause.function()))
                    .forEach(caller -> offsets.add(totalOffset(cause.function(), caller, shrunk)));
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
        return all.plain().equivalent(nodes);
    }

    private List<Set<Integer>> domains(int function) {
        List<Set<Integer>> domains = new ArrayList<>();
        for (int caller : new TreeSet<>(graph.callers(function))) {
            Set<Integer> siblings = new TreeSet<>(graph.callees(caller));
            siblings.add(caller);
            domains.add(siblings);
        }
        domains.add(new TreeSet<>(graph.callees(function)));
        domains.add(sameType(function));
        formerNames(function).forEach(former -> domains.add(new TreeSet<>(Set.of(former))));
        domains.forEach(domain -> domain.remove(function));
        return domains;
    }

    private Set<Integer> sameType(int function) {
        Set<Integer> members = new TreeSet<>();
        String name = all.merged().name(function);
        if (LikeNames.ownerIsType(name)) {
            String type = LikeNames.owner(name);
            for (TestedRow row : neighbours.keySet()) {
                if (LikeNames.owner(all.merged().name(row.function())).equals(type)) {
                    members.add(row.function());
                }
            }
        }
        return members;
    }

    /** Functions that are gone, if this one is new and may be one of them under another name. */
    private Set<Integer> formerNames(int function) {
        RowOutcome own = neighbours.get(new TestedRow(function, Measure.TOTAL));
        Set<Integer> former = new TreeSet<>();
        if (own == null || own.baselineShare() > 0) {
            return former;
        }
        String name = all.merged().name(function);
        neighbours.forEach((row, outcome) -> {
            boolean gone = row.measure() == Measure.TOTAL && outcome.candidateShare() == 0;
            if (gone
                    && (LikeNames.alike(name, all.merged().name(row.function()))
                            || graph.alike(function, row.function()))) {
                former.add(row.function());
            }
        });
        return former;
    }

    private Offset selfOffset(Set<Integer> domain, Shrunk shrank) {
        Map<Integer, Double> shrunk = new HashMap<>();
        double sum = 0;
        for (int function : domain) {
            TestedRow row = new TestedRow(function, Measure.SELF);
            if (shrank.test(row, domain.size())) {
                sum -= delta(row);
                shrunk.put(function, delta(row));
            }
        }
        List<Integer> largestFirst = shrunk.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        return new Offset(sum, largestFirst);
    }

    /** One sibling's total: sums of totals would count what siblings call of each other twice. */
    private Offset totalOffset(int cause, int caller, Shrunk shrank) {
        Set<Integer> siblings = graph.callees(caller);
        Offset best = new Offset(0, List.of());
        for (int function : new TreeSet<>(siblings)) {
            TestedRow row = new TestedRow(function, Measure.TOTAL);
            if (function != cause && shrank.test(row, siblings.size()) && -delta(row) > best.sum) {
                best = new Offset(-delta(row), List.of(function));
            }
        }
        return best;
    }

    /** 0 for a function too small to be looked at. */
    private double delta(TestedRow row) {
        RowOutcome outcome = neighbours.get(row);
        return outcome == null ? 0 : outcome.delta();
    }

    private static boolean shrank(@Nullable RowOutcome row, int tests, double growth) {
        return isBelow(row, ALPHA / tests) && row != null && row.delta() < -LEAST_PART * growth;
    }

    private static boolean isBelow(@Nullable RowOutcome row, double alpha) {
        return row != null && 1 - row.p() < alpha;
    }
}
