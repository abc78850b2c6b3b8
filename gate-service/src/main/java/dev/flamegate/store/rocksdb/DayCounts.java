package dev.flamegate.store.rocksdb;

/**
 * What a series holds of one day. Hours are bits, from 0 for the first hour of the day.
 *
 * @param profiles how many; the number of the next one, too
 * @param firstNanos start of the earliest; {@link Long#MAX_VALUE} if there is none
 * @param lastNanos start of the latest
 * @param bytes size of their values, as written
 * @param hours those that a profile starts in
 * @param rolled those of them that are rolled up, or that cannot be: then they have no rows
 * @param dropped how many of {@link Detail} it has lost; 0 while all is there
 */
record DayCounts(int profiles, long firstNanos, long lastNanos, long bytes, int hours, int rolled, int dropped) {

    static final DayCounts NONE = new DayCounts(0, Long.MAX_VALUE, 0, 0, 0, 0, 0);
    static final int HOURS = 24;

    private static final int ALL_HOURS = (1 << HOURS) - 1;

    /** With one more profile, whose hour is not rolled up any more. */
    DayCounts plus(long startNanos, long moreBytes) {
        int hour = 1 << Level.HOUR.position(startNanos);
        return new DayCounts(
                Math.addExact(profiles, 1),
                Math.min(firstNanos, startNanos),
                Math.max(lastNanos, startNanos),
                Math.addExact(bytes, moreBytes),
                hours | hour,
                rolled & ~hour,
                dropped);
    }

    DayCounts withRolled(int hour) {
        return new DayCounts(profiles, firstNanos, lastNanos, bytes, hours, rolled | 1 << hour, dropped);
    }

    DayCounts withDropped(int details) {
        return new DayCounts(profiles, firstNanos, lastNanos, bytes, hours, rolled, details);
    }

    boolean has(int hour) {
        return (hours >>> hour & 1) != 0;
    }

    boolean isRolled(int hour) {
        return (rolled >>> hour & 1) != 0;
    }

    DayCounts withProfiles(int count) {
        return new DayCounts(count, firstNanos, lastNanos, bytes, hours, rolled, dropped);
    }

    /** Rolled up and dropped as the other is. */
    DayCounts withRolled(DayCounts other) {
        return new DayCounts(profiles, firstNanos, lastNanos, bytes, hours, other.rolled, other.dropped);
    }

    byte[] encode(byte[] key) {
        return new ByteWriter()
                .varint(profiles)
                .varint(firstNanos)
                .varint(lastNanos)
                .varint(bytes)
                .varint(hours)
                .varint(rolled)
                .varint(dropped)
                .sealed(key);
    }

    static DayCounts decode(ByteReader in) {
        DayCounts counts = new DayCounts(
                in.number("number of profiles"),
                in.unsigned("first start"),
                in.unsigned("last start"),
                in.unsigned("number of bytes"),
                in.number("hours"),
                in.number("hours that are rolled up"),
                in.number("number of details that were dropped"));
        if (counts.hours > ALL_HOURS || (counts.rolled & ~counts.hours) != 0) {
            throw in.damaged("hours " + Integer.toBinaryString(counts.hours) + ", of which "
                    + Integer.toBinaryString(counts.rolled) + " rolled up, are not of a day");
        }
        if (counts.dropped > Detail.FIVE_MINUTES.droppedWithIt()) {
            throw in.damaged("a day that has lost " + counts.dropped + " details has no row");
        }
        in.end();
        return counts;
    }
}
