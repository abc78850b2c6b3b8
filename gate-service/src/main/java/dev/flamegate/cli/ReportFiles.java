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
import java.util.List;
import java.util.stream.IntStream;
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
            List<GateReport> types = report.everyType();
            put(PAGE, ReportPage.html(report, files("report", types.size(), ".html")));
            put("flamegraph.svg", FlameGraphSvg.svg(report));
            for (int i = 1; i < types.size(); i++) {
                put(file("report", i, ".html"), ReportPage.html(types.get(i)));
                put(file("flamegraph", i, ".svg"), FlameGraphSvg.svg(types.get(i)));
            }
            put("report.txt", ReportText.render(report, false, address));
            put("comment.md", ReportMarkdown.comment(report, new Links(address, null), COMMENT_CHARS_MAX));
        } catch (IOException e) {
            throw new UsageException("--out " + folder + ": cannot be written: " + e);
        }
    }

    private static List<String> files(String name, int types, String ending) {
        return IntStream.range(1, types).mapToObj(i -> file(name, i, ending)).toList();
    }

    /** The second profile type's is number 2. */
    private static String file(String name, int type, String ending) {
        return name + "-" + (type + 1) + ending;
    }

    private void put(String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
