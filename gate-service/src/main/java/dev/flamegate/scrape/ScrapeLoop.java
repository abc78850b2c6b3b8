package dev.flamegate.scrape;

import dev.flamegate.profile.DurationText;
import dev.flamegate.scrape.BodyMemory.Share;
import dev.flamegate.scrape.ScrapeObserver.Outcome;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes one profile of one target, again and again and never twice at a time: the next scrape is planned when the last is done. No
 * thread waits for the target.
 */
final class ScrapeLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeLoop.class);

    /** What all loops share. */
    record Shared(ScrapeTimer timer, Executor workers, ScrapeSink sink, BodyMemory memory, ScrapeObserver observer) {}

    private final Target target;
    private final Shared shared;
    private final TargetClient client;
    private final ScrapeSchedule schedule;
    private final Duration asked;
    private final Duration cutAfter;
    private TargetStatus status;
    private Runnable cancelPlanned = () -> {};
    private @Nullable Future<?> underWay;
    private boolean stopped;

    ScrapeLoop(ScrapeConfig config, Target target, TargetClient client, Shared shared) {
        this.target = target;
        this.shared = shared;
        this.client = client;
        this.schedule = new ScrapeSchedule(config.scrapeInterval(), target.key());
        this.asked = config.seconds(target.profile()).orElse(Duration.ZERO);
        this.cutAfter = config.cutAfter(target.profile());
        this.status = TargetStatus.fresh(
                config.jobName(),
                target.profile().name(),
                target.url().toString(),
                target.labels().asMap());
    }

    synchronized TargetStatus status() {
        return status;
    }

    void start() {
        plan(schedule.firstFrom(shared.timer().now()));
    }

    /** Nothing begins after it returns; what is under way is cut off. */
    synchronized void stop() {
        stopped = true;
        cancelPlanned.run();
        if (underWay != null) {
            underWay.cancel(true);
        }
    }

    private synchronized void plan(Instant due) {
        if (!stopped) {
            status = status.nextAt(Optional.of(due));
            cancelPlanned = shared.timer().after(Duration.between(shared.timer().now(), due), () -> begin(due));
        }
    }

    private void begin(Instant due) {
        try {
            shared.workers().execute(() -> scrape(new Scrape(due, shared.timer().now())));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is not scraped any more: the service stops", target.url());
        }
    }

    /** One scrape: when it was due, and when it began. */
    private record Scrape(Instant due, Instant began) {}

    private void scrape(Scrape scrape) {
        synchronized (this) {
            if (stopped) {
                return;
            }
        }
        Share memory = shared.memory().share();
        try {
            var answer = client.send(target.url(), memory);
            synchronized (this) {
                status = status.nextAt(Optional.empty());
                underWay = answer;
                if (stopped) {
                    answer.cancel(true);
                }
            }
            Runnable cancelCut = shared.timer().after(cutAfter, () -> answer.cancel(true));
            answer.whenCompleteAsync(
                    (response, e) -> {
                        cancelCut.run();
                        done(scrape, response, e, memory);
                    },
                    shared.workers());
        } catch (RuntimeException e) {
            done(scrape, null, e, memory);
        }
    }

    private void done(Scrape scrape, @Nullable HttpResponse<byte[]> response, @Nullable Throwable e, Share memory) {
        Duration took = Duration.between(scrape.began(), shared.timer().now());
        try {
            if (response == null) {
                throw failure(e);
            }
            byte[] body = TargetClient.body(response);
            long stacks = shared.sink().store(target, body, scrape.began(), asked);
            finish(Outcome.STORED, took, body.length, status().succeeded(scrape.began(), took, body.length, stacks));
        } catch (ScrapeFailure failure) {
            String message = String.valueOf(failure.getMessage());
            finish(failure.outcome(), took, 0, status().failed(scrape.began(), took, message));
        } catch (RuntimeException bug) {
            LOG.error("scraping {}", target.url(), bug);
            finish(Outcome.NOT_STORED, took, 0, status().failed(scrape.began(), took, "the service failed: " + bug));
        } finally {
            memory.close();
            plan(schedule.after(scrape.due(), shared.timer().now()));
        }
    }

    private void finish(Outcome outcome, Duration took, long bytes, TargetStatus after) {
        boolean news;
        synchronized (this) {
            news = after.health() != status.health() && !stopped;
            status = after;
            underWay = null;
        }
        shared.observer().scraped(outcome, took, bytes);
        if (news) {
            LOG.info(
                    "target {} of job {} is {}{}",
                    target.url(),
                    after.job(),
                    after.health(),
                    after.error().map(reason -> ": " + reason).orElse(""));
        }
    }

    private ScrapeFailure failure(@Nullable Throwable e) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof ScrapeFailure failure) {
                return failure;
            }
        }
        if (cause instanceof CancellationException) {
            String seconds = asked.isZero() ? "" : ", with the " + asked.toSeconds() + " s that it was asked for";
            return new ScrapeFailure(
                    Outcome.TIMED_OUT,
                    "no whole answer within " + DurationText.write(cutAfter) + " (scrape_timeout" + seconds + ")");
        }
        if (cause instanceof ConnectException) {
            return new ScrapeFailure(Outcome.UNREACHABLE, "the target cannot be reached: " + unreachable(cause));
        }
        String reason = cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
        return new ScrapeFailure(Outcome.UNREACHABLE, "the answer broke off: " + reason);
    }

    /** The JDK's client gives no message of its own. */
    private static String unreachable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "its name has no address";
            }
        }
        return e.getMessage() == null ? "the connection was refused" : e.getMessage();
    }
}
