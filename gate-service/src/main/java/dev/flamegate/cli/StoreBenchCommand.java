package dev.flamegate.cli;

import dev.flamegate.bench.RecordedService;
import dev.flamegate.bench.StoreBench;
import dev.flamegate.bench.StoreScale;
import dev.flamegate.ingest.ProfileFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How quickly a store with a week in it answers, and how large it is. */
@Command(
        name = "store",
        description = "Fill a store with a week of profiles, and measure its size and how long it takes to answer.",
        footer = {
            "",
            "Needs 2 GB in the folder of --out, which must be new, and leaves the store and store.md there.",
            "",
            "Examples:",
            "  flamegate bench store --quick         one day, a few minutes",
            "  flamegate bench store                 a week, about a quarter of an hour on two cores"
        })
public final class StoreBenchCommand implements Callable<Integer> {
    private static final String RECORDED = "gopher-shop";

    private final Terminal terminal;
    private final ProfileFormats formats;
    private final Path home;

    @Option(names = "--quick", description = "one day instead of seven")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench-store",
            description = "folder of the store and the results; ${DEFAULT-VALUE} if not given")
    private Path out = Path.of(".");

    /** @param home folder of the project; its recorded profiles are in {@code fixtures} */
    public StoreBenchCommand(Terminal terminal, ProfileFormats formats, Path home) {
        this.terminal = terminal;
        this.formats = formats;
        this.home = home;
    }

    @Override
    public Integer call() {
        checkIsNew();
        RecordedService recorded = new RecordedFixtures(formats)
                .read(home.resolve("fixtures")).stream()
                        .filter(service -> service.name().equals(RECORDED))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("no recorded profiles of " + RECORDED + " in "
                                + home.resolve("fixtures") + ": run this in the folder of the project"));
        StoreScale scale = quick ? StoreScale.day() : StoreScale.week();
        List<String> lines = new StoreBench(recorded, scale, out, terminal.err()::println).run();
        lines.forEach(terminal.out()::println);
        try {
            Files.write(out.resolve("store.md"), lines);
        } catch (IOException e) {
            throw new UsageException("the results could not be written to " + out + ": " + e);
        }
        return ExitCode.PASS;
    }

    private void checkIsNew() {
        try {
            Files.createDirectories(out);
            try (Stream<Path> entries = Files.list(out)) {
                if (entries.findAny().isPresent()) {
                    throw new UsageException("--out " + out + ": the folder is not empty; name another");
                }
            }
        } catch (IOException e) {
            throw new UsageException("--out " + out + ": " + e);
        }
    }
}
