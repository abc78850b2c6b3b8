package dev.flamegate.scrape;

import java.time.Duration;
import java.time.Instant;

/** Time, as a thing that tests can turn. */
interface ScrapeTimer extends AutoCloseable {
    Instant now();

    /**
     * Runs the task once, after the delay, on a thread that all tasks share: it must be short.
     *
     * @return cancels the task; does nothing if it ran already
     */
    Runnable after(Duration delay, Runnable task);

    /** No task runs after it. */
    @Override
    void close();
}
