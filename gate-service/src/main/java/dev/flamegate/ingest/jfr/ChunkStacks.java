package dev.flamegate.ingest.jfr;

import dev.flamegate.ingest.KnownNames;
import dev.flamegate.ingest.LongIndex;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.CallTreeBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * The stack traces of a chunk as nodes of the recording's call tree, each decoded once.
 *
 * <p>A method is called {@code java/lang/Thread.run}: its class as it is stored, and its name. That is what async-profiler writes in all
 * of its other formats, so that one method has one name whatever it is sent as. For the same reason a native frame is its symbol alone;
 * async-profiler puts the library where the class belongs.
 */
final class ChunkStacks {
    private static final List<String> FRAME_FIELDS = List.of("method", "lineNumber", "type");
    private static final String FRAME = "jdk.types.StackFrame";
    private static final String UNKNOWN = "<unknown>";

    private final JfrBytes in;
    private final ChunkPools pools;
    private final ReadLimits limits;
    private final CallTreeBuilder tree;
    private final KnownNames known;
    private final FieldPlan frame;
    private final boolean nativeIsC;
    private final LongIndex nodes = new LongIndex();
    private final LongIndex functions = new LongIndex();
    private final LongIndex nativeTypes = new LongIndex();
    private int[] stackFunctions = new int[64];
    private int[] stackLines = new int[64];
    private final long[] slots = new long[FRAME_FIELDS.size()];

    ChunkStacks(JfrBytes in, JfrMetadata metadata, ChunkPools pools, ReadLimits limits, JfrProfiles profiles) {
        this.in = in;
        this.pools = pools;
        this.limits = limits;
        this.tree = profiles.tree();
        this.known = profiles.known();
        this.frame = framePlan(metadata, in);
        // The JDK calls Java's native methods Native; async-profiler, which also knows the kernel's, means C.
        this.nativeIsC = pools.hasFrameType("Kernel");
    }

    private static FieldPlan framePlan(JfrMetadata metadata, JfrBytes in) {
        for (JfrType type : metadata.types()) {
            if (type.name().equals(FRAME)) {
                return FieldPlan.picking(type, FRAME_FIELDS, metadata, in);
            }
        }
        // A recording without any event that has a stack does not describe frames either.
        return FieldPlan.skipping(new JfrType(0, FRAME, List.of()), metadata, in);
    }

    /** {@link LongIndex#ABSENT} if there is no such trace, or it has no frames. Moves the reader. */
    int node(long stackTrace) {
        int node = nodes.get(stackTrace);
        if (node != LongIndex.ABSENT) {
            return node == CallTree.ROOT ? LongIndex.ABSENT : node;
        }
        int place = pools.frames(stackTrace);
        node = place == LongIndex.ABSENT ? CallTree.ROOT : decode(place, stackTrace);
        nodes.put(stackTrace, node);
        return node == CallTree.ROOT ? LongIndex.ABSENT : node;
    }

    /** Frames come leaf first. */
    private int decode(int place, long stackTrace) {
        in.position(place);
        int depth = in.count("frames");
        if (depth > limits.frames()) {
            throw in.wrong(
                    "stack trace " + stackTrace + " is deeper than " + limits.frames() + " frames, the most accepted");
        }
        if (depth > stackFunctions.length) {
            stackFunctions = new int[depth * 2];
            stackLines = new int[depth * 2];
        }
        for (int i = 0; i < depth; i++) {
            Arrays.fill(slots, 0);
            frame.read(in, slots);
            int next = in.position();
            stackLines[i] = slots[1] < 0 || slots[1] > Integer.MAX_VALUE ? 0 : (int) slots[1];
            stackFunctions[i] = function(slots[0], slots[2]);
            in.position(next);
        }
        int node = CallTree.ROOT;
        for (int i = depth - 1; i >= 0; i--) {
            node = tree.child(node, stackFunctions[i], stackLines[i]);
        }
        if (tree.nodeCount() > limits.callPaths()) {
            throw in.wrong("beyond the first " + limits.callPaths() + " call paths, the most accepted");
        }
        return node;
    }

    private int function(long method, long frameType) {
        boolean isC = isC(frameType);
        long key = method << 1 | (isC ? 1 : 0);
        int number = functions.get(key);
        if (number != LongIndex.ABSENT) {
            return number;
        }
        String type = isC ? "" : pools.className(method);
        String name = pools.methodName(method);
        String full = type.isEmpty() ? name : type + "." + name;
        number = tree.function(known.function(full.isEmpty() ? UNKNOWN : full, "", 0));
        functions.put(key, number);
        return number;
    }

    private boolean isC(long frameType) {
        int kind = nativeTypes.get(frameType);
        if (kind == LongIndex.ABSENT) {
            String name = pools.frameType(frameType);
            boolean isC = name.equals("Kernel") || name.equals("C++") || (name.equals("Native") && nativeIsC);
            kind = isC ? 1 : 0;
            nativeTypes.put(frameType, kind);
        }
        return kind == 1;
    }
}
