package dev.flamegate.ingest.jfr;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the smallest chunk that holds samples: three methods, a few stacks, one field list for all events. */
public final class TinyRecording {
    static final long START = 1_790_000_000_000_000_000L;
    static final long DURATION = 10_000_000_000L;
    static final long TICKS_PER_SECOND = 500_000_000L;

    private static final Map<String, Integer> TYPES = new LinkedHashMap<>();

    static {
        List<String> names = List.of(
                "long",
                "int",
                "boolean",
                "java.lang.String",
                "jdk.jfr.Timespan",
                "jdk.types.Symbol",
                "java.lang.Class",
                "jdk.types.Method",
                "jdk.types.FrameType",
                "jdk.types.StackFrame",
                "jdk.types.StackTrace",
                "jdk.types.ThreadState",
                "jdk.ActiveSetting",
                "jdk.ExecutionSample",
                "jdk.CPUTimeSample",
                "profiler.WallClockSample",
                "jdk.ObjectAllocationInNewTLAB",
                "jdk.ObjectAllocationOutsideTLAB",
                "jdk.ObjectAllocationSample",
                "jdk.JavaMonitorEnter",
                "jdk.ThreadPark",
                "profiler.LiveObject",
                "profiler.Malloc",
                "profiler.Free");
        names.forEach(name -> TYPES.put(name, 20 + TYPES.size()));
    }

    private static final Map<String, String> AMOUNTS = Map.of(
            "jdk.CPUTimeSample", "samplingPeriod",
            "profiler.WallClockSample", "samples",
            "jdk.ObjectAllocationInNewTLAB", "tlabSize",
            "jdk.ObjectAllocationOutsideTLAB", "allocationSize",
            "jdk.ObjectAllocationSample", "weight",
            "jdk.JavaMonitorEnter", "duration",
            "jdk.ThreadPark", "duration",
            "profiler.Malloc", "size");

    private final Bytes events = new Bytes();
    private final List<String> strings = new ArrayList<>();

    /** Big endian numbers, LEB128 and the rest. */
    private static final class Bytes {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes number(long value) {
            long left = value;
            for (int i = 0; i < 8 && (left & ~0x7fL) != 0; i++) {
                out.write((int) (left & 0x7f | 0x80));
                left >>>= 7;
            }
            out.write((int) left);
            return this;
        }

        Bytes text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.write(3);
            number(utf8.length);
            out.writeBytes(utf8);
            return this;
        }

        Bytes add(byte[] more) {
            out.writeBytes(more);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        /** With its length in front, which counts itself. */
        byte[] event() {
            byte[] content = out.toByteArray();
            int size = content.length + 4;
            Bytes sized = new Bytes();
            for (int i = 0; i < 3; i++) {
                sized.out.write(size >>> 7 * i & 0x7f | 0x80);
            }
            sized.out.write(size >>> 21);
            return sized.add(content).bytes();
        }
    }

    /** A setting as async-profiler writes it, and the JDK with the number of the event's type. */
    public TinyRecording setting(String ofType, String name, String value) {
        Bytes event = new Bytes().number(TYPES.get("jdk.ActiveSetting")).number(0);
        events.add(event.number(TYPES.get(ofType)).text(name).text(value).event());
        return this;
    }

    /**
     * @param stack 1 is {@code a/A.main;b/B.work}, 2 is {@code a/A.main;malloc} with a native leaf, 0 is none
     * @param state 1 runnable, 2 sleeping, 0 unknown
     */
    public TinyRecording event(String type, long stack, long state, long contextId, long amount) {
        Bytes event = new Bytes()
                .number(TYPES.get(type))
                .number(7)
                .number(stack)
                .number(state)
                .number(contextId);
        if (AMOUNTS.containsKey(type)) {
            event.number(amount);
        }
        events.add(event.event());
        return this;
    }

    public byte[] bytes() {
        byte[] pools = pools();
        byte[] metadata = metadata();
        byte[] content = events.bytes();
        int poolsAt = ChunkHeader.BYTES + content.length;
        int size = poolsAt + pools.length + metadata.length;
        ByteBuffer chunk = ByteBuffer.allocate(size);
        chunk.put("FLR\0".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 2)
                .putShort((short) 0);
        chunk.putLong(size)
                .putLong(poolsAt)
                .putLong(poolsAt + pools.length)
                .putLong(START)
                .putLong(DURATION);
        chunk.putLong(0).putLong(TICKS_PER_SECOND).putInt(1);
        return chunk.put(content).put(pools).put(metadata).array();
    }

    private static byte[] pools() {
        Bytes pools =
                new Bytes().number(1).number(0).number(0).number(0).number(1).number(6);
        pools.number(TYPES.get("jdk.types.Symbol")).number(6);
        List.of("a/A", "main", "b/B", "work", "libc.so.6", "malloc")
                .forEach(text -> pools.number(text.hashCode()).text(text));
        pools.number(TYPES.get("java.lang.Class")).number(3);
        pools.number(1).number("a/A".hashCode()).number(2).number("b/B".hashCode());
        pools.number(3).number("libc.so.6".hashCode());
        pools.number(TYPES.get("jdk.types.Method")).number(3);
        pools.number(1).number(1).number("main".hashCode());
        pools.number(2).number(2).number("work".hashCode());
        pools.number(3).number(3).number("malloc".hashCode());
        pools.number(TYPES.get("jdk.types.FrameType")).number(3);
        pools.number(1).text("Interpreted").number(2).text("Native").number(3).text("Kernel");
        pools.number(TYPES.get("jdk.types.StackTrace")).number(2);
        pools.number(1)
                .number(0)
                .number(2)
                .number(2)
                .number(20)
                .number(1)
                .number(1)
                .number(10)
                .number(1);
        pools.number(2)
                .number(0)
                .number(2)
                .number(3)
                .number(0)
                .number(2)
                .number(1)
                .number(11)
                .number(1);
        pools.number(TYPES.get("jdk.types.ThreadState")).number(2);
        pools.number(1).text("STATE_RUNNABLE").number(2).text("STATE_SLEEPING");
        return pools.event();
    }

    private byte[] metadata() {
        Bytes tree = new Bytes();
        element(tree, "root", Map.of(), 1);
        element(tree, "metadata", Map.of(), TYPES.size());
        TYPES.forEach((name, id) -> type(tree, name, id));
        Bytes metadata = new Bytes().number(0).number(0).number(0).number(1).number(strings.size());
        strings.forEach(metadata::text);
        return metadata.add(tree.bytes()).event();
    }

    private void type(Bytes tree, String name, int id) {
        List<String> fields = fields(name);
        element(tree, "class", Map.of("name", name, "id", Integer.toString(id)), fields.size());
        for (String field : fields) {
            String[] parts = field.split(" ");
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("name", parts[0]);
            attributes.put("class", Integer.toString(TYPES.get(parts[1])));
            if (field.endsWith(" pooled")) {
                attributes.put("constantPool", "true");
            }
            if (field.endsWith(" array")) {
                attributes.put("dimension", "1");
            }
            element(tree, "field", attributes, field.endsWith(" ticks") ? 1 : 0);
            if (field.endsWith(" ticks")) {
                String timespan = Integer.toString(TYPES.get("jdk.jfr.Timespan"));
                element(tree, "annotation", Map.of("class", timespan, "value", "TICKS"), 0);
            }
        }
    }

    private static List<String> fields(String type) {
        return switch (type) {
            case "jdk.types.Symbol" -> List.of("string java.lang.String");
            case "java.lang.Class" -> List.of("name jdk.types.Symbol pooled");
            case "jdk.types.Method" -> List.of("type java.lang.Class pooled", "name jdk.types.Symbol pooled");
            case "jdk.types.FrameType" -> List.of("description java.lang.String");
            case "jdk.types.ThreadState" -> List.of("name java.lang.String");
            case "jdk.types.StackFrame" ->
                List.of("method jdk.types.Method pooled", "lineNumber int", "type jdk.types.FrameType pooled");
            case "jdk.types.StackTrace" -> List.of("truncated boolean", "frames jdk.types.StackFrame array");
            case "jdk.ActiveSetting" ->
                List.of("startTime long", "id long", "name java.lang.String", "value java.lang.String");
            default ->
                type.startsWith("jdk.types.") || !type.contains(".") || type.startsWith("java.")
                        ? List.of()
                        : event(type);
        };
    }

    private static List<String> event(String type) {
        if (type.equals("jdk.jfr.Timespan")) {
            return List.of();
        }
        List<String> fields = new ArrayList<>(List.of(
                "startTime long",
                "stackTrace jdk.types.StackTrace pooled",
                "state jdk.types.ThreadState pooled",
                "contextId long"));
        if (AMOUNTS.containsKey(type)) {
            String amount = AMOUNTS.get(type);
            boolean ticks = amount.equals("duration") || amount.equals("samplingPeriod");
            fields.add(amount + " long" + (ticks ? " ticks" : ""));
        }
        return fields;
    }

    private void element(Bytes out, String name, Map<String, String> attributes, int children) {
        out.number(string(name)).number(attributes.size());
        attributes.forEach((key, value) -> out.number(string(key)).number(string(value)));
        out.number(children);
    }

    private int string(String text) {
        if (!strings.contains(text)) {
            strings.add(text);
        }
        return strings.indexOf(text);
    }

    /** What the Java agent sends beside a recording: a label {@code endpoint} for each context. */
    public static byte[] snapshot(Map<Long, String> endpoints) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeByteArray(2, message(1, "endpoint"));
            for (Map.Entry<Long, String> entry : endpoints.entrySet()) {
                out.writeByteArray(2, message(entry.getKey(), entry.getValue()));
                ByteArrayOutputStream context = new ByteArrayOutputStream();
                CodedOutputStream pair = CodedOutputStream.newInstance(context);
                pair.writeByteArray(1, new byte[] {8, 1, 16, (byte) (long) entry.getKey()});
                pair.flush();
                ByteArrayOutputStream item = new ByteArrayOutputStream();
                CodedOutputStream map = CodedOutputStream.newInstance(item);
                map.writeInt64(1, entry.getKey());
                map.writeByteArray(2, context.toByteArray());
                map.flush();
                out.writeByteArray(1, item.toByteArray());
            }
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] message(long key, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeInt64(1, key);
        out.writeString(2, text);
        out.flush();
        return bytes.toByteArray();
    }
}
