package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * One day that loses one detail, in the making: a few deletions of ranges, whatever the number of profiles. Series that are pinned lose
 * nothing, and neither does a day with an hour that is still to be added up, or that is to be added up itself.
 */
final class DropBatch implements AutoCloseable {
    private final Database database;
    private final int day;
    private final Detail detail;
    private final WriteBatch rows = new WriteBatch();
    private final List<Series> losing = new ArrayList<>();

    DropBatch(Database database, int day, Detail detail) {
        this.database = database;
        this.day = day;
        this.detail = detail;
    }

    /** The first day before {@code beforeDay} on which a series that is not pinned still has this detail. */
    static OptionalInt oldest(Catalog catalog, Detail detail, int beforeDay, Predicate<Labels> pinned) {
        return catalog.allSeries().stream()
                .filter(series -> !pinned.test(series.definition().labels()))
                .flatMapToInt(series -> series.allDays().headMap(beforeDay).entrySet().stream()
                        .filter(entry -> losesNow(entry.getValue(), detail))
                        .mapToInt(entry -> entry.getKey()))
                .min();
    }

    private static boolean losesNow(DayCounts counts, Detail detail) {
        boolean isSummed = detail.compareTo(Detail.HOURS) < 0 ? counts.hoursAreRolled() : counts.isDayRolled();
        return counts.dropped() == detail.ordinal() && isSummed;
    }

    /** To be called once. */
    void add(Catalog catalog, Predicate<Labels> pinned) throws RocksDBException {
        boolean isWhole = true;
        for (Series series : catalog.allSeries()) {
            DayCounts counts = series.allDays().get(day);
            if (counts != null && counts.dropped() < detail.droppedWithIt()) {
                boolean loses = losesNow(counts, detail)
                        && !pinned.test(series.definition().labels());
                isWhole &= loses;
                if (loses) {
                    losing.add(series);
                }
            }
        }
        if (isWhole && !losing.isEmpty()) {
            deleteRange(Keys.pair(day, 0), Keys.pair(day + 1, 0));
        }
        for (Series series : losing) {
            if (!isWhole) {
                deleteRange(Keys.pair(day, series.number()), Keys.pair(day, series.number() + 1));
            }
            writeDay(series);
        }
    }

    private void deleteRange(byte[] first, byte[] end) throws RocksDBException {
        rows.deleteRange(database.handle(detail.family()), first, end);
    }

    private void writeDay(Series series) throws RocksDBException {
        byte[] key = Keys.pair(day, series.number());
        if (detail.isLast()) {
            rows.delete(database.handle(Family.DAYS), key);
        } else {
            DayCounts counts = series.day(day).withDropped(detail.droppedWithIt());
            rows.put(database.handle(Family.DAYS), key, counts.encode(key));
        }
    }

    int day() {
        return day;
    }

    WriteBatch complete() {
        return rows;
    }

    /** Shows readers what is on the disk now. */
    void apply() {
        for (Series series : losing) {
            if (detail.isLast()) {
                series.removeDay(day);
            } else {
                series.setDay(day, series.day(day).withDropped(detail.droppedWithIt()));
            }
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
