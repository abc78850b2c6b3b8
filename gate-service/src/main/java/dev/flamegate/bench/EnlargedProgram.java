package dev.flamegate.bench;

import dev.flamegate.gate.Selection;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.FunctionName;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import dev.flamegate.store.StoredProfile;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A program as large as real ones, made of a recorded small one: its functions are there several times, as if in packages of their own,
 * and copy k is called as often as 1/k says. Call paths, depths and the frequencies of stacks are as recorded; that one program does
 * the same in several places is not. A profile is a draw of samples, so that each is different and as sparse as a real one. For one thread.
 */
final class EnlargedProgram {
    private static final ValueType SAMPLES = new ValueType("samples", "count");
    private static final ValueType CPU = new ValueType("cpu", "nanoseconds");
    private static final long PERIOD_NANOS = 10_000_000;

    /** Go's scheduler and collector are there once. */
    private static final String SHARED = "runtime.";

    private final CallTreeBuilder builder = new CallTreeBuilder();
    private final int[][] nodes;
    private final List<int[]> stacks;
    private final List<AliasTable> frequencies;
    private final CallTree tree;

    /** By node of {@link #tree}: its number in the tree of the profile that was drawn last, if it was drawn for that. */
    private final int[] own;

    private final long[] ownSince;
    private final int[] ownFunction;
    private final long[] ownFunctionSince;
    private long drawn;

    EnlargedProgram(RecordedService recorded, int copies) {
        nodes = new int[copies][];
        for (int copy = 0; copy < copies; copy++) {
            nodes[copy] = added(recorded.tree(), copy);
        }
        tree = builder.build();
        List<Map<Integer, Double>> weights = recorded.versions().stream()
                .map(version -> weights(version, copies))
                .toList();
        stacks = weights.stream()
                .map(version ->
                        version.keySet().stream().mapToInt(Integer::intValue).toArray())
                .toList();
        frequencies = weights.stream()
                .map(version -> new AliasTable(version.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray()))
                .toList();
        own = new int[tree.nodeCount()];
        ownSince = new long[tree.nodeCount()];
        ownFunction = new int[tree.functionCount()];
        ownFunctionSince = new long[tree.functionCount()];
    }

    private int[] added(CallTree from, int copy) {
        int[] added = new int[from.nodeCount()];
        for (int node = 1; node < added.length; node++) {
            int function = builder.function(named(from.functionAt(from.function(node)), copy));
            added[node] = builder.child(added[from.parent(node)], function, from.line(node));
        }
        return added;
    }

    private static Function named(Function function, int copy) {
        String raw = function.name().raw();
        if (copy == 0 || raw.startsWith(SHARED)) {
            return function;
        }
        String folder = "module" + copy + "/";
        return new Function(FunctionName.of(folder + raw), folder + function.file(), function.startLine());
    }

    private Map<Integer, Double> weights(RecordedService.Version version, int copies) {
        Map<Integer, Double> weights = new TreeMap<>();
        for (Selection.Pod pod : version.pods()) {
            for (StoredProfile window : pod.windows()) {
                for (int i = 0; i < window.vector().size(); i++) {
                    for (int copy = 0; copy < copies; copy++) {
                        int node = nodes[copy][window.vector().node(i)];
                        weights.merge(node, (double) window.vector().value(i) / (copy + 1), Double::sum);
                    }
                }
            }
        }
        return weights;
    }

    int versions() {
        return stacks.size();
    }

    int nodeCount() {
        return tree.nodeCount();
    }

    /** So many samples of a version, at 100 a second of processor time, over a tree of no more than these, as a client would send. */
    Profile profile(int version, int samples, Labels labels, long startNanos, SplittableRandom random) {
        ProfileBuilder profile = new ProfileBuilder("bench", List.of(SAMPLES, CPU))
                .name("process_cpu")
                .period(CPU, PERIOD_NANOS)
                .time(startNanos, StoreScale.PERIOD_SECONDS * 1_000_000_000L)
                .labels(labels);
        AliasTable drawer = frequencies.get(version);
        drawn++;
        for (int sample = 0; sample < samples; sample++) {
            int stack = own(profile.tree(), stacks.get(version)[drawer.draw(random)]);
            profile.add(stack, 0, 1);
            profile.add(stack, 1, PERIOD_NANOS);
        }
        return profile.build();
    }

    /** The node in the profile's own tree. */
    private int own(CallTreeBuilder into, int node) {
        if (node == CallTree.ROOT || ownSince[node] == drawn) {
            return node == CallTree.ROOT ? node : own[node];
        }
        int parent = own(into, tree.parent(node));
        own[node] = into.child(parent, ownFunction(into, tree.function(node)), tree.line(node));
        ownSince[node] = drawn;
        return own[node];
    }

    private int ownFunction(CallTreeBuilder into, int function) {
        if (ownFunctionSince[function] != drawn) {
            ownFunction[function] = into.function(tree.functionAt(function));
            ownFunctionSince[function] = drawn;
        }
        return ownFunction[function];
    }

    /** For the report. */
    String inWords() {
        return stacks.stream().map(some -> Integer.toString(some.length)).collect(Collectors.joining(", "));
    }
}
