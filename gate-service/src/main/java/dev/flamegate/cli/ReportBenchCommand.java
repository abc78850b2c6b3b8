package dev.flamegate.cli;

import dev.flamegate.bench.ReportBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How large a large report is, and how fast its page. */
@Command(
        name = "report",
        description = "Measure a report of 50,000 nodes: the size of its forms, and how fast its page is in Chromium.",
        footer = {
            "",
            "Examples:",
            "  flamegate bench report",
            "  flamegate bench report --keep large-report --out speed"
        })
public final class ReportBenchCommand implements Callable<Integer> {
    private static final String PAGE = "report-speed.md";

    private final Terminal terminal;
    private final String toolVersion;

    @Option(names = "--chromium", paramLabel = "FILE", description = "the browser's program; looked for if not given")
    private @Nullable Path chromium;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            defaultValue = "bench-report",
            description = "folder for the forms of the report; ${DEFAULT-VALUE} if not given")
    private Path keep = Path.of("bench-report");

    @Option(names = "--out", paramLabel = "DIR", description = "folder to write " + PAGE + " into as well")
    private @Nullable Path out;

    public ReportBenchCommand(Terminal terminal, String toolVersion) {
        this.terminal = terminal;
        this.toolVersion = toolVersion;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path program = BrowserProgram.find(chromium);
        try {
            List<String> lines = new ReportBench(terminal.err()::println).run(toolVersion, keep, program);
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
