package dev.flamegate.store.rocksdb;

/**
 * What a series holds of one day. Hours are bits, from 0 for the first hour of the day.
 *
 * @param profiles how many; the number of the next one, too
 * @param firstNanos start of the earliest; {@link Long#MAX_VALUE} if there is none
 * @param lastNanos start of the latest
 * @param bytes size of their values, as written
 * @param hours those that a profile starts in
 * @param rolled those of them that are rolled up, or that cannot be: then they have no rows; the bit behind the last hour is the day's
 * @param dropped how many of {@link Detail} it has lost; 0 while all is there
 */
record DayCounts(int profiles, long firstNanos, long lastNanos, long bytes, int hours, int rolled, int dropped) {

    static final DayCounts NONE = new DayCounts(0, Long.MAX_VALUE, 0, 0, 0, 0, 0);
    static final int HOURS = 24;

    private static final int ALL_HOURS = (1 << HOURS) - 1;
    private static final int WHOLE_DAY = 1 << HOURS;

    /** With one more profile, whose hour and day are not rolled up any more. */
    DayCounts plus(long startNanos, long moreBytes) {
        int hour = 1 << Level.HOUR.position(startNanos);
        return new DayCounts(
                Math.addExact(profiles, 1),
                Math.min(firstNanos, startNanos),
                Math.max(lastNanos, startNanos),
                Math.addExact(bytes, moreBytes),
                hours | hour,
                rolled & ~hour & ~WHOLE_DAY,
                dropped);
    }

    /** With a window more, of a day whose profiles are gone. What its day and hours had is rolled up. */
    DayCounts plus(Level level, WindowCodec.Head window) {
        int bit = 1 << (level == Level.DAY ? HOURS : Level.HOUR.position(window.firstNanos()));
        return new DayCounts(
                (int) Math.min(Integer.MAX_VALUE, (long) profiles + window.profiles()),
                Math.min(firstNanos, window.firstNanos()),
                Math.max(lastNanos, window.firstNanos()),
                bytes,
                hours | (bit & ALL_HOURS),
                rolled | bit,
                dropped);
    }

    DayCounts withRolled(int hour) {
        return new DayCounts(profiles, firstNanos, lastNanos, bytes, hours, rolled | 1 << hour, dropped);
    }

    /** To be called when all hours are rolled up. */
    DayCounts withDayRolled() {
        return withRolled(HOURS);
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

    boolean hoursAreRolled() {
        return (rolled & ALL_HOURS) == hours;
    }

    /** Whether the sum of its hours is there, or cannot be made. */
    boolean isDayRolled() {
        return isRolled(HOURS);
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
        boolean isOfHours = counts.hours <= ALL_HOURS && (counts.rolled & ~(counts.hours | WHOLE_DAY)) == 0;
        if (!isOfHours || (counts.isDayRolled() && !counts.hoursAreRolled())) {
            throw in.damaged("hours " + Integer.toBinaryString(counts.hours) + ", of which "
                    + Integer.toBinaryString(counts.rolled) + " rolled up, are not of a day");
        }
        if (counts.dropped > Detail.HOURS.droppedWithIt()) {
            throw in.damaged("a day that has lost " + counts.dropped + " details has no row");
        }
        in.end();
        return counts;
    }
}
