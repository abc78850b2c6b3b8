package dev.flamegate.reports;

import static dev.flamegate.reports.Require.text;

import org.jspecify.annotations.Nullable;

/**
 * A growth that somebody answers for, and what became of it in this gate.
 *
 * @param function canonical name; null for the cost of a request
 * @param bound how much growth it covers: {@code +40 %}
 * @param expires the last day on which it holds, {@code 2026-12-31}
 * @param row number of the row that grew; null if none did, or if it is of the cost of a request
 * @param sentence what became of it, with the numbers; names between back-ticks
 */
public record Acknowledged(
        @Nullable String function,
        String bound,
        String reason,
        String author,
        String expires,
        State state,
        @Nullable Integer row,
        String sentence) {

    /** What became of it. */
    public enum State {
        /** The growth is there, within the bound: it does not fail. */
        HELD,
        /** The growth is larger than the bound: it fails. */
        EXCEEDED,
        /** The growth is there, and the day is past: it fails. */
        EXPIRED,
        /** Nothing grew that it would be needed for. */
        UNUSED
    }

    public Acknowledged {
        text(bound, "bound of an acknowledgement");
        text(reason, "reason of an acknowledgement");
        text(author, "author of an acknowledgement");
        text(expires, "expiry of an acknowledgement");
        text(sentence, "sentence of an acknowledgement");
    }
}
