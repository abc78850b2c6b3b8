package dev.flamegate.gate.trial;

import dev.flamegate.gate.SelfComparison;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.GateReport;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.StoredSeries;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries every service and profile type that has fresh profiles, each once an interval, one after the other in the background. The
 * profiles of two trials never overlap, so that their outcomes are as independent as the service's hours are.
 */
public final class Trials implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);
    private static final int LOOK_SECONDS = 60;
    private static final long SECOND = 1_000_000_000L;

    private final ProfileStore profiles;
    private final SelfComparison comparison;
    private final TrialLog log;
    private final TrialSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "trials");
        thread.setDaemon(true);
        return thread;
    });

    private record Subject(String service, ProfileType type) {}

    public Trials(ProfileStore profiles, SelfComparison comparison, TrialLog log, TrialSettings settings, Clock clock) {
        this.profiles = profiles;
        this.comparison = comparison;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    /** Does nothing if the settings say so. */
    public void start() {
        if (settings.isOn()) {
            worker.scheduleWithFixedDelay(this::runSafely, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Waits until everything that is due is done. */
    public void runNow() {
        if (settings.isOn()) {
            CompletableFuture.runAsync(this::run, worker).join();
        }
    }

    /** A task that throws would be the last one. */
    private void runSafely() {
        try {
            run();
        } catch (RuntimeException e) {
            LOG.error("services could not be tried; it is tried again in {} seconds", LOOK_SECONDS, e);
        }
    }

    private void run() {
        Instant now = clock.instant();
        TimeRange window = new TimeRange(nanos(now.minus(settings.compared())), nanos(now));
        for (Subject subject : fresh(window)) {
            boolean due = log.last(subject.service, subject.type.toString())
                    .map(last -> !last.plus(settings.interval()).isAfter(now))
                    .orElse(true);
            if (due && !worker.isShutdown()) {
                run(subject, window, now);
            }
        }
    }

    private void run(Subject subject, TimeRange window, Instant now) {
        try {
            comparison
                    .compare(subject.service, subject.type, window, now)
                    .ifPresent(compared -> log.add(subject.service, trial(subject, compared, now)));
        } catch (StoreException e) {
            LOG.error("{} of {} could not be tried", subject.type, subject.service, e);
        }
    }

    private static Trial trial(Subject subject, SelfComparison.Compared compared, Instant now) {
        GateReport report = compared.report();
        return new Trial(
                now.toString(),
                subject.type.toString(),
                compared.version(),
                report.subject().baseline().pods().size()
                        + report.subject().candidate().pods().size(),
                report.verdict(),
                !report.rows().isEmpty(),
                report.findings().stream()
                        .map(finding -> report.rows().get(finding.row()).function())
                        .toList(),
                compared.level());
    }

    private Set<Subject> fresh(TimeRange window) {
        Set<Subject> fresh = new LinkedHashSet<>();
        for (StoredSeries one : profiles.series(LabelSelector.ALL)) {
            Optional<String> service = Optional.ofNullable(one.labels().asMap().get(Labels.SERVICE));
            if (service.isPresent() && one.lastNanos() >= window.startNanos()) {
                one.types().forEach(type -> fresh.add(new Subject(service.get(), type)));
            }
        }
        return fresh;
    }

    private static long nanos(Instant time) {
        return Math.max(0, time.getEpochSecond() * SECOND + time.getNano());
    }

    /** Waits for the trial at work for some seconds. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("a trial was still at work after 10 seconds and was left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
