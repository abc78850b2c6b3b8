package dev.flamegate.scrape;

import dev.flamegate.scrape.ScrapeObserver.Outcome;

/** A scrape that gave nothing to store. The message is for the page of targets. */
final class ScrapeFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;

    ScrapeFailure(Outcome outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
