package dev.flamegate.ingest.jfr;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.Source;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Reads a chunk's numbers and strings. Numbers are LEB128, of which the ninth byte has eight bits; headers are big endian. Nothing is
 * read behind the end that was set.
 */
final class JfrBytes {
    static final int STRING_NULL = 0;
    static final int STRING_EMPTY = 1;
    static final int STRING_POOLED = 2;
    static final int STRING_UTF8 = 3;
    static final int STRING_CHARS = 4;
    static final int STRING_LATIN1 = 5;

    private static final int LAST_SHIFT = 56;

    private final byte[] body;
    private final Source source;
    private int end;
    private int at;

    JfrBytes(byte[] body, Source source) {
        this.body = body;
        this.source = source;
        this.end = body.length;
    }

    int position() {
        return at;
    }

    int end() {
        return end;
    }

    /** Reading goes on at {@code start} and ends before {@code limit}. */
    void window(int start, int limit) {
        at = start;
        end = limit;
    }

    void position(int to) {
        at = to;
    }

    long raw64(int offset) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | (body[offset + i] & 0xff);
        }
        return value;
    }

    int raw16(int offset) {
        return (body[offset] & 0xff) << 8 | (body[offset + 1] & 0xff);
    }

    byte raw8(int offset) {
        return body[offset];
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < LAST_SHIFT; shift += 7) {
            byte b = next();
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        return value | (next() & 0xffL) << LAST_SHIFT;
    }

    /** A number of things that each take a byte or more. */
    int count(String what) {
        long count = number();
        if (count < 0 || count > end - at) {
            throw wrong(count + " " + what + " where only " + (end - at) + " bytes are left");
        }
        return (int) count;
    }

    byte next() {
        if (at >= end) {
            throw wrong("ends inside a value");
        }
        return body[at++];
    }

    void skip(int bytes) {
        if (bytes > end - at) {
            throw wrong("ends inside a value");
        }
        at += bytes;
    }

    void skipNumber() {
        for (int i = 0; i < Long.BYTES; i++) {
            if (next() >= 0) {
                return;
            }
        }
        skip(1);
    }

    void skipString() {
        int encoding = next();
        switch (encoding) {
            case STRING_NULL, STRING_EMPTY -> {}
            case STRING_POOLED -> skipNumber();
            case STRING_UTF8, STRING_LATIN1 -> skip(count("characters"));
            case STRING_CHARS -> {
                for (int left = count("characters"); left > 0; left--) {
                    skipNumber();
                }
            }
            default -> throw wrong("a string has encoding " + encoding + ", which does not exist");
        }
    }

    /** A string that is not in a pool; one that is in a pool, or null, is empty. */
    String string(int charsMax) {
        int encoding = next();
        return switch (encoding) {
            case STRING_UTF8 -> text(charsMax, StandardCharsets.UTF_8);
            case STRING_LATIN1 -> text(charsMax, StandardCharsets.ISO_8859_1);
            case STRING_CHARS -> chars(charsMax);
            default -> {
                at--;
                skipString();
                yield "";
            }
        };
    }

    private String text(int charsMax, Charset charset) {
        int length = bounded(charsMax);
        String text = new String(body, at, length, charset);
        at += length;
        return text;
    }

    private String chars(int charsMax) {
        StringBuilder text = new StringBuilder();
        for (int left = bounded(charsMax); left > 0; left--) {
            text.append((char) number());
        }
        return text.toString();
    }

    private int bounded(int charsMax) {
        int length = count("characters");
        if (length > charsMax) {
            throw wrong("a string has " + length + " characters, at most " + charsMax + " are accepted");
        }
        return length;
    }

    MalformedProfileException wrong(String rule) {
        return source.wrong("byte " + at, rule);
    }
}
