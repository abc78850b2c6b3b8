package dev.flamegate.cli;

import dev.flamegate.bench.PagesBench;
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

/** How fast the service's pages are. */
@Command(
        name = "pages",
        description = "Measure how soon the service's pages are there, in Chromium, over a week of profiles.",
        footer = {
            "",
            "Fills a store with a week of profiles first, unless the folder has one that 'bench store' or 'bench gate' left; ten minutes",
            "of a canary and one gate are added to it. A week needs 2 GB.",
            "",
            "Examples:",
            "  flamegate bench pages --quick                                 a day of profiles",
            "  flamegate bench store --out week && flamegate bench pages --store week --out gate-service/docs"
        })
public final class PagesBenchCommand implements Callable<Integer> {
    private static final String RECORDED = "gopher-shop";
    private static final String PAGE = "pages-speed.md";

    private final Terminal terminal;
    private final ProfileFormats formats;
    private final List<String> program;
    private final Path home;
    private final String toolVersion;

    @Option(names = "--quick", description = "one day of profiles instead of seven, if they have to be made")
    private boolean quick;

    @Option(
            names = "--pods",
            paramLabel = "N",
            defaultValue = "20",
            description = "pods whose profiles are made, if they have to be; ${DEFAULT-VALUE} if not given")
    private int pods = 20;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "10",
            description = "how often each page is opened; ${DEFAULT-VALUE} if not given")
    private int times = 10;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "bench-pages",
            description = "folder of the store; ${DEFAULT-VALUE} if not given")
    private Path store = Path.of("bench-pages");

    @Option(names = "--chromium", paramLabel = "FILE", description = "the browser's program; looked for if not given")
    private @Nullable Path chromium;

    @Option(names = "--out", paramLabel = "DIR", description = "folder to write " + PAGE + " into as well")
    private @Nullable Path out;

    /**
     * @param program what runs Flamegate, without its arguments
     * @param home folder of the project; its recorded profiles are in {@code fixtures}
     */
    public PagesBenchCommand(
            Terminal terminal, ProfileFormats formats, List<String> program, Path home, String toolVersion) {
        this.terminal = terminal;
        this.formats = formats;
        this.program = List.copyOf(program);
        this.home = home;
        this.toolVersion = toolVersion;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (pods < 1 || times < 1) {
            throw new UsageException("--pods and --times must be above 0");
        }
        Path browser = BrowserProgram.find(chromium);
        RecordedService recorded = new RecordedFixtures(formats)
                .read(home.resolve("fixtures")).stream()
                        .filter(service -> service.name().equals(RECORDED))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("no recorded profiles of " + RECORDED + " in "
                                + home.resolve("fixtures") + ": run this in the folder of the project"));
        StoreScale full = quick ? StoreScale.day() : StoreScale.week();
        StoreScale scale = new StoreScale(pods, full.days(), full.copies(), times);
        try {
            Files.createDirectories(store);
            List<String> lines =
                    new PagesBench(recorded, scale, store, program, terminal.err()::println).run(toolVersion, browser);
            lines.forEach(terminal.out()::println);
            if (out != null) {
                Files.createDirectories(out);
                Files.write(out.resolve(PAGE), lines);
            }
            return ExitCode.PASS;
        } catch (IOException e) {
            throw new FailureException("the bench could not be run: " + e.getMessage(), e);
        }
    }
}
