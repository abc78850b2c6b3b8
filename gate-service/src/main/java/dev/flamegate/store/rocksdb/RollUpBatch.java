package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hours and days of series in the making: their sums by every {@link Level}, and the days that say which hours have them. Made by the one
 * that writes, so that no profile comes between reading an hour and writing its sums; the same profiles always give the same bytes.
 */
final class RollUpBatch implements AutoCloseable {
    /**
     * Profiles, or hours for a day, after which a batch takes nothing further, and with that how long an append may wait for it: at some
     * 70 microseconds of processor time a profile, about one hour of one series, or 20 ms, at a time.
     */
    private static final int READ_MAX = 200;

    /** Profiles that come later than this after the end of their hour cost a second roll-up of it, and of their day. */
    private static final long GRACE_NANOS = 600_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(RollUpBatch.class);

    private final Database database;
    private final Dictionaries dictionaries;
    private final WriteBatch rows = new WriteBatch();
    private final WindowSums hour = new WindowSums();
    private final WindowSums fiveMinutes = new WindowSums();
    private final DaySum daySum = new DaySum();
    private final Map<SeriesDay, DayCounts> days = new LinkedHashMap<>();
    private int read;
    private int sums;

    private record SeriesDay(Series series, int day) {}

    private record Row(Family family, byte[] key, byte[] value) {}

    RollUpBatch(Database database, Dictionaries dictionaries) {
        this.database = database;
        this.dictionaries = dictionaries;
    }

    /** How many hours and days were added. */
    int sums() {
        return sums;
    }

    /** Adds what is due until the batch is full. */
    void addDue(Catalog catalog, long nowNanos) throws RocksDBException {
        try (Rows raw = database.rows(Family.PROFILES);
                Rows hourly = database.rows(Level.HOUR.family())) {
            for (Series series : catalog.allSeries()) {
                for (Map.Entry<Integer, DayCounts> day : series.allDays().entrySet()) {
                    if (read >= READ_MAX) {
                        return;
                    }
                    addDue(raw, catalog.serviceOf(series), series, day.getKey(), day.getValue(), nowNanos);
                    addDueDay(hourly, series, day.getKey(), day.getValue(), nowNanos);
                }
            }
        }
    }

    private void addDue(Rows raw, Service service, Series series, int day, DayCounts counts, long nowNanos)
            throws RocksDBException {
        DayCounts after = counts;
        for (int position = 0; position < DayCounts.HOURS && read < READ_MAX; position++) {
            long start = Keys.dayStart(day) + position * Level.HOUR.nanos();
            if (isOver(Level.HOUR, start, nowNanos) && counts.has(position) && !counts.isRolled(position)) {
                add(raw, service, series, start);
                after = after.withRolled(position);
                sums++;
            }
        }
        if (after != counts) {
            days.put(new SeriesDay(series, day), after);
        }
    }

    private static boolean isOver(Level level, long start, long nowNanos) {
        return nowNanos - GRACE_NANOS >= level.windowEnd(start);
    }

    /** A day whose hours are on the disk; not one whose last hour is in this batch. */
    private void addDueDay(Rows hourly, Series series, int day, DayCounts counts, long nowNanos)
            throws RocksDBException {
        long start = Keys.dayStart(day);
        if (!isOver(Level.DAY, start, nowNanos) || !counts.hoursAreRolled() || counts.isDayRolled()) {
            return;
        }
        byte[] value = summed(series, Level.DAY, start, () -> daySum.of(hourly, series, day, counts));
        if (value != null) {
            rows.put(database.handle(Level.DAY.family()), Keys.window(series.number(), start), value);
        }
        read += Integer.bitCount(counts.hours());
        days.put(new SeriesDay(series, day), counts.withDayRolled());
        sums++;
    }

    private void add(Rows raw, Service service, Series series, long start) throws RocksDBException {
        hour.clear();
        fiveMinutes.clear();
        List<Row> made = summed(series, Level.HOUR, start, () -> sums(raw, service, series, start));
        for (Row row : made == null ? List.<Row>of() : made) {
            rows.put(database.handle(row.family()), row.key(), row.value());
        }
    }

    /** What cannot be added up gets no rows, and is read by what is finer: that is as readable as it was before. */
    private static <T> @Nullable T summed(Series series, Level level, long start, Supplier<@Nullable T> sum) {
        try {
            return sum.get();
        } catch (ArithmeticException e) {
            LOG.warn("{}: the {} is not rolled up: {}", series.inWords(), inWords(level, start), e.toString());
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.DAMAGED) {
                throw e;
            }
            LOG.warn("{}: the {} is not rolled up", series.inWords(), inWords(level, start), e);
        }
        return null;
    }

    private static String inWords(Level level, long start) {
        return (level == Level.DAY ? "day from " : "hour from ") + Keys.timeInWords(start);
    }

    private List<Row> sums(Rows raw, Service service, Series series, long hourStart) {
        int day = Keys.day(hourStart);
        CallTree tree = dictionaries.of(Dictionaries.Key.of(service, day)).tree();
        Supplier<String> place =
                () -> "store " + database.folder() + ", " + series.inWords() + " from " + Keys.timeInWords(hourStart);
        List<Row> made = new ArrayList<>();
        long window = hourStart;
        boolean more = raw.seek(Keys.firstOfDay(day, series.number(), hourStart), place);
        for (; more; more = raw.next(place)) {
            byte[] key = raw.key();
            if (!Keys.isProfileOf(key, day, series.number(), Level.HOUR.windowEnd(hourStart))) {
                break;
            }
            long start = Keys.start(key);
            if (Level.FIVE_MINUTES.windowStart(start) != window) {
                addWindow(series, Level.FIVE_MINUTES, fiveMinutes, window, made);
                window = Level.FIVE_MINUTES.windowStart(start);
            }
            ByteReader in = new ByteReader(key, raw.value(), () -> series.inWords() + " at " + Keys.timeInWords(start));
            ProfileCodec.Head head = ProfileCodec.head(in);
            Stacks stacks =
                    StackCodec.decodeAll(in, series.definition().sampleTypes().size());
            if (stacks.size() > 0 && stacks.node(stacks.size() - 1) >= tree.nodeCount()) {
                throw in.damaged("node " + stacks.node(stacks.size() - 1) + " is not in the dictionary");
            }
            hour.add(start, head, stacks);
            fiveMinutes.add(start, head, stacks);
            read++;
        }
        addWindow(series, Level.FIVE_MINUTES, fiveMinutes, window, made);
        addWindow(series, Level.HOUR, hour, hourStart, made);
        return made;
    }

    private static void addWindow(Series series, Level level, WindowSums sums, long start, List<Row> made) {
        if (!sums.isEmpty()) {
            byte[] key = Keys.window(series.number(), start);
            made.add(new Row(level.family(), key, sums.encode(key)));
        }
    }

    /** To be called once. */
    WriteBatch complete() throws RocksDBException {
        for (Map.Entry<SeriesDay, DayCounts> entry : days.entrySet()) {
            byte[] key = Keys.pair(entry.getKey().day(), entry.getKey().series().number());
            rows.put(database.handle(Family.DAYS), key, entry.getValue().encode(key));
        }
        return rows;
    }

    /** Shows readers what is on the disk now. */
    void apply() {
        days.forEach((day, counts) -> day.series().setDay(day.day(), counts));
    }

    @Override
    public void close() {
        rows.close();
    }
}
