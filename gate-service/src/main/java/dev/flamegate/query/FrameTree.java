package dev.flamegate.query;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.FunctionName;
import dev.flamegate.profile.Profile;
import dev.flamegate.query.InvalidQueryException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Profiles as a flame graph shows them: frames by the names of functions alone, whatever the line, siblings sorted by name. One profile,
 * or two with the frames of both. Node 0 is the root; parents have smaller numbers than their children.
 *
 * <p>The largest frames are kept, ties from the root on, so that a frame's caller is always kept with it; what is left out below a frame
 * is one child of it named {@value #OTHER}, the last, as in Pyroscope.
 */
public final class FrameTree {
    public static final String OTHER = "other";

    private final List<String> names;
    private final int[] parents;
    private final long[][] self;
    private final long[][] total;
    private final BitSet others;
    private final int framesCut;

    /** What a frame is called after. */
    private interface Naming {
        String of(FunctionName name);
    }

    private FrameTree(List<String> names, int[] parents, long[][] self, BitSet others, int framesCut) {
        this.names = List.copyOf(names);
        this.parents = parents;
        this.self = self;
        this.total = new long[self.length][];
        for (int side = 0; side < self.length; side++) {
            total[side] = totals(self[side], parents);
        }
        this.others = others;
        this.framesCut = framesCut;
    }

    /**
     * @param framesMax of the largest; more than 0
     * @throws InvalidQueryException if a value is negative: differences of cumulative profiles can be, and have no widths
     */
    public static FrameTree of(List<Profile> sides, int framesMax) {
        return of(sides, framesMax, FunctionName::raw);
    }

    /**
     * The same by names without what differs from build to build and from process to process, such as numbers of lambdas: as the gate
     * compares functions.
     */
    public static FrameTree canonical(List<Profile> sides, int framesMax) {
        return of(sides, framesMax, FunctionName::canonical);
    }

    private static FrameTree of(List<Profile> sides, int framesMax, Naming called) {
        CallTreeBuilder union = new CallTreeBuilder();
        long[][] self = new long[sides.size()][];
        for (int side = 0; side < self.length; side++) {
            self[side] = add(sides.get(side), union, called);
        }
        CallTree tree = union.build();
        for (int side = 0; side < self.length; side++) {
            self[side] = Arrays.copyOf(self[side], tree.nodeCount());
        }
        return cut(tree, self, framesMax);
    }

    private static long[] add(Profile profile, CallTreeBuilder union, Naming called) {
        CallTree tree = profile.tree();
        int[] numbers = new int[tree.nodeCount()];
        int[] functions = new int[tree.functionCount()];
        Arrays.fill(functions, -1);
        for (int node = 1; node < numbers.length; node++) {
            int function = tree.function(node);
            if (functions[function] < 0) {
                String name = called.of(tree.functionAt(function).name());
                functions[function] = union.function(new Function(new FunctionName(name, name), "", 0));
            }
            numbers[node] = union.child(numbers[tree.parent(node)], functions[function], 0);
        }
        long[] self = new long[union.nodeCount()];
        for (int i = 0; i < profile.stackCount(); i++) {
            self[numbers[profile.node(i)]] += profile.value(0, i);
        }
        for (long value : self) {
            if (value < 0) {
                throw new InvalidQueryException(
                        Reason.NOT_DRAWABLE, "a stack has a negative value, which a flame graph cannot show");
            }
        }
        return self;
    }

    private static FrameTree cut(CallTree tree, long[][] self, int framesMax) {
        boolean[] kept = kept(tree, self, framesMax);
        List<String> names = new ArrayList<>(List.of("total"));
        int[] numbers = new int[tree.nodeCount()];
        int[] others = new int[2 * tree.nodeCount()];
        BitSet isOther = new BitSet();
        int[] parents = new int[2 * tree.nodeCount()];
        long[][] sums = new long[self.length][2 * tree.nodeCount()];
        parents[0] = -1;
        int cut = 0;
        for (int node = 0; node < kept.length; node++) {
            int number = node == 0 ? 0 : numbers[tree.parent(node)];
            if (node > 0 && kept[node]) {
                parents[names.size()] = number;
                number = names.size();
                names.add(tree.functionAt(tree.function(node)).name().raw());
            } else if (node > 0) {
                cut++;
                number = others[number] == 0 ? other(number, others, parents, names) : others[number];
                isOther.set(number);
            }
            numbers[node] = number;
            for (int side = 0; side < self.length; side++) {
                sums[side][number] += self[side][node];
            }
        }
        for (int side = 0; side < self.length; side++) {
            sums[side] = Arrays.copyOf(sums[side], names.size());
        }
        return new FrameTree(names, Arrays.copyOf(parents, names.size()), sums, isOther, cut);
    }

    /** What is below an {@code other} belongs to it as well: it stands for itself. */
    private static int other(int parent, int[] others, int[] parents, List<String> names) {
        int number = names.size();
        others[parent] = number;
        others[number] = number;
        parents[number] = parent;
        names.add(OTHER);
        return number;
    }

    private static boolean[] kept(CallTree tree, long[][] self, int framesMax) {
        long[] sizes = new long[tree.nodeCount()];
        int[] parents = new int[sizes.length];
        for (int node = 0; node < parents.length; node++) {
            parents[node] = tree.parent(node);
        }
        for (long[] side : self) {
            long[] totals = totals(side, parents);
            Arrays.setAll(sizes, node -> Math.max(sizes[node], totals[node]));
        }
        boolean[] kept = new boolean[sizes.length];
        if (sizes.length - 1 <= framesMax) {
            Arrays.fill(kept, true);
            return kept;
        }
        long[] sorted = Arrays.copyOfRange(sizes, 1, sizes.length);
        Arrays.sort(sorted);
        long smallest = sorted[sorted.length - framesMax];
        int ties = framesMax
                - (int) Arrays.stream(sorted).filter(size -> size > smallest).count();
        for (int node = 1; node < sizes.length; node++) {
            kept[node] = sizes[node] > smallest || (sizes[node] == smallest && ties-- > 0);
        }
        return kept;
    }

    private static long[] totals(long[] self, int[] parents) {
        long[] totals = self.clone();
        for (int node = totals.length - 1; node > 0; node--) {
            totals[parents[node]] += totals[node];
        }
        return totals;
    }

    /** At least 1: the root. */
    public int size() {
        return parents.length;
    }

    /** 1 or 2. */
    public int sides() {
        return self.length;
    }

    /** -1 for the root. */
    public int parent(int node) {
        return parents[node];
    }

    public String name(int node) {
        return names.get(node);
    }

    public long self(int side, int node) {
        return self[side][node];
    }

    public long total(int side, int node) {
        return total[side][node];
    }

    /** How many frames became part of an {@code other}. */
    public int framesCut() {
        return framesCut;
    }

    /** The same, said to the reader of the answer. */
    public Coverage noted(Coverage coverage) {
        return framesCut == 0
                ? coverage
                : coverage.leavingOut("shows the largest " + (size() - 1 - others.cardinality()) + " frames; "
                        + framesCut + " more are summed up in frames named '" + OTHER + "'");
    }

    /** By node, sorted by name in the order of code points, what was left out last. */
    public List<List<Integer>> children() {
        List<List<Integer>> children = new ArrayList<>();
        byte[][] keys = new byte[parents.length][];
        for (int node = 0; node < parents.length; node++) {
            keys[node] = names.get(node).getBytes(StandardCharsets.UTF_8);
            children.add(new ArrayList<>(2));
            if (node > 0) {
                children.get(parents[node]).add(node);
            }
        }
        Comparator<Integer> byName = Comparator.<Integer, Boolean>comparing(others::get)
                .thenComparing(node -> keys[node], Arrays::compareUnsigned);
        children.forEach(siblings -> siblings.sort(byName));
        return children;
    }
}
