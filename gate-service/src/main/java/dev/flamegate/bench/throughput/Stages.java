package dev.flamegate.bench.throughput;

import dev.flamegate.ingest.Gunzip;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.Source;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.store.rocksdb.RocksStore;
import dev.flamegate.store.rocksdb.WriteFigures;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Times each stage of taking profiles in, over the same bodies, in one thread: rounds of all stages in turn.
 * The lower quartile counts, because whatever else runs on the machine only ever adds time.
 */
final class Stages {
    private static final int BYTES_MAX = 256 << 20;
    private static final int ROUNDS_MIN = 3;
    private static final int BODIES_OF_AN_HOUR = 20;
    private static final Instant LATER = Instant.EPOCH.plus(Duration.ofHours(2));

    private enum Stage {
        GUNZIP,
        READ,
        INTERN,
        ENCODE,
        SYNC,
        BARE_GUNZIP,
        BARE_SKIP
    }

    private final ProfileFormats formats;
    private final Workload workload;
    private final int group;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Stage, List<Double>> micros = new EnumMap<>(Stage.class);
    private int rounds;
    private double rollUpMicros;
    private long unused;

    /** @param group profiles that are stored with one write */
    Stages(ProfileFormats formats, Workload workload, int group) {
        this.formats = formats;
        this.workload = workload;
        this.group = group;
    }

    /** @param seconds half of them to warm up */
    StageTimes run(Path folder, double seconds) {
        try (RocksStore store = RocksStore.open(folder);
                BareGunzip bare = new BareGunzip()) {
            long begun = System.nanoTime();
            boolean warm = false;
            while (!warm || rounds < ROUNDS_MIN || System.nanoTime() - begun < seconds * 1e9) {
                if (!warm && System.nanoTime() - begun > seconds * 1e9 / 2) {
                    warm = true;
                    micros.clear();
                    rounds = 0;
                }
                round(store, bare);
                rounds++;
            }
        }
        try (RocksStore store = RocksStore.open(folder.resolveSibling("windows"))) {
            rollUpMicros = rollUp(store);
        }
        return times();
    }

    /** A series of one hour, long ago, added up. */
    private double rollUp(RocksStore store) {
        List<Profile> decoded = new ArrayList<>();
        for (byte[] body : workload.bodies()
                .subList(0, Math.min(BODIES_OF_AN_HOUR, workload.bodies().size()))) {
            decoded.addAll(formats.read(body, Source.of("bench")));
        }
        Labels labels = Labels.of(Map.of(Labels.SERVICE, "bench", Labels.POD, "pod"));
        Duration apart = Duration.ofHours(1).dividedBy(StageTimes.HOUR);
        int appended = 0;
        for (int i = 0; i < StageTimes.HOUR; i++) {
            long startNanos = apart.multipliedBy(i + 1L).toNanos() - 1;
            Profile profile = decoded.get(i % decoded.size());
            store.profiles().append(List.of(profile.withLabels(labels).at(startNanos, apart.toNanos())));
            appended++;
        }
        long begun = threads.getCurrentThreadCpuTime();
        int windows = 0;
        for (int made = store.rollUp(LATER); made > 0; made = store.rollUp(LATER)) {
            windows += made;
        }
        unused += windows;
        return (threads.getCurrentThreadCpuTime() - begun) / 1e3 / appended;
    }

    private void round(RocksStore store, BareGunzip bare) {
        boolean gzip = workload.bodies().stream().allMatch(BareGunzip::takes);
        time(Stage.GUNZIP, body -> Gunzip.matches(body) ? Gunzip.content(body, BYTES_MAX, "bench").length : 0);
        time(Stage.READ, body -> formats.read(body, Source.of("bench")).size());
        store(store);
        if (gzip) {
            time(Stage.BARE_GUNZIP, bare::inflate);
            time(Stage.BARE_SKIP, bare::inflateAndSkip);
        }
    }

    /** Processor time, which other programs disturb less than time on the clock. */
    private void time(Stage stage, ToIntFunction<byte[]> work) {
        long begun = threads.getCurrentThreadCpuTime();
        for (byte[] body : workload.bodies()) {
            unused += work.applyAsInt(body);
        }
        long took = threads.getCurrentThreadCpuTime() - begun;
        add(stage, took / 1e3 / workload.bodies().size());
    }

    private void store(RocksStore store) {
        List<Profile> waiting = new ArrayList<>();
        int bodies = 0;
        for (byte[] body : workload.bodies()) {
            Labels labels = Labels.of(Map.of(Labels.SERVICE, "bench", Labels.POD, "pod-" + bodies));
            for (Profile profile : formats.read(body, Source.of("bench"))) {
                waiting.add(profile.withLabels(labels).at(Math.max(1, profile.startNanos()), profile.durationNanos()));
            }
            bodies++;
            int full = bodies % group;
            if (full == 0 || bodies == workload.bodies().size()) {
                append(store, waiting, full == 0 ? group : full);
                waiting.clear();
            }
        }
    }

    private void append(RocksStore store, List<Profile> profiles, int bodies) {
        WriteFigures before = store.writes();
        store.profiles().append(profiles);
        WriteFigures after = store.writes();
        add(Stage.INTERN, (after.internNanos() - before.internNanos()) / 1e3 / bodies);
        add(Stage.ENCODE, (after.encodeNanos() - before.encodeNanos()) / 1e3 / bodies);
        add(Stage.SYNC, (after.syncNanos() - before.syncNanos()) / 1e3 / bodies);
    }

    private void add(Stage stage, double micros) {
        micros(stage).add(micros);
    }

    private List<Double> micros(Stage stage) {
        return micros.computeIfAbsent(stage, s -> new ArrayList<>());
    }

    private StageTimes times() {
        boolean gzip = !micros(Stage.BARE_GUNZIP).isEmpty();
        return new StageTimes(
                quartile(Stage.GUNZIP),
                Math.max(0, quartile(Stage.READ) - quartile(Stage.GUNZIP)),
                quartile(Stage.INTERN),
                quartile(Stage.ENCODE),
                quartile(Stage.SYNC),
                rollUpMicros,
                Math.min(group, workload.bodies().size()),
                gzip ? (Double) quartile(Stage.BARE_GUNZIP) : null,
                gzip ? (Double) quartile(Stage.BARE_SKIP) : null);
    }

    private double quartile(Stage stage) {
        List<Double> sorted = micros(stage).stream().sorted().toList();
        return sorted.get(sorted.size() / 4);
    }

    /** So that no compiler finds the work to be for nothing. */
    long unused() {
        return unused;
    }
}
