package dev.flamegate.export;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * A profile of one sample type as pprof. Field numbers are those of {@code profile.proto} (google/pprof). A location is a function and a
 * line, of one mapping that says that it is symbolised, so that tools do not look for a binary; functions are named as the profiler wrote
 * them.
 */
public final class Pprof {
    private static final int MAPPING = 1;

    private record Location(int function, int line) {}

    private final Profile profile;
    private final CallTree tree;
    private final List<String> comments;
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<Location, Integer> locations = new LinkedHashMap<>();
    private final Map<Integer, Integer> functions = new LinkedHashMap<>();
    private final int[] locationOfNode;

    private Pprof(Profile profile, List<String> comments) {
        this.profile = profile;
        this.tree = profile.tree();
        this.comments = comments;
        this.locationOfNode = new int[tree.nodeCount()];
        text("");
        for (int i = 0; i < profile.stackCount(); i++) {
            for (int node = profile.node(i);
                    node != CallTree.ROOT && locationOfNode[node] == 0;
                    node = tree.parent(node)) {
                locationOfNode[node] = location(node);
            }
        }
    }

    private int location(int node) {
        int function = tree.function(node);
        functions.computeIfAbsent(function, any -> functions.size() + 1);
        return locations.computeIfAbsent(new Location(function, tree.line(node)), any -> locations.size() + 1);
    }

    /** The message, to be sent as it is. */
    public static Answer message(Profile profile, List<String> comments) {
        return new Answer(fields -> new Pprof(profile, comments).write(fields));
    }

    /**
     * A file.
     *
     * @param comments that {@code pprof} shows on top: what was asked, what was cut off
     */
    public static byte[] gzip(Profile profile, List<String> comments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(message(profile, comments).wire());
        } catch (IOException e) {
            throw new UncheckedIOException("gzip into memory", e);
        }
        return out.toByteArray();
    }

    private void write(Fields out) {
        out.messages(1, "sampleType", profile.sampleTypes(), this::valueType);
        out.messages(2, "sample", () -> IntStream.range(0, profile.stackCount()).iterator(), this::sample);
        out.messages(3, "mapping", List.of(MAPPING), this::mapping);
        out.messages(4, "location", locations.entrySet(), this::location);
        out.messages(5, "function", functions.entrySet(), this::function);
        long[] notes = comments.stream().mapToLong(this::text).toArray();
        int shown = text(profile.sampleTypes().get(0).type());
        out.int64(9, "timeNanos", profile.startNanos());
        out.int64(10, "durationNanos", profile.durationNanos());
        out.message(11, "periodType", inner -> valueType(inner, profile.periodType()));
        out.int64(12, "period", profile.period());
        out.int64s(13, "comment", notes);
        out.int64(14, "defaultSampleType", shown);
        out.texts(6, "stringTable", new ArrayList<>(texts.keySet()));
    }

    private void valueType(Fields out, ValueType type) {
        out.int64(1, "type", text(type.type()));
        out.int64(2, "unit", text(type.unit()));
    }

    /** Leaf first. */
    private void sample(Fields out, int i) {
        int depth = 0;
        for (int node = profile.node(i); node != CallTree.ROOT; node = tree.parent(node)) {
            depth++;
        }
        long[] stack = new long[depth];
        int at = 0;
        for (int node = profile.node(i); node != CallTree.ROOT; node = tree.parent(node)) {
            stack[at++] = locationOfNode[node];
        }
        out.int64s(1, "locationId", stack);
        out.int64s(2, "value", new long[] {profile.value(0, i)});
    }

    private void mapping(Fields out, int id) {
        out.int64(1, "id", id);
        out.bool(7, "hasFunctions", true);
        out.bool(8, "hasFilenames", true);
        out.bool(9, "hasLineNumbers", true);
        out.bool(10, "hasInlineFrames", true);
    }

    private void location(Fields out, Map.Entry<Location, Integer> entry) {
        out.int64(1, "id", entry.getValue());
        out.int64(2, "mappingId", MAPPING);
        out.messages(4, "line", List.of(entry.getKey()), (line, location) -> {
            line.int64(1, "functionId", functions.getOrDefault(location.function(), 0));
            line.int64(2, "line", location.line());
        });
    }

    private void function(Fields out, Map.Entry<Integer, Integer> entry) {
        Function function = tree.functionAt(entry.getKey());
        out.int64(1, "id", entry.getValue());
        out.int64(2, "name", text(function.name().raw()));
        out.int64(4, "filename", text(function.file()));
        out.int64(5, "startLine", function.startLine());
    }

    private int text(String text) {
        return texts.computeIfAbsent(text, any -> texts.size());
    }
}
