package dev.flamegate.query;

import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.query.InvalidQueryException.Reason;
import java.util.List;
import java.util.Map;

/**
 * Values of profiles by time. A profile counts where it starts: point k, at start + k steps, has the profiles of the step that ends there,
 * its end included, as Pyroscope defines it. Points without a profile are left out.
 *
 * @param lines by total, largest first
 */
public record SeriesOverTime(ProfileType type, TimeRange range, Shape shape, List<Line> lines, Coverage coverage) {

    /** What becomes of the profiles of one step. */
    public enum Aggregation {
        /** Their sum, in the unit of the sample type. */
        SUM,
        /** Their mean. */
        AVERAGE,
        /** Their sum by the seconds of the step. */
        RATE
    }

    /**
     * @param stepNanos at least a millisecond
     * @param groupBy labels whose values make lines; none make one line
     * @param linesMax only the largest so many; 0 for all that the limits allow
     */
    public record Shape(long stepNanos, List<String> groupBy, Aggregation aggregation, int linesMax) {
        private static final long STEP_NANOS_MIN = 1_000_000;

        public Shape {
            groupBy = List.copyOf(groupBy);
            if (stepNanos < STEP_NANOS_MIN) {
                throw new InvalidQueryException(Reason.INVALID, "the step must be at least 0.001 s");
            }
            if (linesMax < 0) {
                throw new InvalidQueryException(Reason.INVALID, "the number of series must not be negative");
            }
        }
    }

    /** @param nanos the end of its step */
    public record Point(long nanos, double value) {}

    /** @param labels those grouped by, where a profile has them; sorted by name */
    public record Line(Map<String, String> labels, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    public SeriesOverTime {
        lines = List.copyOf(lines);
    }
}
