package dev.flamegate.ingest.jfr;

import dev.flamegate.ingest.LongIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a chunk. Checkpoints hold them and are chained backwards; the header points to the last. Of the types that stacks and
 * states need, the place of every constant is kept, and read when something refers to it; all others are stepped over.
 */
final class ChunkPools {
    private static final String STRINGS = "java.lang.String";
    private static final String CLASSES = "java.lang.Class";
    private static final String SYMBOLS = "jdk.types.Symbol";
    private static final String METHODS = "jdk.types.Method";
    private static final String STACK_TRACES = "jdk.types.StackTrace";
    private static final String STATES = "jdk.types.ThreadState";
    private static final String FRAME_TYPES = "jdk.types.FrameType";

    /** A pool that is kept, with the fields that are picked of its constants. */
    private static final Map<String, List<String>> KEPT = Map.of(
            STRINGS, List.of(""),
            CLASSES, List.of("name"),
            SYMBOLS, List.of("string"),
            METHODS, List.of("type", "name"),
            STACK_TRACES, List.of("frames"),
            STATES, List.of("name"),
            FRAME_TYPES, List.of("description"));

    /** Where the constants of one type are. */
    private record Pool(FieldPlan plan, LongIndex places) {}

    private final JfrBytes in;
    private final JfrMetadata metadata;
    private final int entriesMax;
    private final int charsMax;
    private final Map<Long, FieldPlan> plans = new HashMap<>();
    private final Map<String, Pool> pools = new HashMap<>();
    private final long[] slots = new long[2];
    private int entries;

    /**
     * @param entriesMax constants of all kept types together
     * @param charsMax length of one string
     */
    ChunkPools(JfrBytes in, JfrMetadata metadata, ChunkHeader chunk, int entriesMax, int charsMax) {
        this.in = in;
        this.metadata = metadata;
        this.entriesMax = entriesMax;
        this.charsMax = charsMax;
        for (JfrType type : metadata.types()) {
            List<String> wanted = KEPT.get(type.name());
            if (wanted != null) {
                pools.put(type.name(), new Pool(FieldPlan.picking(type, wanted, metadata, in), new LongIndex()));
            }
        }
        readAll(chunk);
    }

    /** The name of a thread's state, empty if unknown. */
    String state(long id) {
        return pick(STATES, id) ? text(slots[0]) : "";
    }

    /** {@code Interpreted}, {@code Native}, {@code Kernel}; empty if unknown. */
    String frameType(long id) {
        return pick(FRAME_TYPES, id) ? text(slots[0]) : "";
    }

    boolean hasFrameType(String description) {
        Pool pool = pools.get(FRAME_TYPES);
        if (pool == null) {
            return false;
        }
        for (long id = 0; id < 64; id++) {
            if (frameType(id).equals(description)) {
                return true;
            }
        }
        return false;
    }

    /** The name of a method's class, with slashes; empty if unknown. */
    String className(long method) {
        return pick(METHODS, method) && pick(CLASSES, slots[0]) ? symbol(slots[0]) : "";
    }

    /** Empty if unknown. */
    String methodName(long method) {
        return pick(METHODS, method) ? symbol(slots[1]) : "";
    }

    /** Where the frames of a stack trace begin, {@link LongIndex#ABSENT} if there is no such trace. */
    int frames(long stackTrace) {
        return pick(STACK_TRACES, stackTrace) ? (int) slots[0] : LongIndex.ABSENT;
    }

    /** A string at a place, out of the pool if it stands there. */
    String text(long place) {
        in.position((int) place);
        if (in.next() != JfrBytes.STRING_POOLED) {
            in.position((int) place);
            return in.string(charsMax);
        }
        Pool strings = pools.get(STRINGS);
        int pooled = strings == null ? LongIndex.ABSENT : strings.places().get(in.number());
        if (pooled == LongIndex.ABSENT) {
            return "";
        }
        in.position(pooled);
        return in.string(charsMax);
    }

    private String symbol(long id) {
        return pick(SYMBOLS, id) ? text(slots[0]) : "";
    }

    /** Reads the wanted fields of a constant into the slots. */
    private boolean pick(String type, long id) {
        Pool pool = pools.get(type);
        int place = pool == null ? LongIndex.ABSENT : pool.places().get(id);
        if (pool == null || place == LongIndex.ABSENT) {
            return false;
        }
        slots[0] = 0;
        slots[1] = 0;
        in.position(place);
        pool.plan().read(in, slots);
        return true;
    }

    private void readAll(ChunkHeader chunk) {
        int at = chunk.pools();
        while (true) {
            in.window(at, chunk.end());
            long delta = checkpoint();
            if (delta == 0) {
                return;
            }
            if (delta > 0 || at + delta < chunk.start() + ChunkHeader.BYTES) {
                throw in.wrong("the checkpoint at byte " + at + " points " + delta
                        + " bytes on, where earlier ones of the chunk must be");
            }
            at += (int) delta;
        }
    }

    /** How far off the checkpoint before this one is, negative; 0 if this is the first. */
    private long checkpoint() {
        in.skipNumber(); // size
        if (in.number() != 1) {
            throw in.wrong("the header or a checkpoint points to a checkpoint, but here is another event");
        }
        in.skipNumber(); // start
        in.skipNumber(); // duration
        long delta = in.number();
        in.skip(1); // kind of checkpoint
        for (int left = in.count("pools"); left > 0; left--) {
            pool(in.number());
        }
        return delta;
    }

    private void pool(long typeId) {
        JfrType type = metadata.type(typeId);
        if (type == null) {
            throw in.wrong("constants of type " + typeId + ", which the metadata lacks");
        }
        Pool kept = pools.get(type.name());
        FieldPlan plan = kept == null ? plan(type) : kept.plan();
        for (int left = in.count("constants"); left > 0; left--) {
            long id = in.number();
            if (kept != null) {
                keep(kept, id);
            }
            plan.skip(in);
        }
    }

    private FieldPlan plan(JfrType type) {
        @Nullable FieldPlan known = plans.get(type.id());
        if (known == null) {
            known = FieldPlan.skipping(type, metadata, in);
            plans.put(type.id(), known);
        }
        return known;
    }

    private void keep(Pool pool, long id) {
        if (++entries > entriesMax) {
            throw in.wrong("more than " + entriesMax + " constants, the most accepted");
        }
        pool.places().put(id, in.position());
    }
}
