package dev.flamegate.ingest;

import java.util.Arrays;

/** A map of any long to an int of 0 or more, without an object an entry. */
public final class LongIndex {
    public static final int ABSENT = -1;

    private long[] keys = new long[32];
    private int[] values = new int[32];
    private int size;

    public LongIndex() {
        Arrays.fill(values, ABSENT);
    }

    /** Replaces what was there. */
    public void put(long key, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("value " + value + " is below 0");
        }
        int slot = slot(key);
        size += values[slot] == ABSENT ? 1 : 0;
        keys[slot] = key;
        values[slot] = value;
        if (size * 2 > values.length) {
            rehash();
        }
    }

    /** {@link #ABSENT} if there is none. */
    public int get(long key) {
        return values[slot(key)];
    }

    public int size() {
        return size;
    }

    private int slot(long key) {
        int mask = values.length - 1;
        long h = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (h >>> 32) & mask;
        while (values[slot] != ABSENT && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        Arrays.fill(values, ABSENT);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != ABSENT) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
