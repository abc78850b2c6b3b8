package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.Profile;
import dev.flamegate.profile.Requests;
import java.util.OptionalDouble;

/** A profile to bytes, and back: what it says of itself, then its stacks as {@link StackCodec} writes them. */
final class ProfileCodec {

    /** What a profile says of itself. */
    record Head(long durationNanos, long period, OptionalDouble requests) {

        /** The end of the profile, as far as a time can say. */
        long endNanos(long startNanos) {
            return durationNanos > Long.MAX_VALUE - startNanos ? Long.MAX_VALUE : startNanos + durationNanos;
        }
    }

    private ProfileCodec() {}

    static byte[] encode(Profile profile, Stacks stacks, byte[] key) {
        ByteWriter out = new ByteWriter().varint(profile.durationNanos()).zigzag(profile.period());
        if (profile.requests().isPresent()) {
            out.varint(1).float64(profile.requests().getAsDouble());
        } else {
            out.varint(0);
        }
        StackCodec.encode(out, stacks);
        return out.sealed(key);
    }

    /** The stacks are left to {@link StackCodec}. */
    static Head head(ByteReader in) {
        return new Head(in.unsigned("duration"), in.zigzag(), requests(in));
    }

    static OptionalDouble requests(ByteReader in) {
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
}
