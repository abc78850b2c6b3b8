package dev.flamegate.cli;

import dev.flamegate.bench.Calibration;
import dev.flamegate.bench.CalibrationJson;
import dev.flamegate.bench.CalibrationMarkdown;
import dev.flamegate.bench.CalibrationResults;
import dev.flamegate.bench.ReadmeBlock;
import dev.flamegate.bench.RecordedService;
import dev.flamegate.bench.RunCounts;
import dev.flamegate.ingest.ProfileFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Error rates and power of the gate, measured and written down. */
@Command(
        name = "calibration",
        description =
                "Measure how often the gate is wrong and what it finds, on simulated fleets and recorded profiles whose"
                        + " truth is known.",
        footer = {
            "",
            "Writes calibration.md and calibration.json, after every experiment anew: what is interrupted keeps",
            "what it has. The same options give the same rates on any machine and with any number of threads;",
            "only times differ.",
            "",
            "Examples:",
            "  flamegate bench calibration --quick               a few minutes",
            "  flamegate bench calibration                       about an hour on two cores",
            "  flamegate bench calibration --only P1,P16 --runs 400",
            "  flamegate bench calibration --out gate-service/docs --readme README.md    only rewrite the README"
        })
public final class CalibrationCommand implements Callable<Integer> {
    private static final String RECORDED = "real";

    private final Terminal terminal;
    private final ProfileFormats formats;
    private final Path home;
    private final String toolVersion;

    @Option(names = "--quick", description = "few runs of a few scenarios")
    private boolean quick;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "runs of equal versions a scenario, 1000 or quick 200; others are in proportion")
    private @Nullable Integer runs;

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "experiments to run: P1, P2, ..., size, real; all if not given")
    private List<String> only = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "threads; as many as processors if not given")
    private @Nullable Integer threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "calibration",
            description = "folder of the results; ${DEFAULT-VALUE} if not given")
    private Path out = Path.of(".");

    @Option(
            names = "--fixtures",
            paramLabel = "DIR",
            description = "folder of recorded profiles; the project's own if not given and there")
    private @Nullable Path fixtures;

    @Option(
            names = "--readme",
            paramLabel = "FILE",
            description = "run nothing, but rewrite this file's block of figures from calibration.json in --out")
    private @Nullable Path readme;

    /** @param home folder of the project; its recorded profiles are in {@code fixtures} */
    public CalibrationCommand(Terminal terminal, ProfileFormats formats, Path home, String toolVersion) {
        this.terminal = terminal;
        this.formats = formats;
        this.home = home;
        this.toolVersion = toolVersion;
    }

    @Override
    public Integer call() {
        if (readme != null) {
            rewrite(readme);
            return ExitCode.PASS;
        }
        RunCounts counts = counts();
        int threadCount = threads == null ? Runtime.getRuntime().availableProcessors() : positive("--threads", threads);
        Calibration calibration = Calibration.of(recorded());
        Set<String> wanted = wanted(calibration);
        CalibrationProgress progress = new CalibrationProgress(terminal);
        CalibrationResults results = calibration.run(toolVersion, counts, wanted, threadCount, progress, this::write);
        write(results);
        terminal.out().print(CalibrationMarkdown.write(results));
        terminal.err().println("written to " + out.resolve("calibration.md") + " and calibration.json");
        return ExitCode.PASS;
    }

    private RunCounts counts() {
        RunCounts counts = quick ? RunCounts.quick() : RunCounts.full();
        return runs == null ? counts : counts.withEqual(positive("--runs", runs));
    }

    private static int positive(String option, int value) {
        if (value < 1) {
            throw new UsageException(option + " " + value + ": at least 1 is needed");
        }
        return value;
    }

    private Set<String> wanted(Calibration calibration) {
        Set<String> known = calibration.ids();
        for (String id : only) {
            if (!known.contains(id)) {
                throw new UsageException("--only " + id + ": there is no such experiment; there are " + known);
            }
        }
        return only.isEmpty() ? known : new TreeSet<>(only);
    }

    private List<RecordedService> recorded() {
        Path folder = fixtures == null ? home.resolve("fixtures") : fixtures;
        boolean needed = fixtures != null || only.contains(RECORDED);
        boolean wanted = only.isEmpty() || only.contains(RECORDED);
        if (!needed && !(wanted && Files.isReadable(folder.resolve("sets.json")))) {
            return List.of();
        }
        return new RecordedFixtures(formats).read(folder);
    }

    private void write(CalibrationResults results) {
        try {
            Files.createDirectories(out);
            Files.writeString(out.resolve("calibration.json"), CalibrationJson.write(results));
            Files.writeString(out.resolve("calibration.md"), CalibrationMarkdown.write(results));
        } catch (IOException e) {
            throw new UsageException("--out " + out + " cannot be written to: " + e);
        }
    }

    private void rewrite(Path document) {
        Path json = out.resolve("calibration.json");
        try {
            CalibrationResults results = CalibrationJson.read(Files.readString(json), json.toString());
            String rewritten = ReadmeBlock.rewrite(Files.readString(document), document.toString(), results);
            Files.writeString(document, rewritten);
        } catch (IOException e) {
            throw new UsageException("--readme " + document + " with " + json + ": " + e);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
