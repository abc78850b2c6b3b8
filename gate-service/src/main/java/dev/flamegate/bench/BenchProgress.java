package dev.flamegate.bench;

import java.time.Duration;

/** Told after every run, by the thread that made it. */
public interface BenchProgress {

    /**
     * @param experiment what is running
     * @param failures runs so far in which the gate said FAIL
     * @param left about how long the experiment will still take
     */
    void at(String experiment, int done, int total, int failures, Duration left);
}
