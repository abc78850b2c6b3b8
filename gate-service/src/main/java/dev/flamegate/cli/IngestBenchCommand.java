package dev.flamegate.cli;

import dev.flamegate.bench.throughput.IngestBench;
import dev.flamegate.bench.throughput.IngestJson;
import dev.flamegate.bench.throughput.IngestMarkdown;
import dev.flamegate.bench.throughput.IngestResults;
import dev.flamegate.bench.throughput.Workload;
import dev.flamegate.bench.throughput.Workloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how many profiles a second the service takes in, and where the time goes. */
@Command(
        name = "ingest",
        description =
                "Measure how fast profiles are taken in: acknowledged and durable, over HTTP, by a service of its own.",
        footer = {
            "",
            "Examples:",
            "  flamegate bench ingest --quick",
            "  flamegate bench ingest --files my-profiles --out speed",
            "",
            "It needs a quiet machine: service and clients share its processors."
        })
public final class IngestBenchCommand implements Callable<Integer> {
    private static final double SECONDS = 10;
    private static final double QUICK_SECONDS = 2;
    private static final double WARM_UP_SECONDS = 20;
    private static final double QUICK_WARM_UP_SECONDS = 4;

    private final Terminal terminal;
    private final IngestBench bench;
    private final Path home;
    private final String toolVersion;

    @Option(names = "--quick", description = "two seconds instead of ten for each input")
    private boolean quick;

    @Option(names = "--seconds", paramLabel = "N", description = "seconds of load that are measured for each input")
    private @Nullable Double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "seconds of load before that; 20, or with --quick 4, if not given")
    private @Nullable Double warmUp;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "16",
            description = "clients that send at one time; ${DEFAULT-VALUE} if not given")
    private int connections = 16;

    @Option(names = "--files", paramLabel = "DIR", description = "send the files of this folder instead of our own")
    private @Nullable Path files;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "only inputs whose name contains this: 'pprof 5 KB', JFR, ...")
    private String only = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder to write ingest-speed.md and ingest-speed.json into as well")
    private @Nullable Path out;

    /** @param home folder of the project; its recorded profiles are in {@code fixtures} */
    public IngestBenchCommand(Terminal terminal, IngestBench bench, Path home, String toolVersion) {
        this.terminal = terminal;
        this.bench = bench;
        this.home = home;
        this.toolVersion = toolVersion;
    }

    @Override
    public Integer call() throws InterruptedException {
        double time = seconds != null ? seconds : quick ? QUICK_SECONDS : SECONDS;
        double before = warmUp != null ? warmUp : quick ? QUICK_WARM_UP_SECONDS : WARM_UP_SECONDS;
        if (!(time > 0) || !(before > 0) || connections < 1) {
            throw new UsageException("--seconds, --warm-up and --connections must be above 0");
        }
        try {
            IngestBench.Plan plan = new IngestBench.Plan(connections, time, before);
            IngestResults results = bench.run(
                    toolVersion, workloads(), plan, line -> terminal.err().println(line), this::write);
            terminal.out().print(IngestMarkdown.write(results));
            return ExitCode.PASS;
        } catch (IOException | UncheckedIOException e) {
            throw new FailureException("the bench could not be run: " + e.getMessage(), e);
        }
    }

    private List<Workload> workloads() {
        Path fixtures = home.resolve("fixtures");
        if (files == null && !Files.isDirectory(fixtures)) {
            throw new UsageException("there are no recorded profiles in '" + fixtures + "'; --files DIR sends others");
        }
        List<Workload> all = files == null ? Workloads.recorded(fixtures, only) : Workloads.ofFolder(files);
        if (all.isEmpty()) {
            throw new UsageException("--only " + only + ": there is no such input");
        }
        return all;
    }

    private void write(IngestResults results) {
        if (out == null) {
            return;
        }
        try {
            Files.createDirectories(out);
            Files.writeString(out.resolve("ingest-speed.json"), IngestJson.write(results));
            Files.writeString(out.resolve("ingest-speed.md"), IngestMarkdown.write(results));
        } catch (IOException e) {
            throw new UsageException("--out " + out + " cannot be written to: " + e);
        }
    }
}
