package dev.flamegate.bench;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A profile as Go's runtime would send it, to compare sizes and to give to {@code go tool pprof}: one location a function and line, with
 * an address, and gzip at Go's level. Field numbers are those of pprof's profile.proto.
 */
final class GoProfileBytes {
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<Long, Integer> locations = new LinkedHashMap<>();
    private final Map<Integer, Integer> functions = new LinkedHashMap<>();
    private final Message profile = new Message();

    private GoProfileBytes() {}

    static byte[] gzipped(Profile profile) {
        byte[] plain = new GoProfileBytes().write(profile);
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new FastGzip(gzipped)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gzipped.toByteArray();
    }

    /** Go's runtime compresses for speed. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(1);
        }
    }

    private byte[] write(Profile from) {
        string("");
        for (int type = 0; type < from.sampleTypes().size(); type++) {
            profile.message(1, valueType(from, type));
        }
        for (int i = 0; i < from.stackCount(); i++) {
            profile.message(2, sample(from, i));
        }
        profile.message(3, new Message().number(1, 1).number(2, 0x400000).number(3, 0x2000000));
        writeTables(from.tree());
        profile.number(9, from.startNanos()).number(10, from.durationNanos());
        profile.message(11, valueType(from, from.sampleTypes().size() - 1)).number(12, from.period());
        strings.keySet().forEach(text -> profile.bytes(6, text.getBytes(StandardCharsets.UTF_8)));
        return profile.bytes();
    }

    private Message valueType(Profile from, int type) {
        return new Message()
                .number(1, string(from.sampleTypes().get(type).type()))
                .number(2, string(from.sampleTypes().get(type).unit()));
    }

    private Message sample(Profile from, int stack) {
        CallTree tree = from.tree();
        Message path = new Message();
        for (int node = from.node(stack); node != CallTree.ROOT; node = tree.parent(node)) {
            long place = (long) tree.function(node) << 32 | tree.line(node);
            path.varint(locations.computeIfAbsent(place, any -> locations.size() + 1));
        }
        Message values = new Message();
        for (int type = 0; type < from.sampleTypes().size(); type++) {
            values.varint(from.value(type, stack));
        }
        return new Message().message(1, path).message(2, values);
    }

    private void writeTables(CallTree tree) {
        locations.forEach((place, id) -> {
            int function = functions.computeIfAbsent((int) (place >>> 32), any -> functions.size() + 1);
            Message line = new Message().number(1, function).number(2, (int) (long) place);
            long address = 0x401000 + (place * 0x9E3779B97F4A7C15L >>> 40);
            profile.message(
                    4,
                    new Message().number(1, id).number(2, 1).number(3, address).message(4, line));
        });
        functions.forEach((number, id) -> {
            Function function = tree.functionAt(number);
            int name = string(function.name().raw());
            profile.message(
                    5,
                    new Message()
                            .number(1, id)
                            .number(2, name)
                            .number(3, name)
                            .number(4, string(function.file()))
                            .number(5, function.startLine()));
        });
    }

    private int string(String text) {
        return strings.computeIfAbsent(text, any -> strings.size());
    }

    /** Fields of a protobuf message as they are written. */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes.write((int) (rest | 0x80));
                rest >>>= 7;
            }
            bytes.write((int) rest);
            return this;
        }

        Message number(int field, long value) {
            return varint((long) field << 3).varint(value);
        }

        Message message(int field, Message inner) {
            return bytes(field, inner.bytes());
        }

        Message bytes(int field, byte[] content) {
            varint((long) field << 3 | 2).varint(content.length);
            bytes.writeBytes(content);
            return this;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
