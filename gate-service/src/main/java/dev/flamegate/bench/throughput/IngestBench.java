package dev.flamegate.bench.throughput;

import dev.flamegate.bench.throughput.IngestResults.Input;
import dev.flamegate.bench.throughput.IngestResults.Measured;
import dev.flamegate.ingest.Gunzip;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.Source;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Each workload against a service and a store of its own, then its stages, then its peers. */
public final class IngestBench {
    private static final int BYTES_MAX = 256 << 20;

    /**
     * How long to measure.
     *
     * @param seconds of load that are measured, and of timing the stages, for each workload
     * @param warmUpSeconds of load before that
     */
    public record Plan(int connections, double seconds, double warmUpSeconds) {}

    private final ProfileFormats formats;
    private final List<String> program;
    private final Clock clock;

    /** @param program what runs Flamegate, without its arguments */
    public IngestBench(ProfileFormats formats, List<String> program, Clock clock) {
        this.formats = formats;
        this.program = List.copyOf(program);
        this.clock = clock;
    }

    /**
     * @param progress hears a line of what is being done
     * @param soFar gets the results after each workload
     * @throws IOException if the service cannot be started or a connection breaks
     */
    public IngestResults run(
            String toolVersion,
            List<Workload> workloads,
            Plan plan,
            Consumer<String> progress,
            Consumer<IngestResults> soFar)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("flamegate-bench");
        try {
            double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            IngestResults results = new IngestResults(
                    IngestResults.SCHEMA,
                    toolVersion,
                    clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                    loadBefore,
                    DiskSync.millis(folder),
                    List.of());
            for (Workload workload : workloads) {
                Path own = folder.resolve("w" + results.workloads().size());
                results = results.with(measure(workload, plan, own, progress));
                soFar.accept(results);
            }
            return results;
        } finally {
            delete(folder);
        }
    }

    private Measured measure(Workload workload, Plan plan, Path folder, Consumer<String> progress)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Input input = describe(workload);
        progress.accept(workload.name() + ": load from " + plan.connections() + " connections, " + plan.seconds()
                + " s after " + plan.warmUpSeconds() + " s");
        LoadFigures load;
        try (ServiceUnderLoad service = ServiceUnderLoad.start(program, folder)) {
            load = new Load(service, workload.begunAt(ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant())), plan)
                    .run();
        }
        progress.accept(workload.name() + ": stages alone");
        int group = (int) Math.round(load.profilesPerSync());
        StageTimes stages = new Stages(formats, workload, group).run(folder.resolve("stages"), plan.seconds());
        progress.accept(workload.name() + ": other readers");
        return new Measured(input, load, stages, new Peers(folder).run(workload));
    }

    private Input describe(Workload workload) {
        byte[] body = workload.bodies().get(0);
        List<Profile> profiles = formats.read(body, Source.of(workload.name()));
        CallTree tree = profiles.get(0).tree();
        return new Input(
                workload.name(),
                workload.made(),
                workload.bodies().size(),
                workload.meanBytes(),
                Gunzip.matches(body) ? Gunzip.content(body, BYTES_MAX, workload.name()).length : body.length,
                profiles.size(),
                profiles.stream().mapToInt(Profile::stackCount).sum(),
                tree.nodeCount() - 1,
                tree.functionCount());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
