package dev.flamegate.store.rocksdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Keys: big-endian numbers, so that the order of bytes is the order of numbers. */
final class Keys {
    static final int PROFILE_BYTES = 20;
    static final int WINDOW_BYTES = 16;
    static final int DICTIONARY_BYTES = 12;

    /** Long enough that most questions need one dictionary, short enough that what a service no longer runs is soon forgotten. */
    static final int DAYS_PER_DICTIONARY = 28;

    private static final long DAY_NANOS = 86_400_000_000_000L;

    private Keys() {}

    /** The UTC day since 1970 of a time in Unix nanoseconds, which is not negative. */
    static int day(long nanos) {
        return (int) (nanos / DAY_NANOS);
    }

    /** The day's first nanosecond. */
    static long dayStart(int day) {
        return day * DAY_NANOS;
    }

    /** The dictionary that the stacks of a day are numbered by. */
    static int generation(int day) {
        return day / DAYS_PER_DICTIONARY;
    }

    static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    static byte[] pair(int first, int second) {
        return ByteBuffer.allocate(8).putInt(first).putInt(second).array();
    }

    static byte[] dictionary(int service, int generation, int first) {
        return ByteBuffer.allocate(DICTIONARY_BYTES)
                .putInt(service)
                .putInt(generation)
                .putInt(first)
                .array();
    }

    static byte[] window(int series, long startNanos) {
        return ByteBuffer.allocate(WINDOW_BYTES)
                .putInt(day(startNanos))
                .putInt(series)
                .putLong(startNanos)
                .array();
    }

    static boolean isWindowOf(byte[] key, int day, int series, long endNanos) {
        if (key.length != WINDOW_BYTES) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(key);
        return fields.getInt() == day && fields.getInt() == series && fields.getLong() < endNanos;
    }

    static byte[] profile(int series, long startNanos, int sequence) {
        return ByteBuffer.allocate(PROFILE_BYTES)
                .putInt(day(startNanos))
                .putInt(series)
                .putLong(startNanos)
                .putInt(sequence)
                .array();
    }

    /** Not behind any profile of this day and series that starts at {@code startNanos} or later. */
    static byte[] firstOfDay(int day, int series, long startNanos) {
        return ByteBuffer.allocate(PROFILE_BYTES)
                .putInt(day)
                .putInt(series)
                .putLong(startNanos)
                .array();
    }

    /** Of a profile or a window. */
    static long start(byte[] key) {
        return ByteBuffer.wrap(key).getLong(8);
    }

    static int profileSequence(byte[] key) {
        return ByteBuffer.wrap(key).getInt(16);
    }

    /** Whether a key of {@link Family#PROFILES} is of this day and series, and starts before {@code endNanos}. */
    static boolean isProfileOf(byte[] key, int day, int series, long endNanos) {
        if (key.length != PROFILE_BYTES) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(key);
        return fields.getInt() == day && fields.getInt() == series && fields.getLong() < endNanos;
    }

    static byte[] document(String kind, String id) {
        byte[] prefix = documents(kind);
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(prefix.length + name.length)
                .put(prefix)
                .put(name)
                .array();
    }

    /** What the keys of all documents of a kind begin with. */
    static byte[] documents(String kind) {
        if (kind.isEmpty() || kind.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("kind of document '" + kind.replace('\0', '?')
                    + "' must not be empty nor have the character that separates it from the id");
        }
        byte[] name = kind.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(name.length + 1).put(name).put((byte) 0).array();
    }

    static String dayInWords(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    static String timeInWords(long nanos) {
        return Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L)
                .toString();
    }
}
