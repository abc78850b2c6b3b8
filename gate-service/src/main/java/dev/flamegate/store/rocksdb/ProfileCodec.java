package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.Requests;
import java.util.Arrays;
import java.util.OptionalDouble;

/** A profile to bytes, and one of its columns back. */
final class ProfileCodec {

    /** What is read back of a profile; the vector has the stacks whose value is not zero. */
    record Column(long durationNanos, long period, OptionalDouble requests, NodeVector vector) {}

    private ProfileCodec() {}

    static byte[] encode(Profile profile, Stacks stacks, byte[] key) {
        ByteWriter out = new ByteWriter().varint(profile.durationNanos()).zigzag(profile.period());
        if (profile.requests().isPresent()) {
            out.varint(1).float64(profile.requests().getAsDouble());
        } else {
            out.varint(0);
        }
        out.varint(stacks.size());
        int previous = 0;
        for (int i = 0; i < stacks.size(); i++) {
            out.varint(stacks.node(i) - previous);
            previous = stacks.node(i);
        }
        for (long[] column : stacks.columns()) {
            long scale = scale(column);
            out.varint(scale);
            for (long value : column) {
                out.zigzag(value / scale);
            }
        }
        return out.sealed(key);
    }

    /**
     * @param columnCount how many sample types the series has
     * @param column which of them to read
     */
    static Column decode(ByteReader in, int columnCount, int column) {
        long durationNanos = in.unsigned("duration");
        long period = in.zigzag();
        OptionalDouble requests = requests(in);
        int[] nodes = nodes(in);
        long[] values = new long[nodes.length];
        for (int i = 0; i < columnCount; i++) {
            values(in, values, i == column);
        }
        in.end();
        return new Column(durationNanos, period, requests, vector(nodes, values));
    }

    private static OptionalDouble requests(ByteReader in) {
        long given = in.varint();
        if (given == 0) {
            return OptionalDouble.empty();
        }
        if (given != 1) {
            throw in.damaged("says " + Long.toUnsignedString(given) + " where 0 or 1 says whether requests are known");
        }
        double requests = in.float64();
        if (!Requests.isCount(requests)) {
            throw in.damaged("number of requests is " + requests);
        }
        return OptionalDouble.of(requests);
    }

    private static int[] nodes(ByteReader in) {
        int[] nodes = new int[in.count("stacks", 1)];
        long node = 0;
        for (int i = 0; i < nodes.length; i++) {
            int step = in.number("step to the next node");
            node += step;
            if (node > Integer.MAX_VALUE || (step == 0 && i > 0)) {
                throw in.damaged("node " + node + " of stack " + i + " does not ascend within 31 bits");
            }
            nodes[i] = (int) node;
        }
        return nodes;
    }

    private static void values(ByteReader in, long[] values, boolean keep) {
        long scale = in.unsigned("scale");
        if (scale == 0) {
            throw in.damaged("scale is 0");
        }
        for (int i = 0; i < values.length; i++) {
            long multiple = in.zigzag();
            if (keep) {
                long value = multiple * scale;
                if (value / scale != multiple) {
                    throw in.damaged("value " + multiple + " times " + scale + " of stack " + i + " exceeds 64 bits");
                }
                values[i] = value;
            }
        }
    }

    private static NodeVector vector(int[] nodes, long[] values) {
        int count = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (values[i] != 0) {
                nodes[count] = nodes[i];
                values[count++] = values[i];
            }
        }
        return NodeVector.of(Arrays.copyOf(nodes, count), Arrays.copyOf(values, count));
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
