package dev.flamegate.cli;

import dev.flamegate.reports.FlameGraphSvg;
import dev.flamegate.reports.GateReport;
import dev.flamegate.reports.Links;
import dev.flamegate.reports.ReportJson;
import dev.flamegate.reports.ReportMarkdown;
import dev.flamegate.reports.ReportPage;
import dev.flamegate.reports.ReportText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** All renderings of a report as files in one folder. */
final class ReportFiles {
    static final String PAGE = "report.html";

    private static final int COMMENT_CHARS_MAX = 60_000;

    private final Path folder;

    ReportFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * @param address of the report's page; null if no service has one
     * @throws UsageException if the folder cannot be written to
     */
    void write(GateReport report, @Nullable String address) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("report.json"), ReportJson.write(report));
            put(PAGE, ReportPage.html(report));
            put("flamegraph.svg", FlameGraphSvg.svg(report));
            put("report.txt", ReportText.render(report, false, address));
            put("comment.md", ReportMarkdown.comment(report, new Links(address, null), COMMENT_CHARS_MAX));
        } catch (IOException e) {
            throw new UsageException("--out " + folder + ": cannot be written: " + e);
        }
    }

    private void put(String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
