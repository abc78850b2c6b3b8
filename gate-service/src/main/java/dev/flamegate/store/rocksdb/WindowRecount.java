package dev.flamegate.store.rocksdb;

import dev.flamegate.store.StoreException;
import java.nio.ByteBuffer;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the days that have lost their profiles by the windows that are left of them, where what was counted is damaged. The finest windows
 * that a day has say what it has lost; the start of its last profile is known to within one of them.
 */
final class WindowRecount {
    private record SeriesDay(int day, int series) implements Comparable<SeriesDay> {
        @Override
        public int compareTo(SeriesDay other) {
            return day != other.day ? Integer.compare(day, other.day) : Integer.compare(series, other.series);
        }
    }

    private final Database database;
    private final TreeMap<SeriesDay, DayCounts> days = new TreeMap<>();

    WindowRecount(Database database) {
        this.database = database;
    }

    /**
     * @param from the first bytes of the first key
     * @param to the first key behind the last; null for the end
     * @param found is also told of days that have profiles
     * @return how many days of series were found
     */
    int range(byte[] from, byte @Nullable [] to, DayRecount.Found found) {
        for (Level level : Level.values()) {
            new RowWalk(database, level.family(), () -> level.family().inWords())
                    .range(from, to, (key, value) -> add(level, key, value), gap -> {});
        }
        days.forEach((day, counts) -> found.day(day.day, day.series, counts));
        return days.size();
    }

    private void add(Level level, byte[] key, byte[] value) {
        if (key.length != Keys.WINDOW_BYTES) {
            return;
        }
        ByteBuffer fields = ByteBuffer.wrap(key);
        SeriesDay day = new SeriesDay(fields.getInt(), fields.getInt());
        int dropped = level.ordinal() + 1;
        DayCounts before = days.get(day);
        if (before != null && before.dropped() < dropped) {
            days.put(day, level == Level.DAY ? before.withDayRolled() : before);
            return;
        }
        try {
            WindowCodec.Head head = WindowCodec.head(
                    new ByteReader(key, value, () -> level.family().inWords()), Keys.start(key));
            DayCounts counts = before == null ? DayCounts.NONE.withDropped(dropped) : before;
            days.put(day, counts.plus(level, head));
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.DAMAGED) {
                throw e;
            } // a window that cannot be read is found by who reads it; it says nothing of its day
        }
    }
}
