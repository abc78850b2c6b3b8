package dev.flamegate.cli;

import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.ReportJson;
import dev.flamegate.reports.ReportMarkdown;
import dev.flamegate.reports.ReportText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that end with a report, and what becomes of it. */
final class ReportOutput {
    private static final int COMMENT_CHARS_MAX = 60_000;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "what to print: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "also write report.html, report.json, report.txt, comment.md and flamegraph.svg there")
    private @Nullable Path folder;

    /**
     * Prints the report, writes its files if asked to, and says how the command ends.
     *
     * @param address of the report's page; null if no service has one
     */
    int deliver(GateReport report, Terminal terminal, @Nullable String address) {
        if (folder != null) {
            new ReportFiles(folder).write(report, address);
            terminal.err().println("wrote " + folder.resolve(ReportFiles.PAGE) + " and four more files");
        }
        terminal.out().print(rendered(report, terminal, address));
        terminal.out().flush();
        return ExitCode.of(report);
    }

    private String rendered(GateReport report, Terminal terminal, @Nullable String address) {
        return switch (format) {
            case TEXT -> withNewline(ReportText.render(report, terminal.colour(), address));
            case JSON -> withNewline(new String(ReportJson.write(report), StandardCharsets.UTF_8));
            case MARKDOWN -> withNewline(ReportMarkdown.comment(report, new Links(address, null), COMMENT_CHARS_MAX));
        };
    }

    private static String withNewline(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }
}
