package dev.flamegate.export;

import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.SeriesOverTime.Line;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values over time as Pyroscope's pages draw them: some 1500 steps of a round length, a number for each, 0 where there is none. */
public final class Timeline {
    private static final long SECOND = 1_000_000_000L;
    private static final int STEPS = 1500;

    /** Round lengths in seconds, and up to which exact length each is taken. */
    private static final double[][] ROUND = {
        {17.5, 15},
        {25, 20},
        {45, 30},
        {90, 60},
        {210, 120},
        {450, 300},
        {750, 600},
        {1050, 900},
        {1500, 1200},
        {2700, 1800},
        {5400, 3600},
        {9000, 7200},
        {16_200, 10_800},
        {32_400, 21_600},
        {86_400, 43_200},
        {604_800, 86_400},
        {1_814_400, 604_800},
        {3_628_800, 2_592_000},
    };

    private static final long YEAR_SECONDS = 31_536_000;

    private Timeline() {}

    /** The length of a step for a time. */
    public static long stepNanos(TimeRange range) {
        double exact = (double) range.durationNanos() / SECOND / STEPS;
        for (double[] round : ROUND) {
            if (exact < round[0]) {
                return (long) round[1] * SECOND;
            }
        }
        return YEAR_SECONDS * SECOND;
    }

    /** The time made wider so that it begins at a step. */
    public static TimeRange aligned(TimeRange range) {
        long step = stepNanos(range);
        return new TimeRange(range.startNanos() / step * step, Math.max(range.endNanos(), range.startNanos()));
    }

    /** @param line whose points lie a whole number of steps after the start of the range */
    static Map<String, Object> of(TimeRange range, Line line) {
        long step = stepNanos(range);
        long start = range.startNanos() / step;
        long[] samples = new long[(int) (range.endNanos() / step - start) + 1];
        line.points().forEach(point -> {
            int at = (int) (point.nanos() / step - start);
            if (at >= 0 && at < samples.length) {
                samples[at] += Math.max(0, Math.round(point.value()));
            }
        });
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("startTime", start * step / SECOND);
        map.put("samples", samples);
        map.put("durationDelta", step / SECOND);
        map.put("watermarks", null);
        return map;
    }
}
