package dev.flamegate.bench;

import dev.flamegate.gate.CandidateVerdicts;
import dev.flamegate.gate.Policy;
import dev.flamegate.gate.QueuedGates;
import dev.flamegate.gate.TrafficLookup;
import dev.flamegate.gate.evidence.Archive;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Retention;
import dev.flamegate.store.rocksdb.RocksStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Fills a store with a week of profiles and asks it what people and pipelines ask, beside what else there is to ask it of. */
public final class StoreBench {
    private static final int KILLS = 3;
    private static final int GO_FILES_MAX = 800;

    private final StoreScale scale;
    private final EnlargedProgram program;
    private final Path folder;
    private final Consumer<String> progress;
    private final List<String> lines = new ArrayList<>();
    private double load;

    /**
     * @param recorded whose profiles the made ones are drawn from
     * @param folder to fill; must be empty or not exist
     * @param progress hears a line now and then
     */
    public StoreBench(RecordedService recorded, StoreScale scale, Path folder, Consumer<String> progress) {
        this.scale = scale;
        this.program = new EnlargedProgram(recorded, scale.copies());
        this.folder = folder;
        this.progress = progress;
    }

    /** The results as Markdown, line by line. */
    public List<String> run() {
        load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        MadeFleet fleet = new MadeFleet(program, scale);
        TimeRange all = new TimeRange(MadeFleet.START_NANOS, fleet.endNanos());
        StoreFill fill;
        Map<String, Long> tables;
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            fill = StoreFill.of(store, fleet, scale, progress);
            progress.accept("compacting");
            store.compact();
            tables = store.tableBytes();
        }
        describe(fill);
        sizes(fill, tables);
        Timing merged;
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            merged = ask(store, all);
        }
        line("");
        line("| beside it | |");
        line("|---|--:|");
        go(fill, merged);
        limit(tables);
        starts();
        drop(fleet);
        return List.copyOf(lines);
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private void describe(StoreFill fill) {
        line("# The store, measured");
        line("");
        line(
                "%,d profiles: %d pods, one each 15 s, %d days, versions %d at the same time.",
                scale.profiles(), scale.pods(), scale.days(), program.versions());
        line(
                "Made, not recorded: samples drawn from the recorded profiles of the fixtures, whose program is there %d times over"
                        + " (%,d nodes, %s stacks that a version may be seen in). A profile has %.0f stacks.",
                scale.copies(), program.nodeCount(), program.inWords(), fill.stacksPerProfile());
        line(
                "%d processors; %.1f processes wanted one when this began, this one among them.",
                Runtime.getRuntime().availableProcessors(), load);
        line("");
        line("| writing | |");
        line("|---|--:|");
        line("| append, 240 profiles a call, synced | %,.0f profiles/s |", scale.profiles() / fill.appendSeconds());
        line("| rolling up | %,.0f profiles/s |", scale.profiles() / fill.rollUpSeconds());
        line("| the longest that an append may have waited for a roll-up | %.0f ms |", fill.longestRollUpMillis());
    }

    private void sizes(StoreFill fill, Map<String, Long> tables) {
        double input = fill.gzippedBytesPerProfile() * scale.profiles();
        line("");
        line("| on disk after compaction | bytes a profile | of gzipped pprof |");
        line("|---|--:|--:|");
        line("| gzipped pprof | %,.0f | 100 %% |", fill.gzippedBytesPerProfile());
        long sum = 0;
        for (Map.Entry<String, Long> family : tables.entrySet()) {
            sum += family.getValue();
            if (family.getValue() > 0) {
                size(family.getKey(), family.getValue(), input);
            }
        }
        size("all", sum, input);
    }

    private void size(String name, long bytes, double input) {
        line("| %s | %,.2f | %.2f %% |", name, (double) bytes / scale.profiles(), 100 * bytes / input);
    }

    private Timing ask(RocksStore store, TimeRange all) {
        StoreQuestions questions = new StoreQuestions(store.profiles(), scale, all);
        line("");
        line("| question, files in the page cache | median | 95 of 100 | processor time, median | repetitions |");
        line("|---|--:|--:|--:|--:|");
        lines.add(told(questions.tenMinutes()).row());
        lines.add(told(questions.tables()).row());
        Timing merged = told(questions.merged());
        lines.add(merged.row());
        if (scale.days() > 1) {
            lines.add(told(questions.mergedFromNoon()).row());
        }
        lines.add(told(questions.mergedVersion()).row());
        lines.add(told(questions.series()).row());
        lines.add(told(questions.week(new CandidateVerdicts(store.documents()))).row());
        try (QueuedGates gates = new QueuedGates(
                store.profiles(),
                store.documents(),
                Policy.withDefaults(),
                Archive.in(store.documents(), Clock.systemUTC()).records(),
                new TrafficLookup(List.of()),
                Clock.systemUTC(),
                new Random(1),
                "bench",
                1,
                report -> progress.accept("gate: " + report.verdict()))) {
            lines.add(told(questions.gate(gates)).row());
        }
        memory();
        return merged;
    }

    private Timing told(Timing timing) {
        progress.accept(timing.row());
        return timing;
    }

    private void memory() {
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        line("");
        line("Memory after these questions: %,d MB of heap in use, garbage included; %s.", heap >> 20, processMemory());
    }

    private static String processMemory() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("the system does not say what the process holds");
        } catch (IOException e) {
            return "the system does not say what the process holds";
        }
    }

    private void go(StoreFill fill, Timing merged) {
        progress.accept("go tool pprof");
        int files = Math.min(GO_FILES_MAX, fill.sample().size());
        Optional<Double> seconds = GoMerge.secondsPerProfile(fill.sample().subList(0, files), folder.resolve("pprof"));
        if (seconds.isEmpty()) {
            line("| `go tool pprof -proto` of the same files | not measured: there is no go, or it failed |");
            return;
        }
        double all = seconds.get() * scale.profiles();
        line(
                "| `go tool pprof -proto`, measured with %d files, by profiles for all | %,.0f s, %,.0f times the flame graph |",
                files, all, all * 1000 / merged.quantile(0.95));
    }

    /** The bytes of the hours, read from the page cache and added up as numbers of 64 bits. */
    private void limit(Map<String, Long> tables) {
        Path file = folder.resolve("limit");
        try {
            Files.write(file, new byte[(int) (tables.getOrDefault("rollup-1h", 0L) & ~7)]);
            Timing timing = Timing.of("limit", 20, any -> {
                try {
                    LongBuffer longs = ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
                    long sum = 0;
                    while (longs.hasRemaining()) {
                        sum += longs.get();
                    }
                    if (sum != 0) {
                        throw new IllegalStateException("zeros add up to " + sum);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            line("| reading as many bytes as the hours have, and adding them up | %.1f ms |", timing.quantile(0.5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is measured is opening and the first answer, in a process that has done both before. */
    private void starts() {
        double longest = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            killOneThatWrites();
            long start = System.nanoTime();
            try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
                long tenMinutes = Duration.ofMinutes(10).toNanos();
                TimeRange first = new TimeRange(MadeFleet.START_NANOS, MadeFleet.START_NANOS + tenMinutes);
                store.profiles().select(MadeFleet.SERVICE, StoreQuestions.CPU, LabelSelector.ALL, first);
                longest = Math.max(longest, (System.nanoTime() - start) / 1e9);
            }
        }
        line("| opening after kill -9, and the first answer; the longest of %d | %.2f s |", KILLS, longest);
    }

    /** The oldest day, beside a thread that stores what the fleet sends next. */
    private void drop(MadeFleet fleet) {
        progress.accept("dropping a day");
        Duration kept = Duration.ofDays(scale.days());
        Instant now = Instant.ofEpochSecond(0, fleet.endNanos()).plus(Duration.ofHours(25));
        Retention retention = new Retention(kept, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
        try (RocksStore store = RocksStore.open(folder.resolve("store"))) {
            while (store.rollUp(now) > 0) {
                Thread.onSpinWait();
            }
            AppendsBeside appends = new AppendsBeside(store, fleet, MadeFleet.rounds(scale.days()));
            long start = System.nanoTime();
            if (store.drop(retention, labels -> false, now) != 1) {
                throw new IllegalStateException("one day should have lost its profiles");
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            appends.end();
            line(
                    "| dropping the %,d profiles of a day, with giving back their room | %.2f s |",
                    scale.profiles() / scale.days(), seconds);
            line(
                    "| the slowest of %,d synced appends of %d profiles meanwhile; their median | %.0f ms; %.0f ms |",
                    appends.count(), scale.pods(), appends.millis(1), appends.millis(0.5));
        }
    }

    private void killOneThatWrites() {
        progress.accept("killing a process that writes");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StoreChild.class.getName(),
                folder.resolve("store").toString());
        try {
            Process child =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
                out.readLine();
            } finally {
                child.toHandle().destroyForcibly();
                child.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
