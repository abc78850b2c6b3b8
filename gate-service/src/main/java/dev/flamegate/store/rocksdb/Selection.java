package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the profiles of one type, series by series and day by day, and touches no others. */
final class Selection {
    private final Database database;
    private final ProfileType type;
    private final TimeRange range;
    private final List<StoredProfile> found = new ArrayList<>();

    private Selection(Database database, ProfileType type, TimeRange range) {
        this.database = database;
        this.type = type;
        this.range = range;
    }

    /** In order of series and time. */
    static List<StoredProfile> read(
            Database database, List<Series> candidates, ProfileType type, LabelSelector selector, TimeRange range) {
        Selection selection = new Selection(database, type, range);
        try (Rows rows = database.rows(Family.PROFILES)) {
            for (Series series : candidates) {
                int column = series.definition().types().indexOf(type);
                if (column >= 0 && selector.matches(series.definition().labels())) {
                    selection.readSeries(rows, series, column);
                }
            }
        }
        return selection.found;
    }

    /**
     * Checks that every node is in the tree, which is to be taken after the profiles are read.
     *
     * @throws StoreException if one is not
     */
    static void check(Database database, List<StoredProfile> profiles, CallTree tree) {
        for (StoredProfile profile : profiles) {
            NodeVector vector = profile.vector();
            if (vector.size() > 0 && vector.node(vector.size() - 1) >= tree.nodeCount()) {
                throw new StoreException(
                        StoreException.Reason.DAMAGED,
                        "store " + database.folder() + ", profile of " + profile.labels() + " at " + profile.time()
                                + ": node " + vector.node(vector.size() - 1) + " is not in the dictionary of "
                                + tree.nodeCount() + " nodes");
            }
        }
    }

    private void readSeries(Rows rows, Series series, int column) {
        if (range.startNanos() == range.endNanos()) {
            return;
        }
        int lastDay = Keys.day(range.endNanos() - 1);
        for (Map.Entry<Integer, DayCounts> day :
                series.days(Keys.day(range.startNanos()), lastDay).entrySet()) {
            readDay(rows, series, column, day.getKey(), day.getValue().profiles());
        }
    }

    /**
     * Stops at the last profile that is counted rather than at the first row behind it, which may be in a damaged block or one that
     * has to be read for this alone. Profiles with a sequence of {@code count} or more came after the count was taken.
     */
    private void readDay(Rows rows, Series series, int column, int day, int count) {
        byte[] first = Keys.firstOfDay(day, series.number(), range.startNanos());
        boolean more = rows.seek(first, () -> inWords(series) + " on " + Keys.dayInWords(day));
        int left = count;
        while (more) {
            byte[] key = rows.key();
            if (!Keys.isProfileOf(key, day, series.number(), range.endNanos())) {
                return;
            }
            long start = Keys.profileStart(key);
            add(series, start, new ByteReader(key, rows.value(), () -> profileInWords(series, start)), column);
            left -= Keys.profileSequence(key) < count ? 1 : 0;
            more = left > 0 && rows.next(() -> inWords(series) + " after " + Keys.timeInWords(start));
        }
    }

    private void add(Series series, long start, ByteReader value, int column) {
        ProfileCodec.Column read =
                ProfileCodec.decode(value, series.definition().sampleTypes().size(), column);
        long end = read.durationNanos() > Long.MAX_VALUE - start ? Long.MAX_VALUE : start + read.durationNanos();
        found.add(new StoredProfile(
                series.definition().labels(),
                new TimeRange(start, end),
                read.period(),
                read.requests(),
                read.vector()));
    }

    private String inWords(Series series) {
        return "store " + database.folder() + ", profiles of type " + type + " in " + series.inWords();
    }

    private String profileInWords(Series series, long start) {
        return "store " + database.folder() + ", profile of " + series.inWords() + " at " + Keys.timeInWords(start);
    }
}
