package dev.flamegate.store.rocksdb;

/**
 * What a series holds of one day.
 *
 * @param profiles how many; the number of the next one, too
 * @param firstNanos start of the earliest; {@link Long#MAX_VALUE} if there is none
 * @param lastNanos start of the latest
 * @param bytes size of their values, as written
 */
record DayCounts(int profiles, long firstNanos, long lastNanos, long bytes) {

    static final DayCounts NONE = new DayCounts(0, Long.MAX_VALUE, 0, 0);

    DayCounts plus(long startNanos, long moreBytes) {
        return new DayCounts(
                Math.addExact(profiles, 1),
                Math.min(firstNanos, startNanos),
                Math.max(lastNanos, startNanos),
                Math.addExact(bytes, moreBytes));
    }

    DayCounts withProfiles(int count) {
        return new DayCounts(count, firstNanos, lastNanos, bytes);
    }

    byte[] encode(byte[] key) {
        return new ByteWriter()
                .varint(profiles)
                .varint(firstNanos)
                .varint(lastNanos)
                .varint(bytes)
                .sealed(key);
    }

    static DayCounts decode(ByteReader in) {
        DayCounts counts = new DayCounts(
                in.number("number of profiles"),
                in.unsigned("first start"),
                in.unsigned("last start"),
                in.unsigned("number of bytes"));
        in.end();
        return counts;
    }
}
