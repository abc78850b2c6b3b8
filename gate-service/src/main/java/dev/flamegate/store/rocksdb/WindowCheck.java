package dev.flamegate.store.rocksdb;

import dev.flamegate.store.Damage;
import dev.flamegate.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds profiles up again and compares: a window that is stored is, byte for byte, the sum of the profiles that start in it, and that of a
 * day the sum of its hours. One that is not stored is no damage, what is finer is read instead. To be given profiles in order of their
 * keys.
 */
final class WindowCheck {
    private final Database database;
    private final Consumer<Damage> onDamage;
    private final Map<Integer, Series> known = new HashMap<>();
    private final Map<Level, Open> open = new EnumMap<>(Level.class);
    private final DaySum daySum = new DaySum();
    private final Map<Level, Long> compared = new EnumMap<>(Level.class);

    /** The window that profiles are added to. */
    private static final class Open {
        private final WindowSums sums = new WindowSums();
        private @Nullable Series series;
        private long start;
        private boolean fits = true;
    }

    WindowCheck(Database database, Catalog catalog, Consumer<Damage> onDamage) {
        this.database = database;
        catalog.allSeries().forEach(one -> known.put(one.number(), one));
        this.onDamage = onDamage;
        Level.OF_AN_HOUR.forEach(level -> open.put(level, new Open()));
    }

    void profile(Series series, long startNanos, ProfileCodec.Head head, Stacks stacks) {
        open.forEach((level, window) -> {
            long start = level.windowStart(startNanos);
            if (window.series != series || window.start != start) {
                close(level, window);
                window.series = series;
                window.start = start;
            }
            try {
                window.sums.add(startNanos, head, stacks);
            } catch (ArithmeticException e) {
                window.fits = false;
            }
        });
    }

    void endOfDay() {
        open.forEach(this::close);
    }

    /** A window whose sums do not fit has no row. */
    private void close(Level level, Open window) {
        Series series = window.series;
        if (series != null && !window.sums.isEmpty()) {
            byte[] key = Keys.window(series.number(), window.start);
            byte[] stored = stored(level, key);
            if (stored != null) {
                compared.merge(level, 1L, Long::sum);
                boolean isSum = window.fits && Arrays.equals(stored, window.sums.encode(key));
                boolean isRolled = series.day(Keys.day(window.start)).isRolled(Level.HOUR.position(window.start));
                if (!isSum || !isRolled) {
                    onDamage.accept(new Damage(place(level, series, window.start), wrong(level, isSum)));
                }
            }
        }
        window.sums.clear();
        window.series = null;
        window.fits = true;
    }

    private static String wrong(Level level, boolean isSum) {
        boolean isDay = level == Level.DAY;
        return isSum
                ? "it is there, and its day says that the " + (isDay ? "day" : "hour") + " is not rolled up"
                : "it is not the sum of its " + (isDay ? "hours" : "profiles");
    }

    /** Damage to the row itself is found by reading the family row by row. */
    private byte @Nullable [] stored(Level level, byte[] key) {
        try {
            return database.get(level.family(), key, () -> level.family().inWords());
        } catch (StoreException e) {
            return null;
        }
    }

    /** One row of windows, whose checksum holds: all there is of a day whose profiles are dropped. */
    void window(Level level, byte[] key, ByteReader value) {
        if (key.length != Keys.WINDOW_BYTES) {
            throw value.damaged("key has " + key.length + " bytes, expected " + Keys.WINDOW_BYTES);
        }
        ByteBuffer fields = ByteBuffer.wrap(key);
        int day = fields.getInt();
        Series series = known.get(fields.getInt());
        if (series != null && (level == Level.DAY || series.day(day).dropped() > 0)) {
            WindowCodec.head(value, Keys.start(key));
            StackCodec.decodeAll(value, series.definition().sampleTypes().size());
            compared.merge(level, 1L, Long::sum);
            if (level == Level.DAY) {
                compareDay(series, day, value);
            }
        }
    }

    /** Of a day whose hours are dropped, or cannot be read, there is nothing to compare with. */
    private void compareDay(Series series, int day, ByteReader stored) {
        DayCounts counts = series.day(day);
        boolean isSum = true;
        if (counts.dropped() < Detail.HOURS.droppedWithIt()) {
            try (Rows hours = database.rows(Level.HOUR.family())) {
                isSum = stored.isValue(daySum.of(hours, series, day, counts));
            } catch (ArithmeticException e) {
                isSum = false;
            } catch (StoreException e) {
                if (e.reason() != StoreException.Reason.DAMAGED) {
                    throw e;
                }
            }
        }
        if (!isSum || !counts.isDayRolled()) {
            onDamage.accept(new Damage(place(Level.DAY, series, Keys.dayStart(day)), wrong(Level.DAY, isSum)));
        }
    }

    /** To be called after the last row of this level and the last profile: those never compared are of no profile. */
    void end(Level level, long rows) {
        long strangers = rows - compared.getOrDefault(level, 0L);
        if (strangers != 0) {
            onDamage.accept(new Damage(
                    "store " + database.folder() + ", " + level.family().inWords(),
                    strangers + " windows have no profile that can be read"));
        }
    }

    private String place(Level level, Series series, long start) {
        return "store " + database.folder() + ", " + level.family().inWords() + " of " + series.inWords() + " from "
                + Keys.timeInWords(start);
    }
}
