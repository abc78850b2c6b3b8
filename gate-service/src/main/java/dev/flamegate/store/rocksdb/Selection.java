package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoredProfile;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads the profiles of one type, series by series and day by day, and touches no others. */
final class Selection {
    private final Database database;
    private final ProfileType type;
    private final TimeRange range;
    private final Predicate<StoredProfile> visitor;

    private Selection(Database database, ProfileType type, TimeRange range, Predicate<StoredProfile> visitor) {
        this.database = database;
        this.type = type;
        this.range = range;
        this.visitor = visitor;
    }

    /** In order of series and time, until the visitor says false. */
    static void visit(
            Database database,
            List<Series> chosen,
            ProfileType type,
            TimeRange range,
            Predicate<StoredProfile> visitor) {
        Selection selection = new Selection(database, type, range, visitor);
        try (Rows rows = database.rows(Family.PROFILES)) {
            boolean more = range.startNanos() < range.endNanos();
            for (int i = 0; more && i < chosen.size(); i++) {
                int column = chosen.get(i).definition().types().indexOf(type);
                more = column < 0 || selection.readSeries(rows, chosen.get(i), column);
            }
        }
    }

    /**
     * Checks that every node is in the tree, which is to be taken after the profile is read.
     *
     * @throws StoreException if one is not
     */
    static void check(Database database, StoredProfile profile, CallTree tree) {
        NodeVector vector = profile.vector();
        if (vector.size() > 0 && vector.node(vector.size() - 1) >= tree.nodeCount()) {
            throw new StoreException(
                    StoreException.Reason.DAMAGED,
                    "store " + database.folder() + ", profile of " + profile.labels() + " at " + profile.time()
                            + ": node " + vector.node(vector.size() - 1) + " is not in the dictionary of "
                            + tree.nodeCount() + " nodes");
        }
    }

    private boolean readSeries(Rows rows, Series series, int column) {
        int lastDay = Keys.day(range.endNanos() - 1);
        for (Map.Entry<Integer, DayCounts> day :
                series.days(Keys.day(range.startNanos()), lastDay).entrySet()) {
            if (!readDay(rows, series, column, day.getKey(), day.getValue().profiles())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Stops at the last profile that is counted rather than at the first row behind it, which may be in a damaged block or one that
     * has to be read for this alone. Profiles with a sequence of {@code count} or more came after the count was taken.
     *
     * @return whether the visitor wants more
     */
    private boolean readDay(Rows rows, Series series, int column, int day, int count) {
        byte[] first = Keys.firstOfDay(day, series.number(), range.startNanos());
        boolean more = rows.seek(first, () -> inWords(series) + " on " + Keys.dayInWords(day));
        int left = count;
        while (more) {
            byte[] key = rows.key();
            if (!Keys.isProfileOf(key, day, series.number(), range.endNanos())) {
                return true;
            }
            long start = Keys.profileStart(key);
            ByteReader value = new ByteReader(key, rows.value(), () -> profileInWords(series, start));
            if (!visitor.test(read(series, start, value, column))) {
                return false;
            }
            left -= Keys.profileSequence(key) < count ? 1 : 0;
            more = left > 0 && rows.next(() -> inWords(series) + " after " + Keys.timeInWords(start));
        }
        return true;
    }

    private static StoredProfile read(Series series, long start, ByteReader value, int column) {
        ProfileCodec.Column read =
                ProfileCodec.decode(value, series.definition().sampleTypes().size(), column);
        long end = read.durationNanos() > Long.MAX_VALUE - start ? Long.MAX_VALUE : start + read.durationNanos();
        return new StoredProfile(
                series.definition().labels(), new TimeRange(start, end), read.period(), read.requests(), read.vector());
    }

    private String inWords(Series series) {
        return "store " + database.folder() + ", profiles of type " + type + " in " + series.inWords();
    }

    private String profileInWords(Series series, long start) {
        return "store " + database.folder() + ", profile of " + series.inWords() + " at " + Keys.timeInWords(start);
    }
}
