package dev.flamegate.gate.evidence;

import dev.flamegate.gate.Exposure;
import dev.flamegate.gate.Selection;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.FunctionName;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Check;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A selection as columns of numbers, described in docs/evidence.md. Of the tree those nodes that any sample ends in or passes through,
 * in their order: node numbers decide in which order sums are made, so that order is part of the evidence. Names are kept with their
 * canonical form, by the rules of then.
 */
record FrozenTables(
        String service,
        ProfileType type,
        List<String> names,
        List<String> canonicalNames,
        List<String> files,
        int[] startLines,
        int[] parents,
        int[] functions,
        int[] lines,
        long unit,
        Side baseline,
        Side candidate,
        List<String> notes,
        Exposure exposure,
        List<Check> checks) {

    record Side(String name, String selector, List<Pod> pods) {}

    /**
     * @param firstSeenNanos start of the first profile that was stored of it; null if nobody knew
     */
    record Pod(String name, @Nullable Long firstSeenNanos, List<Window> windows) {}

    /**
     * @param profileCount profiles that were added up
     * @param sampledNanos sum of their durations
     * @param longestNanos the longest of their durations
     * @param nodes of the values, each as the distance from the one before
     * @param values in parts of {@link #unit}
     */
    record Window(
            Map<String, String> labels,
            long startNanos,
            long endNanos,
            long period,
            @Nullable Double requests,
            int profileCount,
            long sampledNanos,
            long longestNanos,
            int[] nodes,
            long[] values) {}

    static FrozenTables of(Selection selection) {
        CallTreeBuilder builder = new CallTreeBuilder();
        int[] numbers = numbers(selection, builder);
        CallTree tree = builder.build();
        int functions = tree.functionCount();
        List<String> names = new ArrayList<>();
        List<String> canonical = new ArrayList<>();
        List<String> files = new ArrayList<>();
        int[] startLines = new int[functions];
        for (int function = 0; function < functions; function++) {
            Function one = tree.functionAt(function);
            names.add(one.name().raw());
            canonical.add(
                    one.name().canonical().equals(one.name().raw())
                            ? ""
                            : one.name().canonical());
            files.add(one.file());
            startLines[function] = one.startLine();
        }
        long unit = unit(selection);
        return new FrozenTables(
                selection.service(),
                selection.type(),
                names,
                canonical,
                files,
                startLines,
                column(tree, tree::parent),
                column(tree, tree::function),
                column(tree, tree::line),
                unit,
                side(selection.baseline(), numbers, unit),
                side(selection.candidate(), numbers, unit),
                selection.notes(),
                selection.exposure(),
                selection.checks());
    }

    /** Of all nodes but the root. */
    private static int[] column(CallTree tree, java.util.function.IntUnaryOperator value) {
        int[] column = new int[tree.nodeCount() - 1];
        Arrays.setAll(column, i -> value.applyAsInt(i + 1));
        return column;
    }

    /** Where every node went; those without samples go nowhere. */
    private static int[] numbers(Selection selection, CallTreeBuilder builder) {
        CallTree full = selection.tree();
        boolean[] used = new boolean[full.nodeCount()];
        windows(selection).forEach(window -> {
            for (int i = 0; i < window.vector().size(); i++) {
                used[window.vector().node(i)] = true;
            }
        });
        for (int node = used.length - 1; node > 0; node--) {
            if (used[node]) {
                used[full.parent(node)] = true;
            }
        }
        int[] numbers = new int[used.length];
        for (int node = 1; node < used.length; node++) {
            if (used[node]) {
                int function = builder.function(full.functionAt(full.function(node)));
                numbers[node] = builder.child(numbers[full.parent(node)], function, full.line(node));
            }
        }
        return numbers;
    }

    private static List<StoredProfile> windows(Selection selection) {
        return java.util.stream.Stream.of(selection.baseline(), selection.candidate())
                .flatMap(side -> side.pods().stream())
                .flatMap(pod -> pod.windows().stream())
                .toList();
    }

    /** The greatest common divisor of all values: most are multiples of the sampling period. */
    private static long unit(Selection selection) {
        long unit = 0;
        for (StoredProfile window : windows(selection)) {
            for (int i = 0; i < window.vector().size(); i++) {
                unit = divisor(unit, window.vector().value(i));
            }
        }
        return unit <= 0 ? 1 : unit;
    }

    private static long divisor(long a, long b) {
        long divisor = a;
        long rest = b;
        while (rest != 0) {
            long next = divisor % rest;
            divisor = rest;
            rest = next;
        }
        return Math.abs(divisor);
    }

    private static Side side(Selection.Cohort cohort, int[] numbers, long unit) {
        List<Pod> pods = new ArrayList<>();
        for (Selection.Pod pod : cohort.pods()) {
            pods.add(new Pod(
                    pod.name(),
                    pod.firstSeenNanos().isPresent() ? pod.firstSeenNanos().getAsLong() : null,
                    pod.windows().stream()
                            .map(window -> window(window, numbers, unit))
                            .toList()));
        }
        return new Side(cohort.name(), cohort.selector(), pods);
    }

    private static Window window(StoredProfile window, int[] numbers, long unit) {
        long[] order = new long[window.vector().size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) numbers[window.vector().node(i)] << 32 | i;
        }
        Arrays.sort(order);
        int[] nodes = new int[order.length];
        long[] values = new long[order.length];
        int size = 0;
        int before = 0;
        for (int i = 0; i < order.length; i++) {
            int node = (int) (order[i] >>> 32);
            long value = window.vector().value((int) order[i]) / unit;
            if (i > 0 && node == before) {
                values[size - 1] += value;
            } else {
                nodes[size] = node - before;
                values[size++] = value;
                before = node;
            }
        }
        return new Window(
                window.labels().asMap(),
                window.time().startNanos(),
                window.time().endNanos(),
                window.period(),
                window.requests().isPresent() ? window.requests().getAsDouble() : null,
                window.profileCount(),
                window.sampledNanos(),
                window.longestNanos(),
                Arrays.copyOf(nodes, size),
                Arrays.copyOf(values, size));
    }

    /** @throws IllegalArgumentException if the columns do not fit together; says where */
    Selection selection() {
        CallTreeBuilder tree = new CallTreeBuilder();
        int[] numbers = new int[names.size()];
        for (int function = 0; function < numbers.length; function++) {
            String raw = names.get(function);
            String canonical = canonicalNames.get(function);
            numbers[function] = tree.function(new Function(
                    new FunctionName(raw, canonical.isEmpty() ? raw : canonical),
                    files.get(function),
                    startLines[function]));
        }
        for (int i = 0; i < parents.length; i++) {
            if (tree.child(parents[i], numbers[functions[i]], lines[i]) != i + 1) {
                throw new IllegalArgumentException("node " + (i + 1) + " is there twice");
            }
        }
        CallTree built = tree.build();
        return new Selection(
                service, type, built, cohort(baseline, built), cohort(candidate, built), notes, exposure, checks);
    }

    private Selection.Cohort cohort(Side side, CallTree tree) {
        List<Selection.Pod> pods = new ArrayList<>();
        for (Pod pod : side.pods()) {
            pods.add(new Selection.Pod(
                    pod.name(),
                    pod.windows().stream().map(window -> profile(window, tree)).toList(),
                    pod.firstSeenNanos() == null ? OptionalLong.empty() : OptionalLong.of(pod.firstSeenNanos())));
        }
        return new Selection.Cohort(side.name(), side.selector(), pods);
    }

    private StoredProfile profile(Window window, CallTree tree) {
        int[] nodes = window.nodes().clone();
        for (int i = 1; i < nodes.length; i++) {
            nodes[i] += nodes[i - 1];
        }
        if (nodes.length > 0 && nodes[nodes.length - 1] >= tree.nodeCount()) {
            throw new IllegalArgumentException(
                    "a window names node " + nodes[nodes.length - 1] + " of " + tree.nodeCount());
        }
        return new StoredProfile(
                Labels.of(window.labels()),
                new TimeRange(window.startNanos(), window.endNanos()),
                window.period(),
                window.requests() == null ? OptionalDouble.empty() : OptionalDouble.of(window.requests()),
                NodeVector.of(
                        nodes,
                        Arrays.stream(window.values())
                                .map(value -> Math.multiplyExact(value, unit))
                                .toArray()),
                window.profileCount(),
                window.sampledNanos(),
                window.longestNanos());
    }
}
