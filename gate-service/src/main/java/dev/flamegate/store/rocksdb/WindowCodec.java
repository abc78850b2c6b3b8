package dev.flamegate.store.rocksdb;

import java.util.OptionalDouble;

/** The sum of the profiles of one window to bytes, and back: what they say of themselves, then stacks as of a profile. */
final class WindowCodec {

    /**
     * What the profiles of a window say of themselves together.
     *
     * @param profiles how many, at least 1
     * @param firstNanos start of the first
     * @param lastNanos end of the last to end
     * @param sampledNanos sum of their durations
     * @param longestNanos the longest of their durations
     * @param period the greatest of theirs
     * @param requests sum of what they say; empty if one of them does not
     */
    record Head(
            int profiles,
            long firstNanos,
            long lastNanos,
            long sampledNanos,
            long longestNanos,
            long period,
            OptionalDouble requests) {

        static Head of(long startNanos, ProfileCodec.Head profile) {
            return new Head(
                    1,
                    startNanos,
                    profile.endNanos(startNanos),
                    profile.durationNanos(),
                    profile.durationNanos(),
                    profile.period(),
                    profile.requests());
        }

        /**
         * @param later whose first start is not before this one's
         * @throws ArithmeticException if a sum cannot be stored
         */
        Head plus(Head later) {
            return new Head(
                    Math.addExact(profiles, later.profiles),
                    firstNanos,
                    Math.max(lastNanos, later.lastNanos),
                    Math.addExact(sampledNanos, later.sampledNanos),
                    Math.max(longestNanos, later.longestNanos),
                    Math.max(period, later.period),
                    sum(requests, later.requests));
        }

        private static OptionalDouble sum(OptionalDouble one, OptionalDouble other) {
            if (one.isEmpty() || other.isEmpty()) {
                return OptionalDouble.empty();
            }
            double sum = one.getAsDouble() + other.getAsDouble();
            if (Double.isInfinite(sum)) {
                throw new ArithmeticException("the number of requests is beyond every number");
            }
            return OptionalDouble.of(sum);
        }
    }

    private WindowCodec() {}

    static byte[] encode(Head head, Stacks stacks, byte[] key) {
        ByteWriter out = new ByteWriter()
                .varint(head.profiles)
                .varint(head.firstNanos - Keys.start(key))
                .varint(head.lastNanos - head.firstNanos)
                .varint(head.sampledNanos)
                .varint(head.longestNanos)
                .zigzag(head.period);
        if (head.requests.isPresent()) {
            out.varint(1).float64(head.requests.getAsDouble());
        } else {
            out.varint(0);
        }
        StackCodec.encode(out, stacks);
        return out.sealed(key);
    }

    /** The stacks are left to {@link StackCodec}. */
    static Head head(ByteReader in, long windowStart) {
        int profiles = in.number("number of profiles");
        long first = windowStart + in.unsigned("distance to the first start");
        long length = in.unsigned("length");
        if (profiles == 0 || first < windowStart || length > Long.MAX_VALUE - first) {
            throw in.damaged(profiles + " profiles from " + first + " for " + length + " ns are no window");
        }
        return new Head(
                profiles,
                first,
                first + length,
                in.unsigned("sum of durations"),
                in.unsigned("longest duration"),
                in.zigzag(),
                ProfileCodec.requests(in));
    }
}
