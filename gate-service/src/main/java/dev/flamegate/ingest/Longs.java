package dev.flamegate.ingest;

import java.util.Arrays;

/** A growing array of primitive numbers. */
public final class Longs {
    private long[] items = new long[16];
    private int size;

    public void add(long item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, Math.multiplyExact(size, 2));
        }
        items[size++] = item;
    }

    /** The number at {@code i}, which is below {@link #size}. */
    public long get(int i) {
        return items[i];
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }
}
