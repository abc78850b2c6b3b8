package dev.flamegate.store.rocksdb;

import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoreException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value back. The checksum is compared first, before anything is interpreted; every step after it is checked as well, so that
 * no bytes whatever make it fail in another way than by a {@link StoreException} with the place, or allocate more than a small
 * multiple of their length.
 */
final class ByteReader {
    private final byte[] bytes;
    private final int limit;
    private final Supplier<String> place;
    private int at;

    /**
     * @param place where the value comes from, in words, for messages
     * @throws StoreException if the value does not end in the checksum of this key and the bytes before
     */
    ByteReader(byte[] key, byte[] value, Supplier<String> place) {
        this.bytes = value;
        this.limit = value.length - ByteWriter.CHECKSUM_BYTES;
        this.place = place;
        if (limit < 0) {
            throw damaged("value of " + value.length + " bytes is too short for a checksum");
        }
        int stored = 0;
        for (int i = 0; i < ByteWriter.CHECKSUM_BYTES; i++) {
            stored |= (value[limit + i] & 0xFF) << (8 * i);
        }
        int found = ByteWriter.checksum(key, value, limit);
        if (stored != found) {
            throw damaged(String.format("checksum is %08x, expected %08x", found, stored));
        }
    }

    long varint() {
        return at < limit && bytes[at] >= 0 ? bytes[at++] : longVarint();
    }

    /** Reads so many numbers, as {@link #varint} would: nearly all have one byte or two. */
    void varints(long[] into) {
        int place = at;
        for (int i = 0; i < into.length; i++) {
            if (place < limit && bytes[place] >= 0) {
                into[i] = bytes[place++];
            } else if (place + 1 < limit && bytes[place + 1] >= 0) {
                into[i] = bytes[place + 1] << 7 | (bytes[place] & 0x7F);
                place += 2;
            } else {
                at = place;
                into[i] = longVarint();
                place = at;
            }
        }
        at = place;
    }

    private long longVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == limit) {
                throw damaged("value ends inside a number");
            }
            byte b = bytes[at++];
            if (shift == 63 && b > 1) {
                throw damaged("number has more than 64 bits");
            }
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw damaged("number has more than 10 bytes");
    }

    long zigzag() {
        return signed(varint());
    }

    /** What a number stands for that was written as {@code zigzag}. */
    static long signed(long zigzag) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** A number that must not be negative. */
    long unsigned(String what) {
        long value = varint();
        if (value < 0) {
            throw damaged(what + " is " + Long.toUnsignedString(value) + ", more than 63 bits");
        }
        return value;
    }

    /** A number from 0 to 2^31 - 1. */
    int number(String what) {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw damaged(what + " is " + Long.toUnsignedString(value) + ", more than 31 bits");
        }
        return (int) value;
    }

    /** Passes over so many varints, of which only the ends are looked at. */
    void skipNumbers(int count) {
        int left = count;
        while (left > 0) {
            if (at == limit) {
                throw damaged("value ends before its last " + left + " numbers");
            }
            left -= bytes[at++] >= 0 ? 1 : 0;
        }
    }

    int position() {
        return at;
    }

    /** Back to, or on to, a place where this reader has been. */
    void position(int place) {
        at = place;
    }

    double float64() {
        if (limit - at < Double.BYTES) {
            throw damaged("value ends inside a number");
        }
        double value = ByteBuffer.wrap(bytes, at, Double.BYTES).getDouble();
        at += Double.BYTES;
        return value;
    }

    /** How many things follow, each of which takes {@code bytesEach} at least. */
    int count(String what, int bytesEach) {
        long count = varint();
        if (count < 0 || count > (limit - at) / bytesEach) {
            throw damaged(Long.toUnsignedString(count) + " " + what + " cannot be in " + (limit - at) + " bytes");
        }
        return (int) count;
    }

    String string() {
        int length = count("characters", 1);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
            at += length;
            return text;
        } catch (CharacterCodingException e) {
            throw new StoreException(Reason.DAMAGED, message("text is not UTF-8"), e);
        }
    }

    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, limit);
        at = limit;
        return rest;
    }

    void end() {
        if (at != limit) {
            throw damaged((limit - at) + " bytes are left over");
        }
    }

    /** Bytes of the value with its checksum. */
    int size() {
        return bytes.length;
    }

    /** Whether these are the bytes that are read, checksum and all. */
    boolean isValue(byte @Nullable [] value) {
        return Arrays.equals(bytes, value);
    }

    /** Back to the first byte, to read the value once more. */
    void rewind() {
        at = 0;
    }

    StoreException damaged(String rule) {
        return new StoreException(Reason.DAMAGED, message(rule));
    }

    /** For a rule that a value's own constructor states. */
    StoreException damaged(IllegalArgumentException rule) {
        return new StoreException(Reason.DAMAGED, message(String.valueOf(rule.getMessage())), rule);
    }

    private String message(String rule) {
        return place.get() + " is damaged at byte " + at + ": " + rule;
    }
}
