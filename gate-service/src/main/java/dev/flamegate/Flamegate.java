package dev.flamegate;

import dev.flamegate.bench.throughput.IngestBench;
import dev.flamegate.cli.BackupCommand;
import dev.flamegate.cli.BenchCommand;
import dev.flamegate.cli.CalibrationCommand;
import dev.flamegate.cli.CheckCommand;
import dev.flamegate.cli.Cli;
import dev.flamegate.cli.DemoCommand;
import dev.flamegate.cli.DiffCommand;
import dev.flamegate.cli.FollowCommand;
import dev.flamegate.cli.GateBenchCommand;
import dev.flamegate.cli.IngestBenchCommand;
import dev.flamegate.cli.PagesBenchCommand;
import dev.flamegate.cli.PinCommand;
import dev.flamegate.cli.PolicyCheckCommand;
import dev.flamegate.cli.PolicyCommand;
import dev.flamegate.cli.PolicySchemaCommand;
import dev.flamegate.cli.PushCommand;
import dev.flamegate.cli.QueryCommand;
import dev.flamegate.cli.ReplayCommand;
import dev.flamegate.cli.ReportBenchCommand;
import dev.flamegate.cli.RestoreCommand;
import dev.flamegate.cli.RetroCommand;
import dev.flamegate.cli.ServeCommand;
import dev.flamegate.cli.ServiceLauncher;
import dev.flamegate.cli.StoreBenchCommand;
import dev.flamegate.cli.Terminal;
import dev.flamegate.cli.TopCommand;
import dev.flamegate.cli.VerifyCommand;
import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.folded.FoldedFormat;
import dev.flamegate.ingest.folded.LinesFormat;
import dev.flamegate.ingest.folded.PerfScriptFormat;
import dev.flamegate.ingest.folded.TreeFormat;
import dev.flamegate.ingest.folded.TrieFormat;
import dev.flamegate.ingest.jfr.JfrFormat;
import dev.flamegate.ingest.pprof.PprofFormat;
import dev.flamegate.ingest.pprof.PprofLimits;
import dev.flamegate.ingest.speedscope.SpeedscopeFormat;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The composition root: the list of commands, and what they are given. {@link LocalService} composes the service itself. */
public final class Flamegate {
    private Flamegate() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Terminal terminal = Terminal.standard(environment);
        System.exit(new Cli(terminal, version(), commands(terminal, environment)).run(args));
    }

    /** Every command there is. */
    static List<Object> commands(Terminal terminal, Map<String, String> environment) {
        ServiceLauncher launcher = new LocalServices(environment, Clock.systemUTC());
        Path home = Path.of(environment.getOrDefault("FLAMEGATE_HOME", "."));
        return List.of(
                new ServeCommand(terminal, launcher),
                new DemoCommand(terminal, launcher, home),
                new PushCommand(terminal),
                new CheckCommand(terminal),
                new FollowCommand(terminal),
                new PinCommand(terminal),
                PolicyCommand.with(
                        new PolicyCheckCommand(terminal, Clock.systemUTC()), new PolicySchemaCommand(terminal)),
                new ReplayCommand(terminal, launcher),
                new RetroCommand(terminal),
                new TopCommand(formats()),
                new QueryCommand(terminal),
                new BackupCommand(terminal),
                new RestoreCommand(terminal),
                new VerifyCommand(terminal),
                new DiffCommand(terminal, formats(), Clock.systemUTC(), version()),
                BenchCommand.with(
                        new CalibrationCommand(terminal, formats(), home, version()),
                        new IngestBenchCommand(terminal, ingestBench(), home, version()),
                        new GateBenchCommand(terminal, formats(), home, version()),
                        new ReportBenchCommand(terminal, version()),
                        new PagesBenchCommand(terminal, formats(), program(), home, version()),
                        new StoreBenchCommand(terminal, formats(), home)));
    }

    private static IngestBench ingestBench() {
        return new IngestBench(formats(), program(), Clock.systemUTC());
    }

    /** The service that is measured is this program again, in a process of its own. */
    private static List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxRAMPercentage=50",
                "-XX:MaxRAM=1536m",
                "-cp",
                System.getProperty("java.class.path"),
                Flamegate.class.getName());
    }

    /** Every format that is read, within limits for files that somebody trusts. */
    static ProfileFormats formats() {
        return formats(PprofLimits.DEFAULT, ReadLimits.DEFAULT);
    }

    /** Pprof stands last: any gzip that no other knows is left to it, which then says what is wrong with it. */
    static ProfileFormats formats(PprofLimits pprof, ReadLimits others) {
        return new ProfileFormats(List.of(
                new JfrFormat(others),
                new SpeedscopeFormat(others),
                new PerfScriptFormat(others),
                new FoldedFormat(others),
                new LinesFormat(others),
                new TrieFormat(others),
                new TreeFormat(others),
                new PprofFormat(pprof, others.labelSets())));
    }

    /** From the artefact's manifest; a build directory has none. */
    static String version() {
        String version = Flamegate.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
