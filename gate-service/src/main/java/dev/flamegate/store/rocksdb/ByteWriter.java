package dev.flamegate.store.rocksdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes a value in the building blocks of the format. Grows as needed; one value, one writer. */
final class ByteWriter {
    static final int CHECKSUM_BYTES = 4;

    private byte[] bytes = new byte[256];
    private int size;

    /** Any 64 bits, taken as unsigned. */
    ByteWriter varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    ByteWriter zigzag(long value) {
        return varint((value << 1) ^ (value >> 63));
    }

    ByteWriter float64(double value) {
        return bytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    }

    ByteWriter string(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return varint(encoded.length).bytes(encoded);
    }

    ByteWriter bytes(byte[] added) {
        reserve(added.length);
        System.arraycopy(added, 0, bytes, size, added.length);
        size += added.length;
        return this;
    }

    /** The value with the checksum that ties it to its key. */
    byte[] sealed(byte[] key) {
        int checksum = checksum(key, bytes, size);
        byte[] value = Arrays.copyOf(bytes, size + CHECKSUM_BYTES);
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            value[size + i] = (byte) (checksum >>> (8 * i));
        }
        return value;
    }

    static int checksum(byte[] key, byte[] value, int length) {
        CRC32C crc = new CRC32C();
        crc.update(key, 0, key.length);
        crc.update(value, 0, length);
        return (int) crc.getValue();
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            int doubled = (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8);
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
    }
}
