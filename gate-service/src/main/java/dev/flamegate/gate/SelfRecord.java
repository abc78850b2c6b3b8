package dev.flamegate.gate;

import dev.flamegate.reports.Reason;
import dev.flamegate.stats.BinomialBound;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How often a service's gate failed a version that was compared with itself: its false FAILs, counted.
 *
 * @param failed how many of {@code compared}, of all profile types
 * @param compared comparisons in which something was tested
 * @param excess the profile type whose rate is too high; null if there is none
 */
public record SelfRecord(int failed, int compared, @Nullable Excess excess) {
    public static final int DAYS = 30;
    public static final SelfRecord NONE = new SelfRecord(0, 0, null);

    /**
     * With so much confidence a rate has to be above the level. At 99.9 % no single FAIL of a level of 1 % is enough, however few the
     * comparisons, and a gate that keeps its level turns informational in less than one month of a hundred.
     */
    private static final double CONFIDENCE = 0.999;

    /**
     * A rate that is too high.
     *
     * @param type of the profiles
     * @param level what the gate promises
     */
    public record Excess(String type, int failed, int compared, double level) {}

    public SelfRecord {
        if (failed < 0 || failed > compared) {
            throw new IllegalArgumentException(failed + " of " + compared + " comparisons failed");
        }
    }

    /** The least rate that so many FAILs speak of. */
    public static double leastRate(int failed, int compared) {
        return BinomialBound.lower(failed, compared, CONFIDENCE);
    }

    /** Whether so many FAILs are too many to be bad luck. */
    public static boolean isAbove(int failed, int compared, double level) {
        return compared > 0 && leastRate(failed, compared) > level;
    }

    public boolean failsTooOften() {
        return excess != null;
    }

    /** For every report of the service. */
    Reason caveat() {
        String sentence = "This service's gate failed " + failed + " of " + compared
                + " comparisons of a version with itself in " + DAYS + " days";
        return new Reason(
                "own-record",
                excess == null ? sentence : sentence + ", too many: " + tooMany(excess),
                excess == null
                        ? ""
                        : "Look at what differs between pods of one version: hardware, traffic, warm-up; "
                                + "GET /api/v1/services/{service}/trials names the functions.");
    }

    /** Why the gate stops no pipeline. */
    String meaning() {
        return excess == null
                ? ""
                : "This gate is informational until its record is better: it fails equal versions too often ("
                        + tooMany(excess) + ")";
    }

    private static String tooMany(Excess excess) {
        return String.format(
                Locale.ROOT,
                "%d of %d of `%s`, where %.3g %% are promised",
                excess.failed,
                excess.compared,
                excess.type,
                100 * excess.level);
    }
}
