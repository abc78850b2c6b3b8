package dev.flamegate.store.rocksdb;

import java.util.Arrays;

/**
 * Stacks with their values, to bytes and one column of them back. Profiles and windows both end in this.
 *
 * <p>The values of a CPU profile are its samples times the period, so that its two columns are the same multiples: the second is stored
 * as a reference to the first.
 */
final class StackCodec {
    private static final int PLAIN = 0;
    private static final int SIGNED = 1;
    private static final int SAME_AS = 2;

    /**
     * One column.
     *
     * @param nodes ascending
     * @param values one a node, none of them 0
     */
    record Column(int[] nodes, long[] values) {}

    /** What one column comes to: the sum of its values, and how many of them are not 0. */
    record Total(long sum, int stacks) {}

    /** One column of stacks whose head is read: as much of it is decoded as is asked for, once. */
    record Encoded(ByteReader in, int columnCount, int wanted) {
        Column column() {
            return decode(in, columnCount, wanted);
        }

        /** The nodes are passed over. */
        Total total() {
            int stacks = in.count("stacks", 1);
            in.skipNumbers(stacks);
            Columns columns = new Columns(in, columnCount, stacks);
            long sum = 0;
            int count = 0;
            for (long value : columns.read(wanted)) {
                sum += value;
                count += value == 0 ? 0 : 1;
            }
            columns.end();
            return new Total(sum, count);
        }
    }

    private StackCodec() {}

    static void encode(ByteWriter out, Stacks stacks) {
        out.varint(stacks.size());
        int previous = 0;
        for (int i = 0; i < stacks.size(); i++) {
            out.varint(stacks.node(i) - previous);
            previous = stacks.node(i);
        }
        long[][] multiples = new long[stacks.columns().length][];
        for (int column = 0; column < multiples.length; column++) {
            long scale = scale(stacks.columns()[column]);
            multiples[column] = divided(stacks.columns()[column], scale);
            encode(out, multiples, column, scale);
        }
    }

    private static void encode(ByteWriter out, long[][] multiples, int column, long scale) {
        for (int earlier = 0; earlier < column; earlier++) {
            if (Arrays.equals(multiples[earlier], multiples[column])) {
                out.varint(SAME_AS + earlier).varint(scale);
                return;
            }
        }
        boolean signed = false;
        for (long multiple : multiples[column]) {
            signed |= multiple < 0;
        }
        out.varint(signed ? SIGNED : PLAIN).varint(scale);
        for (long multiple : multiples[column]) {
            if (signed) {
                out.zigzag(multiple);
            } else {
                out.varint(multiple);
            }
        }
    }

    private static long[] divided(long[] column, long scale) {
        long[] multiples = new long[column.length];
        for (int i = 0; i < multiples.length; i++) {
            multiples[i] = column[i] / scale;
        }
        return multiples;
    }

    /** One column, and nothing behind the last. */
    static Column decode(ByteReader in, int columnCount, int wanted) {
        int[] nodes = nodes(in);
        Columns columns = new Columns(in, columnCount, nodes.length);
        long[] values = columns.read(wanted);
        columns.end();
        return withoutZeros(nodes, values);
    }

    /** All columns, with zeros. */
    static Stacks decodeAll(ByteReader in, int columnCount) {
        int[] nodes = nodes(in);
        Columns columns = new Columns(in, columnCount, nodes.length);
        long[][] values = new long[columnCount][];
        for (int column = 0; column < columnCount; column++) {
            values[column] = columns.read(column);
        }
        columns.end();
        return new Stacks(nodes, values);
    }

    private static int[] nodes(ByteReader in) {
        long[] steps = new long[in.count("stacks", 1)];
        in.varints(steps);
        int[] nodes = new int[steps.length];
        long node = 0;
        for (int i = 0; i < nodes.length; i++) {
            long step = steps[i];
            node += step;
            if (step < 0 || step > Integer.MAX_VALUE || node > Integer.MAX_VALUE || (step == 0 && i > 0)) {
                throw in.damaged("node " + node + " of stack " + i + " does not ascend within 31 bits");
            }
            nodes[i] = (int) node;
        }
        return nodes;
    }

    /** Finds where every column begins, and reads those that are wanted. */
    private static final class Columns {
        private final ByteReader in;
        private final int stackCount;
        /** By column: the column that has its multiples, where those begin, whether they have signs, and what they are multiplied by. */
        private final int[] sources;

        private final int[] starts;
        private final boolean[] signed;
        private final long[] scales;
        private final int end;

        Columns(ByteReader in, int columnCount, int stackCount) {
            this.in = in;
            this.stackCount = stackCount;
            sources = new int[columnCount];
            starts = new int[columnCount];
            signed = new boolean[columnCount];
            scales = new long[columnCount];
            for (int column = 0; column < columnCount; column++) {
                pass(column);
            }
            end = in.position();
        }

        private void pass(int column) {
            int form = in.number("form of a column");
            if (form >= SAME_AS + column) {
                throw in.damaged("column " + column + " has form " + form);
            }
            scales[column] = in.unsigned("scale");
            if (scales[column] == 0) {
                throw in.damaged("scale is 0");
            }
            signed[column] = form == SIGNED;
            starts[column] = in.position();
            sources[column] = form < SAME_AS ? column : sources[form - SAME_AS];
            if (form < SAME_AS) {
                in.skipNumbers(stackCount);
            }
        }

        long[] read(int column) {
            int source = sources[column];
            in.position(starts[source]);
            long[] values = new long[stackCount];
            in.varints(values);
            long scale = scales[column];
            for (int i = 0; i < stackCount; i++) {
                values[i] = value(signed[source] ? ByteReader.signed(values[i]) : unsigned(values[i]), scale, i);
            }
            return values;
        }

        private long unsigned(long multiple) {
            if (multiple < 0) {
                throw in.damaged("value is " + Long.toUnsignedString(multiple) + ", more than 63 bits");
            }
            return multiple;
        }

        private long value(long multiple, long scale, int stack) {
            long value = multiple * scale;
            if (Math.multiplyHigh(multiple, scale) != value >> 63) {
                throw in.damaged("value " + multiple + " times " + scale + " of stack " + stack + " exceeds 64 bits");
            }
            return value;
        }

        void end() {
            in.position(end);
            in.end();
        }
    }

    private static Column withoutZeros(int[] nodes, long[] values) {
        int count = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (values[i] != 0) {
                nodes[count] = nodes[i];
                values[count++] = values[i];
            }
        }
        return count == nodes.length
                ? new Column(nodes, values)
                : new Column(Arrays.copyOf(nodes, count), Arrays.copyOf(values, count));
    }

    /** The greatest common divisor; 1 if it is 2^63, which is no positive number, or if all values are zero. */
    private static long scale(long[] column) {
        long divisor = 0;
        for (long value : column) {
            long rest = value;
            while (rest != 0) {
                long remainder = divisor % rest;
                divisor = rest;
                rest = remainder;
            }
            if (divisor == 1 || divisor == -1) {
                return 1;
            }
        }
        return divisor == 0 || divisor == Long.MIN_VALUE ? 1 : Math.abs(divisor);
    }
}
