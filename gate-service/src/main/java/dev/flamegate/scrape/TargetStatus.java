package dev.flamegate.scrape;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one profile of one target.
 *
 * @param url with all parameters; of a target that cannot be scraped its address
 * @param lastScrape when the latest scrape that is done began; empty if there was none
 * @param error of the latest scrape; empty if it did well
 * @param next when the next one begins; empty while one is under way, and for what cannot be scraped
 * @param bytes of the latest body, as sent
 * @param stacks in what was stored of it
 * @param scrapes since the target is known
 * @param failures among them
 */
public record TargetStatus(
        String job,
        String profile,
        String url,
        Map<String, String> labels,
        Health health,
        Optional<Instant> lastScrape,
        Optional<Duration> lastDuration,
        Optional<String> error,
        Optional<Instant> next,
        long bytes,
        long stacks,
        long scrapes,
        long failures) {

    /** Whether its latest scrape did well. */
    public enum Health {
        /** It was not scraped yet. */
        UNKNOWN,
        UP,
        DOWN
    }

    public TargetStatus {
        labels = Map.copyOf(labels);
    }

    static TargetStatus fresh(String job, String profile, String url, Map<String, String> labels) {
        return new TargetStatus(
                job,
                profile,
                url,
                labels,
                Health.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                0,
                0);
    }

    TargetStatus unusable(String reason) {
        return done(Optional.empty(), Optional.empty(), Optional.of(reason), 0, 0, 0);
    }

    TargetStatus succeeded(Instant began, Duration took, long bodyBytes, long storedStacks) {
        return done(Optional.of(began), Optional.of(took), Optional.empty(), bodyBytes, storedStacks, 1);
    }

    TargetStatus failed(Instant began, Duration took, String reason) {
        return done(Optional.of(began), Optional.of(took), Optional.of(reason), 0, 0, 1);
    }

    private TargetStatus done(
            Optional<Instant> began,
            Optional<Duration> took,
            Optional<String> problem,
            long bodyBytes,
            long storedStacks,
            int more) {
        return new TargetStatus(
                job,
                profile,
                url,
                labels,
                problem.isPresent() ? Health.DOWN : Health.UP,
                began,
                took,
                problem,
                Optional.empty(),
                bodyBytes,
                storedStacks,
                scrapes + more,
                failures + (problem.isPresent() ? more : 0));
    }

    TargetStatus nextAt(Optional<Instant> due) {
        return new TargetStatus(
                job,
                profile,
                url,
                labels,
                health,
                lastScrape,
                lastDuration,
                error,
                due,
                bytes,
                stacks,
                scrapes,
                failures);
    }
}
