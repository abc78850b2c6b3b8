package dev.flamegate.ingest.pprof;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Writes pprof fields in the order they are asked for, valid or not. */
public final class PprofBytes {

    /** The content of one message. */
    interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * samples/count and cpu/nanoseconds; main calls work calls spin; two samples in spin (1, 10 and 2, 20), one in work (4, 40); strings
     * come last, as Go writes them.
     */
    public static PprofBytes small() {
        return new PprofBytes()
                .sampleType(1, 2)
                .sampleType(3, 4)
                .sample(new long[] {3, 2, 1}, 1, 10)
                .sample(new long[] {3, 2, 1}, 2, 20)
                .sample(new long[] {2, 1}, 4, 40)
                .mapping(1, 8)
                .location(1, 1, 1, 11)
                .location(2, 1, 2, 22)
                .location(3, 1, 3, 33)
                .function(1, 5, 9, 10)
                .function(2, 6, 9, 20)
                .function(3, 7, 9, 30)
                .number(PprofTables.PROFILE_TIME_NANOS, 1_700_000_000_000_000_000L)
                .number(PprofTables.PROFILE_DURATION_NANOS, 30_000_000_000L)
                .valueType(PprofTables.PROFILE_PERIOD_TYPE, 3, 4)
                .number(PprofTables.PROFILE_PERIOD, 10)
                .strings("", "samples", "count", "cpu", "nanoseconds", "main", "work", "spin", "/bin/shop", "shop.c");
    }

    public PprofBytes sampleType(long type, long unit) {
        return valueType(PprofTables.PROFILE_SAMPLE_TYPE, type, unit);
    }

    PprofBytes valueType(int field, long type, long unit) {
        return message(field, out -> {
            out.writeInt64(1, type);
            out.writeInt64(2, unit);
        });
    }

    /** With packed ids and values, leaf first. */
    PprofBytes sample(long[] locationIds, long... values) {
        return message(PprofTables.PROFILE_SAMPLE, out -> {
            packed(out, 1, locationIds);
            packed(out, 2, values);
        });
    }

    /** With one field a number. */
    /** A sample with string labels, given as pairs of indices of key and text. */
    public PprofBytes labelled(long[] locationIds, long value, long... labels) {
        return message(PprofTables.PROFILE_SAMPLE, out -> {
            for (long id : locationIds) {
                out.writeUInt64(1, id);
            }
            out.writeInt64(2, value);
            for (int i = 0; i < labels.length; i += 2) {
                java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
                com.google.protobuf.CodedOutputStream label = com.google.protobuf.CodedOutputStream.newInstance(bytes);
                label.writeInt64(1, labels[i]);
                label.writeInt64(2, labels[i + 1]);
                label.flush();
                out.writeByteArray(3, bytes.toByteArray());
            }
        });
    }

    PprofBytes sampleUnpacked(long[] locationIds, long... values) {
        return message(PprofTables.PROFILE_SAMPLE, out -> {
            for (long id : locationIds) {
                out.writeUInt64(1, id);
            }
            for (long value : values) {
                out.writeInt64(2, value);
            }
        });
    }

    PprofBytes mapping(long id, long file) {
        return message(PprofTables.PROFILE_MAPPING, out -> {
            out.writeUInt64(1, id);
            out.writeInt64(5, file);
        });
    }

    /**
     * @param functionsAndLines function id and line number of each line in turn, innermost first
     */
    PprofBytes location(long id, long mappingId, long... functionsAndLines) {
        return message(PprofTables.PROFILE_LOCATION, out -> {
            out.writeUInt64(1, id);
            out.writeUInt64(2, mappingId);
            for (int i = 0; i < functionsAndLines.length; i += 2) {
                long function = functionsAndLines[i];
                long line = functionsAndLines[i + 1];
                embedded(out, 4, inner -> {
                    inner.writeUInt64(1, function);
                    inner.writeInt64(2, line);
                });
            }
        });
    }

    PprofBytes function(long id, long name, long file, long startLine) {
        return message(PprofTables.PROFILE_FUNCTION, out -> {
            out.writeUInt64(1, id);
            out.writeInt64(2, name);
            out.writeInt64(4, file);
            out.writeInt64(5, startLine);
        });
    }

    public PprofBytes strings(String... texts) {
        for (String text : texts) {
            string(text.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    PprofBytes string(byte[] text) {
        return fields(out -> out.writeByteArray(PprofTables.PROFILE_STRING_TABLE, text));
    }

    PprofBytes number(int field, long value) {
        return fields(out -> out.writeInt64(field, value));
    }

    PprofBytes message(int field, Fields content) {
        return fields(out -> embedded(out, field, content));
    }

    PprofBytes fields(Fields content) {
        bytes.writeBytes(written(content));
        return this;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    public byte[] gzip() {
        return gzip(bytes());
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static void packed(CodedOutputStream out, int field, long[] numbers) throws IOException {
        embedded(out, field, inner -> {
            for (long number : numbers) {
                inner.writeUInt64NoTag(number);
            }
        });
    }

    private static void embedded(CodedOutputStream out, int field, Fields content) throws IOException {
        out.writeByteArray(field, written(content));
    }

    private static byte[] written(Fields content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            content.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
