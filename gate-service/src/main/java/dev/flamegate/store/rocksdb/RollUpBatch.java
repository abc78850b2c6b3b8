package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hours of series in the making: their sums by every {@link Level}, and the days that say which hours have them. Made by the one that
 * writes, so that no profile comes between reading an hour and writing its sums; the same profiles always give the same bytes.
 */
final class RollUpBatch implements AutoCloseable {
    /**
     * Profiles after which a batch takes no further hour, and with that how long an append may wait for it: at some 70 microseconds of
     * processor time a profile, about one hour of one series, or 20 ms, at a time.
     */
    private static final int PROFILES_MAX = 200;

    /** Profiles that come later than this after the end of their hour cost a second roll-up of it. */
    private static final long GRACE_NANOS = 600_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(RollUpBatch.class);

    private final Database database;
    private final Dictionaries dictionaries;
    private final WriteBatch rows = new WriteBatch();
    private final WindowSums hour = new WindowSums();
    private final WindowSums fiveMinutes = new WindowSums();
    private final Map<SeriesDay, DayCounts> days = new LinkedHashMap<>();
    private int profiles;
    private int hours;

    private record SeriesDay(Series series, int day) {}

    private record Row(Family family, byte[] key, byte[] value) {}

    RollUpBatch(Database database, Dictionaries dictionaries) {
        this.database = database;
        this.dictionaries = dictionaries;
    }

    /** How many were added. */
    int hours() {
        return hours;
    }

    /** Adds hours that are due until the batch is full. */
    void addDue(Catalog catalog, long nowNanos) throws RocksDBException {
        try (Rows raw = database.rows(Family.PROFILES)) {
            for (Series series : catalog.allSeries()) {
                for (Map.Entry<Integer, DayCounts> day : series.allDays().entrySet()) {
                    if (profiles >= PROFILES_MAX) {
                        return;
                    }
                    addDue(raw, catalog.serviceOf(series), series, day.getKey(), day.getValue(), nowNanos);
                }
            }
        }
    }

    private void addDue(Rows raw, Service service, Series series, int day, DayCounts counts, long nowNanos)
            throws RocksDBException {
        DayCounts after = counts;
        for (int position = 0; position < DayCounts.HOURS && profiles < PROFILES_MAX; position++) {
            long start = Keys.dayStart(day) + position * Level.HOUR.nanos();
            boolean isOver = nowNanos - GRACE_NANOS >= Level.HOUR.windowEnd(start);
            if (isOver && counts.has(position) && !counts.isRolled(position)) {
                add(raw, service, series, start);
                after = after.withRolled(position);
                hours++;
            }
        }
        if (after != counts) {
            days.put(new SeriesDay(series, day), after);
        }
    }

    /** An hour that cannot be added up gets no rows, and is read profile by profile: each is as readable as it was before. */
    private void add(Rows raw, Service service, Series series, long start) throws RocksDBException {
        hour.clear();
        fiveMinutes.clear();
        try {
            for (Row row : sums(raw, service, series, start)) {
                rows.put(database.handle(row.family()), row.key(), row.value());
            }
        } catch (ArithmeticException e) {
            LOG.warn(
                    "{}: the hour from {} is not rolled up: {}",
                    series.inWords(),
                    Keys.timeInWords(start),
                    e.toString());
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.DAMAGED) {
                throw e;
            }
            LOG.warn("{}: the hour from {} is not rolled up", series.inWords(), Keys.timeInWords(start), e);
        }
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
            profiles++;
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
