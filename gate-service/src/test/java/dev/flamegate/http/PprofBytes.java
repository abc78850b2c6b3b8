package dev.flamegate.http;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes small pprof files, message by message (field numbers of profile.proto). */
public final class PprofBytes {
    private final List<String> strings = new ArrayList<>(List.of(""));
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private long durationNanos = 10_000_000_000L;

    private PprofBytes() {}

    /** A CPU profile with one sample a function. */
    public static byte[] cpu(long timeNanos, String... functions) {
        return typed("cpu", "nanoseconds", timeNanos, functions);
    }

    /** A CPU profile with so many samples a function, the functions called f0, f1 and so on. */
    public static byte[] samples(long timeNanos, int... counts) {
        try {
            String[] functions = new String[counts.length];
            for (int i = 0; i < counts.length; i++) {
                functions[i] = "f" + i;
            }
            return new PprofBytes().write("cpu", "nanoseconds", timeNanos, counts, functions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] typed(String type, String unit, long timeNanos, String... functions) {
        try {
            int[] counts = new int[functions.length];
            java.util.Arrays.fill(counts, 300);
            return new PprofBytes().write(type, unit, timeNanos, counts, functions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process counted until now, ten million a count: a profile without a duration. */
    public static byte[] snapshot(String type, String unit, long timeNanos, int count, String function) {
        try {
            PprofBytes bytes = new PprofBytes();
            bytes.durationNanos = 0;
            return bytes.write(type, unit, timeNanos, new int[] {count}, function);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private byte[] write(String type, String unit, long timeNanos, int[] counts, String... functions)
            throws IOException {
        message(1, value(1, string(type)), value(2, string(unit)));
        for (int i = 0; i < functions.length; i++) {
            long id = i + 1;
            message(2, value(1, id), value(2, 10_000_000L * counts[i]));
            message(4, value(1, id), nested(4, value(1, id)));
            message(5, value(1, id), value(2, string(functions[i])));
        }
        for (String string : strings) {
            out.writeByteArray(6, string.getBytes(StandardCharsets.UTF_8));
        }
        message(11, value(1, 1), value(2, 2));
        out.writeInt64(9, timeNanos);
        out.writeInt64(10, durationNanos);
        out.writeInt64(12, 10_000_000L);
        out.flush();
        return bytes.toByteArray();
    }

    private long string(String text) {
        strings.add(text);
        return strings.size() - 1L;
    }

    private void message(int field, byte[]... parts) throws IOException {
        out.writeByteArray(field, joined(parts));
    }

    private static byte[] nested(int field, byte[]... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(field, joined(parts));
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] value(int field, long value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeInt64(field, value);
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
