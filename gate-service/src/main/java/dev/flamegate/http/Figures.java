package dev.flamegate.http;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.gate.SelfRecord;
import dev.flamegate.gate.trial.TrialLog;
import dev.flamegate.ingest.SampleLabels;
import dev.flamegate.profile.Profile;
import dev.flamegate.scrape.ScrapeObserver;
import dev.flamegate.store.RefusedProfileException;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the operator sees at {@code /metrics}. Label values are few: routes and codes, never what a client wrote. */
final class Figures implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final List<LongSupplier> asked = new CopyOnWriteArrayList<>();
    private final Counter bodyBytes;
    private final Counter accepted;
    private final Counter unlabelled;
    private final RecentCounts recentProfiles = new RecentCounts(System::nanoTime);
    private final RecentCounts recentBytes = new RecentCounts(System::nanoTime);
    private final MultiGauge trialsFailed;
    private final MultiGauge trialsCompared;
    private final MultiGauge informational;

    Figures() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        bodyBytes = Counter.builder("flamegate.ingest.body")
                .baseUnit("bytes")
                .description("Bytes of profile bodies, as sent")
                .register(registry);
        accepted = Counter.builder("flamegate.profiles.accepted")
                .description("Profiles that are durable")
                .register(registry);
        trialsFailed = MultiGauge.builder("flamegate.trials.failed")
                .description("Comparisons of a version with itself in 30 days that failed")
                .register(registry);
        trialsCompared = MultiGauge.builder("flamegate.trials.compared")
                .description("Comparisons of a version with itself in 30 days")
                .register(registry);
        informational = MultiGauge.builder("flamegate.trials.informational")
                .description("1 if the service's gates stop no pipeline, because too many of its trials failed")
                .register(registry);
        unlabelled = Counter.builder("flamegate.profiles.labels.dropped")
                .description("Profiles in which samples had more different labels than are kept")
                .register(registry);
    }

    String scrape() {
        return registry.scrape();
    }

    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** The registry refers to what it asks weakly. */
    void counter(String name, String description, LongSupplier count) {
        asked.add(count);
        FunctionCounter.builder(name, count, LongSupplier::getAsLong)
                .description(description)
                .register(registry);
    }

    void bodyBytes(int count) {
        bodyBytes.increment(count);
        recentBytes.add(count);
    }

    void profilesAccepted(List<Profile> profiles) {
        accepted.increment(profiles.size());
        recentProfiles.add(profiles.size());
        unlabelled.increment(profiles.stream().filter(SampleLabels::wereDropped).count());
    }

    void profileRefused(RuntimeException e) {
        Counter.builder("flamegate.profiles.refused")
                .description("Profiles that were not stored, by reason")
                .tag("reason", Problems.reason(e))
                .register(registry)
                .increment();
    }

    RecentCounts recentProfiles() {
        return recentProfiles;
    }

    RecentCounts recentBytes() {
        return recentBytes;
    }

    long profilesAccepted() {
        return Math.round(accepted.count());
    }

    long bodyBytes() {
        return Math.round(bodyBytes.count());
    }

    long labelsDropped() {
        return Math.round(unlabelled.count());
    }

    /** Counts of a meter by the value of its one label, largest first. */
    List<Map.Entry<String, Long>> counts(String meter, String label) {
        return registry.find(meter).counters().stream()
                .map(one -> Map.entry(String.valueOf(one.getId().getTag(label)), Math.round(one.count())))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /** Scrapes by how they ended. */
    List<Map.Entry<String, Long>> scrapes() {
        return registry.find("flamegate.scrapes").timers().stream()
                .map(one -> Map.entry(String.valueOf(one.getId().getTag("outcome")), one.count()))
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }

    void request(Context ctx, float millis) {
        Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
        Timer.builder("flamegate.http.requests")
                .description("Requests by route and status")
                .tag("method", endpoint == null ? "other" : endpoint.method.name())
                .tag("route", endpoint == null ? "none" : endpoint.path)
                .tag("status", Integer.toString(ctx.statusCode()))
                .register(registry)
                .record(Duration.ofNanos((long) (millis * 1e6)));
    }

    void limitPassed(RefusedProfileException.Limit limit) {
        Counter.builder("flamegate.limits.passed")
                .description("Requests and scrapes that were refused because a profile passed a limit")
                .tag("limit", limit.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    void scraped(ScrapeObserver.Outcome outcome, Duration took, long bytes) {
        Timer.builder("flamegate.scrapes")
                .description("Scrapes of one profile of one target, by how they ended")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(took);
        Counter.builder("flamegate.scraped.body")
                .baseUnit("bytes")
                .description("Bytes of bodies that were scraped and stored, as sent")
                .register(registry)
                .increment(bytes);
    }

    /** One line a service: how many services there can be is limited by {@code limits.services_max}. */
    void trials(TrialLog log) {
        Map<String, SelfRecord> records = new TreeMap<>();
        log.services().forEach(service -> records.put(service, log.of(service)));
        rows(trialsFailed, records, SelfRecord::failed);
        rows(trialsCompared, records, SelfRecord::compared);
        rows(informational, records, record -> record.failsTooOften() ? 1 : 0);
    }

    private static void rows(MultiGauge gauge, Map<String, SelfRecord> records, ToDoubleFunction<SelfRecord> value) {
        gauge.register(
                records.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of("service", entry.getKey()), value.applyAsDouble(entry.getValue())))
                        .collect(Collectors.toList()),
                true);
    }

    void delivered(Delivery delivery) {
        Counter.builder("flamegate.deliveries")
                .description("Verdicts that left the outbox, by surface and by what became of them")
                .tag("surface", delivery.surface().name().toLowerCase(Locale.ROOT))
                .tag("outcome", delivery.state().word())
                .register(registry)
                .increment();
    }

    void gateDone(String verdict, Duration sinceAsked) {
        Timer.builder("flamegate.gates")
                .description("Gates from question to answer, by verdict")
                .tag("verdict", verdict)
                .register(registry)
                .record(sinceAsked);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
