package dev.flamegate.store.rocksdb;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The window of a day: the sum of its hours' windows, in their order, so that it is made and checked without a profile being read. */
final class DaySum {
    private final WindowSums sums = new WindowSums();

    /**
     * @param hours rows of {@link Level#HOUR}
     * @param counts of the day; all of its hours are rolled up
     * @return the value to store; null if one of the hours could not be added up
     * @throws ArithmeticException if a sum cannot be stored
     * @throws dev.flamegate.store.StoreException if an hour fails its checks
     */
    byte @Nullable [] of(Rows hours, Series series, int day, DayCounts counts) {
        sums.clear();
        long dayStart = Keys.dayStart(day);
        Supplier<String> place =
                () -> Level.HOUR.family().inWords() + " of " + series.inWords() + " on " + Keys.dayInWords(day);
        int found = 0;
        boolean more = hours.seek(Keys.window(series.number(), dayStart), place);
        while (more && Keys.isWindowOf(hours.key(), day, series.number(), Level.DAY.windowEnd(dayStart))) {
            byte[] key = hours.key();
            ByteReader in = new ByteReader(key, hours.value(), place);
            WindowCodec.Head head = WindowCodec.head(in, Keys.start(key));
            sums.add(
                    head,
                    StackCodec.decodeAll(in, series.definition().sampleTypes().size()));
            found |= 1 << Level.HOUR.position(Keys.start(key));
            more = hours.next(place);
        }
        boolean isWhole = found == counts.hours() && !sums.isEmpty();
        return isWhole ? sums.encode(Keys.window(series.number(), dayStart)) : null;
    }
}
