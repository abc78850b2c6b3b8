package dev.flamegate.store.rocksdb;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Adds up profiles or windows of one series, window after window, in arrays indexed by node. */
final class WindowSums {
    private final BitSet touched = new BitSet();
    private long[][] sums = new long[0][];
    private WindowCodec.@Nullable Head head;

    /**
     * @param startNanos not before that of the profiles added since the last {@link #encode}
     * @throws ArithmeticException if a sum needs more than 64 bits
     */
    void add(long startNanos, ProfileCodec.Head profile, Stacks stacks) {
        add(WindowCodec.Head.of(startNanos, profile), stacks);
    }

    /**
     * @param one of a profile, or of a window
     * @throws ArithmeticException if a sum needs more than 64 bits
     */
    void add(WindowCodec.Head one, Stacks stacks) {
        head = head == null ? one : head.plus(one);
        makeRoom(stacks);
        for (int i = 0; i < stacks.size(); i++) {
            int node = stacks.node(i);
            touched.set(node);
            for (int column = 0; column < sums.length; column++) {
                sums[column][node] = Math.addExact(sums[column][node], stacks.columns()[column][i]);
            }
        }
    }

    private void makeRoom(Stacks stacks) {
        int needed = stacks.size() == 0 ? 0 : stacks.node(stacks.size() - 1) + 1;
        int room = sums.length == 0 ? 0 : sums[0].length;
        if (sums.length != stacks.columns().length) {
            sums = new long[stacks.columns().length][needed];
        } else if (needed > room) {
            for (int column = 0; column < sums.length; column++) {
                sums[column] = Arrays.copyOf(sums[column], Math.max(needed, 2 * room));
            }
        }
    }

    boolean isEmpty() {
        return head == null;
    }

    /** The window's value; what is added after it is of another window. */
    byte[] encode(byte[] key) {
        if (head == null) {
            throw new IllegalStateException("a window without profiles has no sum");
        }
        int[] nodes = touched.stream().filter(this::hasValue).toArray();
        long[][] columns = new long[sums.length][nodes.length];
        for (int column = 0; column < sums.length; column++) {
            for (int i = 0; i < nodes.length; i++) {
                columns[column][i] = sums[column][nodes[i]];
            }
        }
        byte[] value = WindowCodec.encode(head, new Stacks(nodes, columns), key);
        clear();
        return value;
    }

    private boolean hasValue(int node) {
        for (long[] column : sums) {
            if (column[node] != 0) {
                return true;
            }
        }
        return false;
    }

    void clear() {
        touched.stream().forEach(node -> {
            for (long[] column : sums) {
                column[node] = 0;
            }
        });
        touched.clear();
        head = null;
    }
}
