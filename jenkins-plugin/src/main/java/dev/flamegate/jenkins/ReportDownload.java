package dev.flamegate.jenkins;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The renderings of a report, by the name of the file they go to. */
final class ReportDownload {
    static final String FOLDER = "flamegate-report";
    static final String PICTURE = "flamegraph.svg";
    static final String PAGE = "report.html";

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** Names of links in the service's answer, and of files. */
    private static final Map<String, String> FILES = files();

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("page", PAGE);
        files.put("self", "report.json");
        files.put("flamegraph", PICTURE);
        files.put("comment", "comment.md");
        files.put("junit", "junit.xml");
        files.put("sarif", "report.sarif");
        return files;
    }

    private ReportDownload() {}

    /** What the service has; a rendering that it has not, or that it does not give, costs itself alone. */
    static Map<String, byte[]> all(ServiceApi api, Outcome outcome, Consumer<String> log)
            throws IOException, InterruptedException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            String path = outcome.renderings().get(file.getKey());
            if (path == null) {
                continue;
            }
            try {
                all.put(file.getValue(), api.download(path, TIMEOUT));
            } catch (ServiceException e) {
                log.accept(file.getValue() + " is missing: " + e.getMessage());
            }
        }
        return all;
    }
}
