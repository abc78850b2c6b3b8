package dev.flamegate.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Protobuf's wire format. */
final class WireFields implements Fields {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private WireFields() {}

    static byte[] write(Consumer<Fields> message) {
        WireFields fields = new WireFields();
        message.accept(fields);
        return fields.out.toByteArray();
    }

    @Override
    public void text(int number, String name, String value) {
        if (!value.isEmpty()) {
            delimited(number, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void texts(int number, String name, List<String> values) {
        values.forEach(value -> delimited(number, value.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void int64(int number, String name, long value) {
        if (value != 0) {
            tag(number, VARINT);
            varint(value);
        }
    }

    @Override
    public void int64s(int number, String name, long[] values) {
        if (values.length > 0) {
            WireFields packed = new WireFields();
            for (long value : values) {
                packed.varint(value);
            }
            delimited(number, packed);
        }
    }

    @Override
    public void bool(int number, String name, boolean value) {
        int64(number, name, value ? 1 : 0);
    }

    @Override
    public void float64(int number, String name, double value) {
        if (value != 0) {
            tag(number, FIXED64);
            long bits = Double.doubleToLongBits(value);
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                out.write((int) (bits >>> shift));
            }
        }
    }

    @Override
    public void message(int number, String name, Consumer<Fields> content) {
        WireFields inner = new WireFields();
        content.accept(inner);
        delimited(number, inner);
    }

    @Override
    public <T> void messages(int number, String name, Iterable<T> items, BiConsumer<Fields, T> content) {
        items.forEach(item -> message(number, name, inner -> content.accept(inner, item)));
    }

    private void delimited(int number, WireFields content) {
        tag(number, LENGTH);
        varint(content.out.size());
        out.writeBytes(content.out.toByteArray());
    }

    private void delimited(int number, byte[] bytes) {
        tag(number, LENGTH);
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    private void tag(int number, int wireType) {
        varint((long) number << 3 | wireType);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
