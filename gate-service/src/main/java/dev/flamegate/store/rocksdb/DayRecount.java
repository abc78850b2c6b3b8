package dev.flamegate.store.rocksdb;

import dev.flamegate.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts the profiles of days again, where what was counted is damaged. Keys of both begin with day and series. */
final class DayRecount {
    private static final int PREFIX_BYTES = 8;

    private final Database database;
    private final Consumer<RowWalk.Gap> onGap;
    private boolean incomplete;

    /** What a series holds of a day. */
    interface Found {
        void day(int day, int series, DayCounts counts);
    }

    /** The profiles of one day of one series, one after the other. */
    private static final class Group {
        private final int day;
        private final int series;
        private DayCounts counts = DayCounts.NONE;
        private int lastSequence = -1;

        Group(ByteBuffer key) {
            this.day = key.getInt(0);
            this.series = key.getInt(4);
        }

        boolean has(ByteBuffer key) {
            return key.getInt(0) == day && key.getInt(4) == series;
        }

        void add(byte[] key, int bytes) {
            counts = counts.plus(Keys.start(key), bytes);
            lastSequence = Math.max(lastSequence, Keys.profileSequence(key));
        }

        /** The count is the next sequence as well, so it must not fall because a profile cannot be read. */
        DayCounts counts() {
            return counts.withProfiles(Math.max(counts.profiles(), lastSequence + 1));
        }
    }

    DayRecount(Database database, Consumer<RowWalk.Gap> onGap) {
        this.database = database;
        this.onGap = onGap;
    }

    /** Whether some profiles could not be read. */
    boolean isIncomplete() {
        return incomplete;
    }

    /**
     * @param from key of {@link Family#DAYS} or one that begins with it; the range may begin up to a day of a series earlier
     * @param to the same, and the range may end up to a day of a series later; null for the end
     * @return how many days of series were found
     */
    int range(byte[] from, byte @Nullable [] to, Found found) {
        Groups groups = new Groups(found);
        new RowWalk(database, Family.PROFILES, () -> "store " + database.folder() + ", profiles")
                .range(
                        Arrays.copyOf(from, Math.min(from.length, PREFIX_BYTES)),
                        to == null ? null : behind(to),
                        groups::add,
                        gap -> {
                            incomplete = true;
                            onGap.accept(gap);
                        });
        groups.finish();
        return groups.count;
    }

    /**
     * Days of which no profile is left, by their windows; to be told of those that are not known otherwise. Where profiles cannot be
     * read nobody can say whether they were dropped, and nothing is found.
     *
     * @return how many days of series were found, among them those that have profiles
     */
    int windows(byte[] from, byte @Nullable [] to, Found found) {
        return incomplete
                ? 0
                : new WindowRecount(database)
                        .range(
                                Arrays.copyOf(from, Math.min(from.length, PREFIX_BYTES)),
                                to == null ? null : behind(to),
                                found);
    }

    /** Cuts rows in the order of their keys into groups. */
    private final class Groups {
        private final Found found;
        private @Nullable Group current;
        private int count;

        Groups(Found found) {
            this.found = found;
        }

        void add(byte[] key, byte[] value) {
            if (key.length != Keys.PROFILE_BYTES) {
                return;
            }
            ByteBuffer fields = ByteBuffer.wrap(key);
            Group group = current;
            if (group == null || !group.has(fields)) {
                finish();
                group = new Group(fields);
                count++;
                current = group;
            }
            group.add(key, value.length);
        }

        void finish() {
            if (current != null) {
                found.day(current.day, current.series, withRolled(current));
            }
        }
    }

    /** An hour is rolled up if its window is there, which is written and deleted with the shorter ones; a day likewise. */
    private DayCounts withRolled(Group group) {
        DayCounts counts = group.counts();
        long dayStart = Keys.dayStart(group.day);
        for (int hour = 0; hour < DayCounts.HOURS; hour++) {
            if (counts.has(hour) && mayHaveWindow(group.series, Level.HOUR, dayStart + hour * Level.HOUR.nanos())) {
                counts = counts.withRolled(hour);
            }
        }
        return counts.hoursAreRolled() && mayHaveWindow(group.series, Level.DAY, dayStart)
                ? counts.withDayRolled()
                : counts;
    }

    /** What cannot be read may be there: who appends deletes it then, and who reads finds out. */
    private boolean mayHaveWindow(int series, Level level, long start) {
        byte[] key = Keys.window(series, start);
        try {
            return database.get(level.family(), key, () -> level.family().inWords()) != null;
        } catch (StoreException e) {
            return true;
        }
    }

    private static byte @Nullable [] behind(byte[] key) {
        byte[] next = Arrays.copyOf(key, PREFIX_BYTES);
        long prefix = ByteBuffer.wrap(next).getLong() + 1;
        return prefix == 0 ? null : ByteBuffer.wrap(next).putLong(0, prefix).array();
    }
}
