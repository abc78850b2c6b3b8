package dev.flamegate.scrape;

import java.time.Duration;

/** Hears of every scrape that is done, for figures. */
public interface ScrapeObserver {

    /** How a scrape ended: few words, so that they may be a label of a metric. */
    enum Outcome {
        STORED,
        TIMED_OUT,
        UNREACHABLE,
        REFUSED,
        TOO_LARGE,
        MALFORMED,
        NOT_STORED
    }

    void scraped(Outcome outcome, Duration took, long bodyBytes);
}
