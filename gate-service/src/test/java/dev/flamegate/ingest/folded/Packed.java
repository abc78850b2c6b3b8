package dev.flamegate.ingest.folded;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes tries and trees as Pyroscope's clients do. */
public final class Packed {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A node of the preorder. */
    public Packed node(String name, long value, int children) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        varint(text.length);
        out.writeBytes(text);
        varint(value);
        varint(children);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    private void varint(long number) {
        long left = number;
        while (left > 0x7f) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    static byte[] tree() {
        return new Packed()
                .node("", 0, 2)
                .node("main", 1, 2)
                .node("work", 300, 0)
                .node("spin", 0, 1)
                .node("deep", 5, 0)
                .node("other", 7, 0)
                .bytes();
    }

    /** The stacks {@code main;work}, {@code main;worry;a} and {@code main;worry}. */
    static byte[] trie() {
        return new Packed()
                .node("", 0, 1)
                .node("main;wor", 0, 2)
                .node("k", 3, 0)
                .node("ry", 5, 1)
                .node(";a", 400, 0)
                .bytes();
    }
}
