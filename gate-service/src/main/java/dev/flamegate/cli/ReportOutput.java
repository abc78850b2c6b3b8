package dev.flamegate.cli;

import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.ReportJson;
import dev.flamegate.reports.ReportMarkdown;
import dev.flamegate.reports.ReportText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that end with a report, and what becomes of it. */
final class ReportOutput {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "what to print: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = "--out",
            paramLabel = "DIR|FORM=FILE",
            description = {
                "also write every form of the report into a folder, or one form to a file; may be repeated.",
                "Forms: page, json, text, markdown, summary, check, junit, sarif, gitlab, badge, svg, png, flame,",
                "diff, flamebearer, folded"
            })
    private List<String> targets = List.of();

    /** @throws UsageException if a target is none: asked before the work, so that a slip of the finger costs no time */
    List<ReportFiles> files() {
        return targets.stream().map(ReportFiles::parse).toList();
    }

    /**
     * Prints the report, writes its files if asked to, and says how the command ends.
     *
     * @param address of the report's page; null if no service has one
     */
    int deliver(GateReport report, Terminal terminal, @Nullable String address) {
        for (ReportFiles files : files()) {
            terminal.err().println(files.write(report, address));
        }
        terminal.out().print(rendered(report, terminal, address));
        terminal.out().flush();
        return ExitCode.of(report);
    }

    private String rendered(GateReport report, Terminal terminal, @Nullable String address) {
        return switch (format) {
            case TEXT -> withNewline(ReportText.render(report, terminal.colour(), address));
            case JSON -> withNewline(new String(ReportJson.write(report), StandardCharsets.UTF_8));
            case MARKDOWN ->
                withNewline(ReportMarkdown.comment(report, new Links(address, null), ReportMarkdown.COMMENT_CHARS_MAX));
        };
    }

    private static String withNewline(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }
}
