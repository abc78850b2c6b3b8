package dev.flamegate.jenkins;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The renderings of a report, by their names, which are those of files. */
final class ReportDownload {
    static final String FOLDER = "flamegate-report";
    static final String PICTURE = "flamegraph.svg";
    static final String PAGE = "report.html";

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final List<String> FILES =
            List.of(PAGE, "report.json", PICTURE, "comment.md", "junit.xml", "report.sarif");

    private ReportDownload() {}

    /** A rendering that the service does not give costs itself alone. */
    static Map<String, byte[]> all(ServiceApi api, Outcome outcome, Consumer<String> log)
            throws IOException, InterruptedException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (String file : FILES) {
            try {
                all.put(file, api.download(outcome.path() + "/" + file, TIMEOUT));
            } catch (ServiceException e) {
                log.accept(file + " is missing: " + e.getMessage());
            }
        }
        return all;
    }
}
