package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Resolution;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads what one series has in a range, in order of time: the sums of whole windows where they are and may be used, the longest first;
 * profiles at the edges, and where there are no sums. What the counts of a day say about sums is a hint: they are used if they are in
 * the view, in which they are right.
 */
final class SeriesReader implements AutoCloseable {

    /** What is found. */
    interface Sink {

        /** @return whether more is wanted */
        boolean add(int day, WindowCodec.Head head, StackCodec.Encoded stacks);
    }

    private final View view;
    private final Series series;
    private final int column;
    private final TimeRange range;
    private final Resolution resolution;
    private final Sink sink;
    private final Map<Family, Rows> open = new EnumMap<>(Family.class);
    private long rawStart;
    private long rawEnd;
    private DayCounts today = DayCounts.NONE;
    private int left;
    private boolean over;

    /**
     * @param column position of the values that are wanted
     */
    SeriesReader(View view, Series series, int column, TimeRange range, Resolution resolution, Sink sink) {
        this.view = view;
        this.series = series;
        this.column = column;
        this.range = range;
        this.resolution = resolution;
        this.sink = sink;
    }

    /** @return whether the sink wants more */
    boolean read() {
        if (range.startNanos() < range.endNanos()) {
            series.days(Keys.day(range.startNanos()), Keys.day(range.endNanos() - 1))
                    .forEach(this::readDay);
        }
        return !over;
    }

    private void readDay(int day, DayCounts counts) {
        today = counts;
        left = counts.dropped() > 0 ? 0 : counts.profiles();
        long start = Keys.dayStart(day);
        if (!counts.isDayRolled() || !readWhole(Level.DAY, start)) {
            readHours(start);
        }
        readProfiles();
    }

    private void readHours(long dayStart) {
        for (int position = 0; position < DayCounts.HOURS && !over; position++) {
            long start = dayStart + position * Level.HOUR.nanos();
            long end = Level.HOUR.windowEnd(start);
            if (today.has(position) && start < range.endNanos() && end > range.startNanos()) {
                boolean isRead = today.isRolled(position)
                        && (readWhole(Level.HOUR, start)
                                || allows(Level.FIVE_MINUTES) && readWindows(Level.FIVE_MINUTES, start, end));
                if (!isRead) {
                    readProfilesLater(start, end);
                }
            }
        }
    }

    /** Whether the range has all of the window's time, and the window is there. */
    private boolean readWhole(Level level, long start) {
        long end = level.windowEnd(start);
        boolean isWhole = range.startNanos() <= start && end <= range.endNanos();
        return isWhole && allows(level) && readWindows(level, start, end);
    }

    /** Of a day that has lost its details, the finest that is left is better than nothing. */
    private boolean allows(Level level) {
        return has(level) && (isFinest(level) || resolution.allows(level.nanos()));
    }

    private boolean has(Level level) {
        return today.dropped() <= level.ordinal() + 1;
    }

    private boolean isFinest(Level level) {
        return today.dropped() == level.ordinal() + 1;
    }

    /**
     * Reads a part of one hour, or a day, by windows that are wholly in the range, with the profiles before and behind them. An hour has all
     * of its windows or none: if there is none in the range, the profiles are asked, of which there may be none either.
     *
     * @return whether there was a window
     */
    private boolean readWindows(Level level, long start, long end) {
        long first = Math.max(start, roundedUp(range.startNanos(), level.nanos()));
        long last = Math.min(end, range.endNanos() - range.endNanos() % level.nanos());
        int day = Keys.day(start);
        Rows rows = rows(level.family());
        if (first >= last
                || !rows.seek(Keys.window(series.number(), first), this::inWords)
                || !Keys.isWindowOf(rows.key(), day, series.number(), last)) {
            return false;
        }
        readProfilesLater(start, first);
        boolean more = true;
        while (more && !over && Keys.isWindowOf(rows.key(), day, series.number(), last)) {
            readWindow(level, rows);
            more = last - Keys.start(rows.key()) > level.nanos() && rows.next(this::inWords);
        }
        readProfilesLater(last, end);
        return true;
    }

    private void readWindow(Level level, Rows rows) {
        byte[] key = rows.key();
        long start = Keys.start(key);
        ByteReader in = new ByteReader(key, rows.value(), () -> inWords() + ", window of " + Keys.timeInWords(start));
        WindowCodec.Head head = WindowCodec.head(in, start);
        if (!isFinest(level) && resolution.parts(head.firstNanos(), head.lastNanos(), level.windowEnd(start))) {
            readFiner(level, start);
            return;
        }
        readProfiles();
        left = today.dropped() > 0
                ? 0
                : Integer.MAX_VALUE; // how many profiles of the day are behind this window is not known
        if (!over) {
            over = !sink.add(Keys.day(start), head, new StackCodec.Encoded(in, columnCount(), column));
        }
    }

    private void readFiner(Level level, long start) {
        long end = level.windowEnd(start);
        if (level == Level.DAY) {
            readHours(start);
        } else if (level == Level.FIVE_MINUTES || !readWindows(Level.FIVE_MINUTES, start, end)) {
            readProfilesLater(start, end);
        }
    }

    private static long roundedUp(long nanos, long step) {
        long over = nanos % step;
        return over == 0 || nanos > Long.MAX_VALUE - step ? nanos : nanos - over + step;
    }

    /** Neighbours are read in one go. */
    private void readProfilesLater(long start, long end) {
        long from = Math.max(start, range.startNanos());
        long to = Math.min(end, range.endNanos());
        if (from >= to) {
            return;
        }
        if (from != rawEnd) {
            readProfiles();
            rawStart = from;
        }
        rawEnd = to;
    }

    /**
     * Stops at the last profile of the day that is counted rather than at the first row behind it, which may be in a damaged block or one
     * that has to be read for this alone. Profiles with a sequence that is not counted came after the count was taken.
     */
    private void readProfiles() {
        long start = rawStart;
        long end = rawEnd;
        rawStart = 0;
        rawEnd = 0;
        if (start == end) {
            return;
        }
        int day = Keys.day(start);
        Rows rows = rows(Family.PROFILES);
        boolean more = left > 0
                && rows.seek(
                        Keys.firstOfDay(day, series.number(), start), () -> inWords() + " on " + Keys.dayInWords(day));
        while (more && !over) {
            byte[] key = rows.key();
            if (!Keys.isProfileOf(key, day, series.number(), end)) {
                return;
            }
            long at = Keys.start(key);
            readProfile(day, at, new ByteReader(key, rows.value(), () -> profileInWords(at)));
            left -= Keys.profileSequence(key) < today.profiles() ? 1 : 0;
            more = left > 0 && rows.next(() -> inWords() + " after " + Keys.timeInWords(at));
        }
    }

    private void readProfile(int day, long start, ByteReader in) {
        ProfileCodec.Head head = ProfileCodec.head(in);
        over = !sink.add(day, WindowCodec.Head.of(start, head), new StackCodec.Encoded(in, columnCount(), column));
    }

    private int columnCount() {
        return series.definition().sampleTypes().size();
    }

    private Rows rows(Family family) {
        return open.computeIfAbsent(family, view::rows);
    }

    private String inWords() {
        return "store " + view.database().folder() + ", profiles of type "
                + series.definition().types().get(column) + " in " + series.inWords();
    }

    private String profileInWords(long start) {
        return "store " + view.database().folder() + ", profile of " + series.inWords() + " at "
                + Keys.timeInWords(start);
    }

    @Override
    public void close() {
        open.values().forEach(Rows::close);
    }
}
