package dev.flamegate.gate.policy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A growth that somebody answers for: one function, or the cost of a request, of one service, up to a bound, until a day.
 *
 * @param function canonical name; null for the cost of a request
 * @param type profile type it is for; null for all
 * @param upToPercent largest growth in per cent of the baseline; null if the bound is in points alone
 * @param upToPoints largest growth in percentage points of all samples; null if the bound is in per cent alone. Both must hold if both
 *     are there
 * @param expires the last day on which it holds, in UTC
 */
public record Acknowledgement(
        @Nullable String function,
        String service,
        @Nullable String type,
        @Nullable Double upToPercent,
        @Nullable Double upToPoints,
        String reason,
        String author,
        LocalDate expires) {

    /** The bound in words: {@code +40 % and +2 points}. */
    public String bound() {
        String percent = upToPercent == null ? "" : "+" + plain(upToPercent) + " %";
        String points = upToPoints == null ? "" : "+" + plain(upToPoints) + " points";
        return percent + (percent.isEmpty() || points.isEmpty() ? "" : " and ") + points;
    }

    static String plain(double number) {
        String text = String.valueOf(number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    public boolean expiredOn(LocalDate day) {
        return day.isAfter(expires);
    }

    /**
     * Whether a growth is within the bound.
     *
     * @param points percentage points of all samples
     * @param percent of the baseline; null where there is no baseline to take it of, which no bound in per cent covers
     */
    public boolean covers(@Nullable Double points, @Nullable Double percent) {
        boolean within = upToPercent == null || (percent != null && percent <= upToPercent);
        return within && (upToPoints == null || (points != null && points <= upToPoints));
    }
}
