package dev.flamegate.bench;

import dev.flamegate.gate.Policy;
import dev.flamegate.gate.QueuedGates;
import dev.flamegate.gate.TrafficLookup;
import dev.flamegate.gate.evidence.Archive;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.StoredSeries;
import dev.flamegate.store.rocksdb.RocksStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/**
 * How long a gate takes to its verdict, from the question to the report that is kept, with a week of profiles in the store behind it: one
 * at a time, many of one service at once, and one of each of many services at once. Every answer is compared with the one that the same
 * question got alone.
 */
public final class GateBench {
    private static final int AT_ONCE = 50;
    private static final int APPEND = 240;

    private final EnlargedProgram program;
    private final StoreScale scale;
    private final Path folder;
    private final Consumer<String> progress;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param recorded whose profiles the made ones are drawn from
     * @param folder of the store, in {@code store}: as {@code bench store} left it, or filled by this if there is none
     * @param progress hears a line now and then
     */
    public GateBench(RecordedService recorded, StoreScale scale, Path folder, Consumer<String> progress) {
        this.scale = scale;
        this.program = new EnlargedProgram(recorded, scale.copies());
        this.folder = folder;
        this.progress = progress;
    }

    /** The results as Markdown, line by line. */
    public List<String> run(String toolVersion) throws InterruptedException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            List<StoredSeries> week = store.profiles().series(LabelSelector.equal(Labels.SERVICE, MadeFleet.SERVICE));
            long behind = week.stream().mapToLong(StoredSeries::profileCount).sum();
            if (behind == 0) {
                StoreFill.of(store, new MadeFleet(program, scale), scale, progress);
                behind = scale.profiles();
            }
            List<CanaryFleet> fleets = fleets(store);
            title(toolVersion, load, behind);
            ask(store, fleets);
        }
        return List.copyOf(lines);
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    /** The services' ten minutes come after all that is stored; the first of them is the service of the week. */
    private List<CanaryFleet> fleets(RocksStore store) {
        long last = store.profiles().series(LabelSelector.ALL).stream()
                .mapToLong(StoredSeries::lastNanos)
                .max()
                .orElse(MadeFleet.START_NANOS);
        long start =
                Instant.ofEpochSecond(0, last).truncatedTo(ChronoUnit.HOURS).getEpochSecond() * 1_000_000_000L
                        + 2 * 3600 * 1_000_000_000L;
        List<CanaryFleet> fleets = new ArrayList<>();
        for (int service = 0; service < AT_ONCE; service++) {
            String name = service == 0 ? MadeFleet.SERVICE : "service" + service;
            CanaryFleet fleet = new CanaryFleet(program, name, start);
            List<Profile> profiles = fleet.profiles();
            for (int at = 0; at < profiles.size(); at += APPEND) {
                store.profiles().append(profiles.subList(at, Math.min(profiles.size(), at + APPEND)));
            }
            fleets.add(fleet);
        }
        progress.accept("ten minutes of " + AT_ONCE + " services are stored");
        return fleets;
    }

    private void title(String toolVersion, double load, long behind) {
        line("# Time to a verdict");
        line("");
        line("Written by `./flamegate bench gate --out gate-service/docs`; do not edit.");
        line("");
        line(
                "Measured %s by `flamegate bench gate` %s on %d processors, Java %s; %.1f processes wanted one before it began, this one"
                        + " among them.",
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
                toolVersion,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                load);
        line("");
        line(
                "Every question is about ten minutes of %d pods a side, %d profiles, with %,d profiles of the same service in the store"
                        + " behind them. Time is from the question to the report, with evidence and report on disk. Files are in the page"
                        + " cache. Processor time is of all threads, and what else runs on the machine does not lengthen it. Profiles are made, not recorded: drawn from those of the fixtures, whose program is there %d times over"
                        + " (%,d nodes).",
                CanaryFleet.PODS,
                2 * CanaryFleet.PODS * 600 / StoreScale.PERIOD_SECONDS,
                behind,
                scale.copies(),
                program.nodeCount());
    }

    private void ask(RocksStore store, List<CanaryFleet> fleets) throws InterruptedException {
        EndTimes ended = new EndTimes();
        try (QueuedGates gates = new QueuedGates(
                store.profiles(),
                store.documents(),
                Policy.withDefaults(),
                Archive.in(store.documents(), Clock.systemUTC()).records(),
                new TrafficLookup(List.of()),
                Clock.systemUTC(),
                new Random(1),
                "bench",
                AT_ONCE,
                report -> ended.ended(report.id()))) {
            GateLoad gateLoad = new GateLoad(gates, ended);
            CanaryFleet first = fleets.get(0);
            line("");
            line("| questions | median | 95 of 100 | longest | a second | processor time each |");
            line("|---|--:|--:|--:|--:|--:|");
            gateLoad.alone(first, Math.max(3, scale.repetitions() / 8));
            told("one at a time, of one service", gateLoad.alone(first, scale.repetitions()));
            told(AT_ONCE + " of one service at once", gateLoad.together(repeated(first)));
            fleets.forEach(gateLoad::answerAlone);
            told("one of each of " + AT_ONCE + " services at once", gateLoad.together(fleets));
            line("");
            line(
                    "%,d answers were compared with the answer to the same question asked alone: %s. The service works on one question at"
                            + " a time, so that of many at once the last one waits for all.",
                    gateLoad.compared(),
                    gateLoad.different() == 0
                            ? "all are the same, number for number"
                            : gateLoad.different() + " DIFFER");
            goal(gateLoad.p95Alone());
            if (gateLoad.different() > 0) {
                throw new IllegalStateException(
                        gateLoad.different() + " answers differ from what the same question got alone");
            }
        }
    }

    private static List<CanaryFleet> repeated(CanaryFleet one) {
        return Collections.nCopies(AT_ONCE, one);
    }

    private void told(String what, GateLoad.Times times) {
        line(
                "| %s | %,.0f ms | %,.0f ms | %,.0f ms | %.1f | %,.0f ms |",
                what,
                times.quantile(0.5),
                times.quantile(0.95),
                times.quantile(1),
                times.perSecond(),
                times.processorMillis());
        progress.accept(lines.get(lines.size() - 1));
    }

    private void goal(double p95) {
        line("");
        line(
                "The goal is 95 of 100 verdicts within 1000 ms on two cores, asked one at a time. This run: %,.0f ms, %s.",
                p95, p95 <= 1000 ? "within it" : "**missed**");
    }
}
