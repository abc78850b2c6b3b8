package dev.flamegate.ingest.folded;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.Source;
import java.nio.charset.StandardCharsets;

/**
 * The nodes of Pyroscope's trie and tree, in preorder: length of the name and the name, value, number of children; numbers are unsigned
 * LEB128. The current node is the one that {@link #next} read last.
 */
final class PackedNodes {
    /** A node without name and children. */
    private static final int NODE_BYTES_MIN = 3;

    private static final int VARINT_BITS = 63;

    private final byte[] body;
    private final Source source;
    private int at;
    private int nameStart;
    private int nameLength;
    private long value;
    private int children;

    PackedNodes(byte[] body, Source source) {
        this.body = body;
        this.source = source;
    }

    boolean hasNext() {
        return at < body.length;
    }

    void next() {
        long length = varint();
        if (length > body.length - at) {
            throw wrong("a name of " + length + " bytes where only " + (body.length - at) + " are left");
        }
        nameStart = at;
        nameLength = (int) length;
        at += nameLength;
        value = varint();
        long count = varint();
        if (count > (body.length - at) / NODE_BYTES_MIN) {
            throw wrong(count + " children where only " + (body.length - at)
                    + " bytes are left: truncated, or another format");
        }
        children = (int) count;
    }

    /** The part of the name from byte {@code from} to before byte {@code to}. */
    String name(int from, int to) {
        return new String(body, nameStart + from, to - from, StandardCharsets.UTF_8);
    }

    byte nameByte(int i) {
        return body[nameStart + i];
    }

    int nameLength() {
        return nameLength;
    }

    long value() {
        return value;
    }

    int children() {
        return children;
    }

    int offset() {
        return at;
    }

    MalformedProfileException wrong(String rule) {
        return source.wrong("byte " + at, rule);
    }

    private long varint() {
        long number = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            if (at >= body.length) {
                throw wrong("ends inside a node: truncated, or another format");
            }
            byte b = body[at++];
            number |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw wrong("a number is longer than 63 bits");
    }
}
