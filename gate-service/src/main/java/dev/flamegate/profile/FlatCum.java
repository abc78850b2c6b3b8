package dev.flamegate.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each function cost, by its raw name: flat is what was spent in it, cum what was spent in it and what it called, where a stack
 * counts once however often the function occurs in it. These are the numbers of {@code go tool pprof -top}.
 *
 * @param total sum of the absolute values of all stacks, the base of percentages; more than the sum of flat where values are negative
 *     or a stack is empty
 * @param rows one a name that has a flat or cum other than zero; by absolute flat descending, then by name
 */
public record FlatCum(long total, List<Row> rows) {

    /**
     * @param flat in the unit of the sample type; may be negative
     * @param cum likewise
     */
    public record Row(String function, long flat, long cum) {}

    public static final Comparator<Row> BY_FLAT =
            Comparator.comparingLong((Row row) -> -Math.abs(row.flat())).thenComparing(Row::function);

    public static final Comparator<Row> BY_CUM =
            Comparator.comparingLong((Row row) -> -Math.abs(row.cum())).thenComparing(Row::function);

    public FlatCum {
        rows = rows.stream()
                .filter(row -> row.flat() != 0 || row.cum() != 0)
                .sorted(BY_FLAT)
                .toList();
    }

    /** The table of one sample type. */
    public static FlatCum of(Profile profile, int sampleIndex) {
        return of(profile, sampleIndex, new FunctionNames(profile.tree()));
    }

    /** The tables of all sample types, in their order. */
    public static List<FlatCum> allOf(Profile profile) {
        FunctionNames names = new FunctionNames(profile.tree());
        List<FlatCum> tables = new ArrayList<>();
        for (int i = 0; i < profile.sampleTypes().size(); i++) {
            tables.add(of(profile, i, names));
        }
        return tables;
    }

    /** The table of all stacks that the given tables are of. */
    public static FlatCum sum(List<FlatCum> tables) {
        Map<String, Row> sums = new HashMap<>();
        long total = 0;
        for (FlatCum table : tables) {
            total += table.total;
            for (Row row : table.rows) {
                sums.merge(row.function, row, (a, b) -> new Row(a.function, a.flat + b.flat, a.cum + b.cum));
            }
        }
        return new FlatCum(total, List.copyOf(sums.values()));
    }

    private static FlatCum of(Profile profile, int sampleIndex, FunctionNames names) {
        CallTree tree = profile.tree();
        long[] below = new long[tree.nodeCount()];
        long[] flat = new long[names.count()];
        long[] cum = new long[names.count()];
        long total = 0;
        for (int i = 0; i < profile.stackCount(); i++) {
            int node = profile.node(i);
            long value = profile.value(sampleIndex, i);
            below[node] += value;
            total += Math.abs(value);
            if (node != CallTree.ROOT) {
                flat[names.ofNode(node)] += value;
            }
        }
        for (int node = tree.nodeCount() - 1; node > CallTree.ROOT; node--) {
            below[tree.parent(node)] += below[node];
            if (names.isOutermost(node)) {
                cum[names.ofNode(node)] += below[node];
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int name = 0; name < flat.length; name++) {
            rows.add(new Row(names.text(name), flat[name], cum[name]));
        }
        return new FlatCum(total, rows);
    }
}
