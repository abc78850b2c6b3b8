package dev.flamegate.cli;

import dev.flamegate.bench.GateBench;
import dev.flamegate.bench.RecordedService;
import dev.flamegate.bench.StoreScale;
import dev.flamegate.ingest.ProfileFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a verdict takes. */
@Command(
        name = "gate",
        description =
                "Measure the time to a verdict: one question at a time, many of one service, and many services at once.",
        footer = {
            "",
            "Fills a store with a week of profiles first, unless the folder has one that 'bench store' or this left; the profiles that",
            "are asked about are added to it. A week needs 2 GB.",
            "",
            "Examples:",
            "  flamegate bench gate --quick                                  a day of profiles behind it",
            "  flamegate bench store --out week && flamegate bench gate --store week"
        })
public final class GateBenchCommand implements Callable<Integer> {
    private static final String RECORDED = "gopher-shop";
    private static final String PAGE = "gate-speed.md";

    private final Terminal terminal;
    private final ProfileFormats formats;
    private final Path home;
    private final String toolVersion;

    @Option(names = "--quick", description = "one day of profiles instead of seven, if they have to be made")
    private boolean quick;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "bench-gate",
            description = "folder of the store; ${DEFAULT-VALUE} if not given")
    private Path store = Path.of(".");

    @Option(names = "--out", paramLabel = "DIR", description = "folder to write " + PAGE + " into as well")
    private @Nullable Path out;

    /** @param home folder of the project; its recorded profiles are in {@code fixtures} */
    public GateBenchCommand(Terminal terminal, ProfileFormats formats, Path home, String toolVersion) {
        this.terminal = terminal;
        this.formats = formats;
        this.home = home;
        this.toolVersion = toolVersion;
    }

    @Override
    public Integer call() throws InterruptedException {
        RecordedService recorded = new RecordedFixtures(formats)
                .read(home.resolve("fixtures")).stream()
                        .filter(service -> service.name().equals(RECORDED))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("no recorded profiles of " + RECORDED + " in "
                                + home.resolve("fixtures") + ": run this in the folder of the project"));
        StoreScale scale = quick ? StoreScale.day() : StoreScale.week();
        try {
            Files.createDirectories(store);
            List<String> lines = new GateBench(recorded, scale, store, terminal.err()::println).run(toolVersion);
            lines.forEach(terminal.out()::println);
            if (out != null) {
                Files.createDirectories(out);
                Files.write(out.resolve(PAGE), lines);
            }
            return ExitCode.PASS;
        } catch (IOException e) {
            throw new UsageException("--store or --out: " + e);
        }
    }
}
